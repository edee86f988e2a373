// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.server.ConnectVersion;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same plugins on the oldest worker that they support. */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class OldestWorkerIT {
  @Test
  void thePluginsMoveRowsOnAWorkerOfConnect39(Cluster cluster) throws Exception {
    WorkerSettings settings =
        WorkerSettings.withPlugins("milvus-source-connector", "oceanbase-sink-connector")
            .version(ConnectVersion.OLDEST)
            .group("connect-3-9")
            .exactlyOnceSource();
    try (ConnectWorker worker = cluster.startWorker(settings);
        ForwardPair pair = new ForwardPair(cluster, new ConnectRest(worker.rest()), "oldest")) {
      pair.milvus()
          .create(
              new CollectionBuilder("rows")
                  .int64Key("id")
                  .scalar("attributes", DataType.JSON)
                  .vector("v", DataType.FloatVector, 2)
                  .dynamic());
      pair.milvus().insert("rows", row(1, "{\"a\":1}"));
      pair.startSource(Map.of("vector.encoding", "array"));
      pair.startSink(Map.of());
      pair.awaitSame("rows");

      pair.milvus().insert("rows", row(2, "{\"b\":[2]}"));
      pair.milvus().upsert("rows", row(1, "{\"c\":null}"));
      pair.milvus().insert("rows", row(3, "{}"));
      pair.milvus().delete("rows", "id", 3L);

      assertThat(pair.awaitSame("rows").rows()).isEqualTo(2);
    }
  }

  private static Columns row(long id, String json) {
    return new Columns(1)
        .int64("id", id)
        .json("attributes", List.of(json))
        .floatVector("v", 2, id, 0.1f)
        .dynamic(List.of(json));
  }
}
