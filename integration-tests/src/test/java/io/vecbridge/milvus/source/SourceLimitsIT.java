// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.process.Await;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Many collections, for a JVM with a heap of 512 MB ({@code -Xmx512m}). How many: {@code
 * -Dvecbridge.collections}.
 */
@Tag("limits")
@ExtendWith(ClusterExtension.class)
class SourceLimitsIT {
  private static final int COLLECTIONS = Integer.getInteger("vecbridge.collections", 300);
  private static final int DIMENSION = 128;
  private static final int ROWS = 20_000;
  private static final Duration LONG = Duration.ofMinutes(60);

  @Test
  void theSnapshotsOf300CollectionsOf10MegabytesPassASmallHeap(Cluster cluster) {
    long[] ids = LongStream.range(0, ROWS).toArray();
    Columns rows =
        new Columns(ROWS).int64("id", ids).floatVector("v", DIMENSION, new float[ROWS * DIMENSION]);
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        DirectSource source =
            new DirectSource(cluster, "many_.*", "vector.encoding", "bytes")
                .dropping(record -> record.topic().startsWith(DirectSource.PREFIX + "."))) {
      for (int i = 0; i < COLLECTIONS; i++) {
        milvus.create(
            new CollectionBuilder("many_" + i)
                .int64Key("id")
                .vector("v", DataType.FloatVector, DIMENSION));
        milvus.insert("many_" + i, rows);
      }
      source.start();
      Await.until(
          "all rows have been read",
          LONG,
          () -> {
            source.poll();
            return source.drops() >= COLLECTIONS * ROWS;
          });
      assertThat(source.drops()).isGreaterThanOrEqualTo(COLLECTIONS * ROWS);
      source.stop();
      for (int i = 0; i < COLLECTIONS; i++) {
        milvus.release("many_" + i);
        milvus.drop("many_" + i);
      }
    }
  }
}
