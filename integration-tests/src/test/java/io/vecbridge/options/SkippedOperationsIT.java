// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.vecbridge.endtoend.ForwardPair;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.connect.ConnectRefusal;
import io.vecbridge.harness.process.Await;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The kinds of changes that a pair moves: {@code skipped.operations} of the Milvus source, {@code
 * delete.enabled} of the OceanBase sink, both changed over REST while rows flow.
 */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class SkippedOperationsIT {
  private static final String OPTION = "skipped.operations";
  private static final int FLOWING = 100;

  @Test
  void theKindsOfChangesThatMilvusDistinguishesCanBeLeftOut(Cluster cluster) throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "skipped_operations")) {
      pair.milvus()
          .create(new CollectionBuilder("c").int64Key("id").vector("v", DataType.FloatVector, 2));
      pair.milvus().insert("c", rows(0, 1, 2, 3, 4));
      AtomicInteger next = new AtomicInteger();
      ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
      writer.scheduleWithFixedDelay(
          () -> pair.milvus().upsert("c", rows(next.getAndIncrement(), FLOWING)),
          0,
          50,
          TimeUnit.MILLISECONDS);
      try {
        pair.startSource(Map.of(OPTION, "d"));
        pair.startSink(Map.of());
        awaitRow(pair, 4);
        pair.milvus().delete("c", "id", 1L);
        pair.milvus().insert("c", rows(0, 6));
        awaitRow(pair, 6);
        assertThat(has(pair, 1)).as("a delete that is skipped").isTrue();

        pair.startSource(Map.of(OPTION, "c"));
        pair.milvus().insert("c", rows(0, 7));
        pair.milvus().delete("c", "id", 2L);
        pair.milvus().upsert("c", rows(0, 8));
        awaitRow(pair, 8);
        assertThat(has(pair, 2)).as("a delete").isFalse();
        assertThat(has(pair, 7)).as("an insert that is skipped").isFalse();

        pair.startSink(Map.of("delete.enabled", "false"));
        pair.milvus().delete("c", "id", 3L);
        pair.milvus().upsert("c", rows(0, 9));
        awaitRow(pair, 9);
        assertThat(has(pair, 3)).as("a delete that the sink leaves out").isTrue();
        pair.startSink(Map.of());
        pair.milvus().delete("c", "id", 4L);
        Await.until("the delete", ForwardPair.SOON, () -> !has(pair, 4));
      } finally {
        writer.shutdown();
        assertThat(writer.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      }
      pair.milvus().upsert("c", rows(-1, FLOWING));
      Await.until(
          "the last upsert",
          ForwardPair.SOON,
          () ->
              pair.oceanBase()
                  .query(
                      "SELECT 1 FROM c WHERE id = "
                          + FLOWING
                          + " AND l2_distance(v, '[-1,-1]') = 0")
                  .equals(List.of("1")));
      assertThatThrownBy(() -> pair.configureSource(Map.of(OPTION, "u")))
          .isInstanceOf(ConnectRefusal.class)
          .hasMessageContaining("the upsert of a new row is a 'u' too");
    }
  }

  private static Columns rows(float element, long... ids) {
    float[] vectors = new float[2 * ids.length];
    Arrays.fill(vectors, element);
    return new Columns(ids.length).int64("id", ids).floatVector("v", 2, vectors);
  }

  private static void awaitRow(ForwardPair pair, long id) {
    Await.until("row " + id, ForwardPair.SOON, () -> pair.oceanBase().exists("c") && has(pair, id));
  }

  private static boolean has(ForwardPair pair, long id) throws SQLException {
    return !pair.oceanBase().query("SELECT 1 FROM c WHERE id = " + id).isEmpty();
  }
}
