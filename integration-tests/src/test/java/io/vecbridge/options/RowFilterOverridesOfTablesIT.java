// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.endtoend.ReversePair;
import io.vecbridge.endtoend.Topics;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.connect.ConnectRefusal;
import io.vecbridge.harness.process.Await;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code row.filter.overrides} of the OceanBase source. */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class RowFilterOverridesOfTablesIT {
  private static final String NAME = "row_filter_back";
  private static final String TABLE = NAME + ".t";
  private static final String OPTION = "row.filter.overrides";
  private static final int FLOWING = 100;

  @Test
  void theNewConditionAppliesToTheNextChangesWhenItIsChangedWhileRowsFlow(Cluster cluster)
      throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    AtomicBoolean ended = new AtomicBoolean();
    try (ReversePair pair = new ReversePair(cluster, NAME)) {
      pair.oceanBase().execute("CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT)");
      assertRefused(
          pair,
          Map.of(OPTION, TABLE),
          "The option " + OPTION + "." + TABLE + " with the condition is missing");
      assertRefused(
          pair,
          Map.of(OPTION + "." + TABLE, "n < 5"),
          "has a condition, but " + OPTION + " doesn't name its collection or table");
      assertRefused(
          pair,
          filter("m < 5"),
          "OceanBase rejects the condition of " + OPTION + "." + TABLE + ": ");

      Future<Long> written = executor.submit(() -> write(cluster, ended));
      pair.startSource(filter("n < 5"));
      awaitMore(cluster, pair);
      pair.startSource(filter("n >= 5"));
      awaitMore(cluster, pair);
      ended.set(true);
      long rows = written.get();
      Await.until(
          "the last row",
          ReversePair.SOON,
          () -> changes(cluster, pair).stream().anyMatch(change -> change.id == rows - 1));

      List<Change> changes = changes(cluster, pair);
      assertThat(changes.stream().map(Change::isByFirst))
          .as("whether a change is what the first condition makes of its row")
          .contains(true, false)
          .isSortedAccordingTo(Comparator.reverseOrder());
      long first = changes.stream().mapToLong(Change::id).min().orElseThrow();
      assertThat(changes.stream().map(Change::id).distinct())
          .containsExactlyInAnyOrderElementsOf(LongStream.range(first, rows).boxed().toList());
    } finally {
      ended.set(true);
      executor.shutdown();
    }
  }

  /**
   * A change in the topic: a row that a condition holds for is a {@code u}, any other a {@code d}.
   */
  private record Change(long id, String operation) {
    boolean isByFirst() {
      return operation.equals("u") == (id % 10 < 5);
    }
  }

  private static List<Change> changes(Cluster cluster, ReversePair pair) throws IOException {
    List<Change> changes = new ArrayList<>();
    Topics.forEachValue(
        cluster,
        pair.topic("t"),
        value ->
            changes.add(
                new Change(value.at("/key/id").asLong(), value.at("/payload/op").asText())));
    return changes;
  }

  /** Inserts rows whose {@code n} is their key modulo 10 until it is ended; returns how many. */
  private static long write(Cluster cluster, AtomicBoolean ended) throws SQLException {
    long id = 0;
    try (OceanBaseClient client = new OceanBaseClient(cluster.oceanBase(), NAME)) {
      for (; !ended.get(); id++) {
        client.execute("INSERT INTO t VALUES (" + id + ", " + id % 10 + ")");
      }
    }
    return id;
  }

  private static void awaitMore(Cluster cluster, ReversePair pair) {
    long before = Topics.count(cluster, pair.topic("t"));
    Await.until(
        "changes flow",
        ReversePair.SOON,
        () -> Topics.count(cluster, pair.topic("t")) > before + FLOWING);
  }

  private static Map<String, String> filter(String condition) {
    return Map.of(OPTION, TABLE, OPTION + "." + TABLE, condition, "snapshot.mode", "no_data");
  }

  private static void assertRefused(ReversePair pair, Map<String, String> options, String message) {
    assertThatThrownBy(() -> pair.configureSource(options))
        .isInstanceOf(ConnectRefusal.class)
        .hasMessageContaining(message);
  }
}
