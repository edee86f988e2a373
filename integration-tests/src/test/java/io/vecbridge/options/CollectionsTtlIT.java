// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.vecbridge.endtoend.ForwardPair;
import io.vecbridge.endtoend.RowWriter;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.MilvusAdmin;
import io.vecbridge.harness.connect.ConnectRefusal;
import io.vecbridge.harness.process.Await;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The check {@code collections.ttl} of the Milvus source. */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class CollectionsTtlIT {
  private static final String TTL = "collection.ttl.seconds";

  @Test
  void aCollectionWhoseRowsExpireIsAFindingThatCanBeAccepted(Cluster cluster) throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "expiring")) {
      pair.milvus()
          .create(
              new CollectionBuilder("c")
                  .int64Key("id")
                  .vector("v", DataType.FloatVector, RowWriter.DIMENSION));
      MilvusAdmin admin = new MilvusAdmin(pair.milvus(), pair.database());
      admin.alter("c", TTL, "86400");
      assertThatThrownBy(() -> pair.configureSource(Map.of()))
          .isInstanceOf(ConnectRefusal.class)
          .hasMessageContaining("Rows of collection expiring.c expire in Milvus after 86400 s")
          .hasMessageContaining("precheck.skip=collections.ttl");
      try (RowWriter writer = new RowWriter(pair.milvus(), "c", 8)) {
        pair.startSource(Map.of("precheck.skip", "collections.ttl"));
        pair.startSink(Map.of());
        Await.until("rows", ForwardPair.SOON, () -> pair.oceanBase().exists("c"));
        assertThat(Files.readString(cluster.worker().log()))
            .contains("Rows of expiring.c expire in Milvus after 86400 s (" + TTL + ")");
        admin.alter("c", TTL, "0");
        pair.startSource(Map.of());
        writer.stop();
      }

      assertThat(pair.awaitSame("c").rows()).isPositive();
    }
  }
}
