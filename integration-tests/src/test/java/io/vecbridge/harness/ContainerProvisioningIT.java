// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.container.ContainerProvisioning;
import io.vecbridge.harness.server.WorkerSettings;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ContainerProvisioningIT {
  @Test
  void aClusterOfContainersServesAndSurvivesAKill() throws SQLException {
    assumeTrue(ContainerProvisioning.isAvailable(), "Docker isn't available on this machine");
    try (Cluster cluster =
            Cluster.start(new ContainerProvisioning(), WorkerSettings.withPlugins());
        MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        OceanBaseClient oceanBase = new OceanBaseClient(cluster.oceanBase(), "containers")) {
      milvus.create(new CollectionBuilder("c").int64Key("id").vector("v", DataType.FloatVector, 2));
      milvus.insert("c", new Columns(1).int64("id", 1).floatVector("v", 2, 1, 2));
      assertThat(milvus.count("c")).isEqualTo(1);
      assertThat(oceanBase.query("SELECT 1")).containsExactly("1");

      cluster.kafka().kill();
      cluster.kafka().start();

      assertThat(cluster.connect().plugins()).isNotEmpty();
    }
  }
}
