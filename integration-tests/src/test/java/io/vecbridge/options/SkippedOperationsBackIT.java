// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.options;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.endtoend.ReversePair;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.connect.ConnectRefusal;
import io.vecbridge.harness.process.Await;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The kinds of changes that the way back moves: {@code skipped.operations} of the OceanBase source,
 * {@code delete.enabled} of the Milvus sink, both changed over REST while rows flow.
 */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class SkippedOperationsBackIT {
  private static final String NAME = "skipped_operations_back";
  private static final String OPTION = "skipped.operations";
  private static final String INDEX = "vector.index.type";

  @Test
  void deletesCanBeLeftOutAtEitherEnd(Cluster cluster) throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    AtomicBoolean ended = new AtomicBoolean();
    try (ReversePair pair = new ReversePair(cluster, NAME).withDatabase()) {
      pair.oceanBase().execute("CREATE TABLE t (id BIGINT PRIMARY KEY, v VECTOR(2) NOT NULL)");
      for (int id = 0; id < 5; id++) {
        insert(pair, id);
      }
      Future<?> writer = executor.submit(() -> updateRow0(cluster, ended));
      pair.startSource(Map.of(OPTION, "d"));
      pair.startSink(Map.of(INDEX, "autoindex"));
      awaitRows(pair, 5);
      delete(pair, 1);
      insert(pair, 5);
      awaitRows(pair, 6);
      // Of a later poll than the one that would have the delete.
      insert(pair, 6);
      awaitRows(pair, 7);

      pair.startSource(Map.of());
      delete(pair, 2);
      awaitRows(pair, 6);

      pair.startSink(Map.of(INDEX, "autoindex", "delete.enabled", "false"));
      delete(pair, 3);
      insert(pair, 7);
      awaitRows(pair, 7);
      insert(pair, 8);
      awaitRows(pair, 8);

      pair.startSink(Map.of(INDEX, "autoindex"));
      delete(pair, 4);
      awaitRows(pair, 7);
      ended.set(true);
      writer.get();
      assertThatThrownBy(() -> pair.configureSource(Map.of(OPTION, "u")))
          .isInstanceOf(ConnectRefusal.class)
          .hasMessageContaining("With capture.mode=scn 'u' can't be skipped");
    } finally {
      ended.set(true);
      executor.shutdown();
    }
  }

  private static Void updateRow0(Cluster cluster, AtomicBoolean ended) throws SQLException {
    try (OceanBaseClient client = new OceanBaseClient(cluster.oceanBase(), NAME)) {
      for (int i = 1; !ended.get(); i++) {
        client.execute("UPDATE t SET v = '[" + i + ",1]' WHERE id = 0");
      }
    }
    return null;
  }

  private static void insert(ReversePair pair, int id) throws SQLException {
    pair.oceanBase().execute("INSERT INTO t VALUES (" + id + ", '[0,1]')");
  }

  private static void delete(ReversePair pair, int id) throws SQLException {
    pair.oceanBase().execute("DELETE FROM t WHERE id = " + id);
  }

  private static void awaitRows(ReversePair pair, int count) {
    Await.until(
        "the collection has " + count + " rows",
        ReversePair.SOON,
        () -> pair.milvus().count("t") == count);
  }
}
