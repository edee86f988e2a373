// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.process.Await;
import io.vecbridge.oceanbase.sink.TableIndexes;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * With {@code vector.index.creation=deferred} and the OceanBase source, indexes are built after the
 * mark that ends a table's snapshot: its last row, or a schema change event if no row could be
 * marked.
 */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class DeferredIndexesIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final int PAGE = 50;
  private static final String[] COSINE = {"DISTANCE=COSINE", "TYPE=HNSW", "M=8"};

  @Test
  void theLastRowOfASnapshotHasTheIndexesOfItsTableBuilt(Cluster cluster) throws Exception {
    int rows = 10 * PAGE + 10;
    try (CopyPair pair = new CopyPair(cluster, "deferred_row");
        OceanBaseClient target = pair.target()) {
      create(pair, "items", rows);
      start(pair);

      awaitRows(target, "items", 1);
      cluster.connect().restart(pair.sinkName());
      awaitRows(target, "items", rows / 2);
      assertThat(TableIndexes.of(target, "items")).as("an index during the snapshot").isEmpty();
      awaitIndex(target, "items");

      assertThat(target.count("items")).isEqualTo(rows);
      assertThat(marks(cluster, "deferred_row.deferred_row.items")).contains("last");
      assertThat(marks(cluster, "deferred_row")).as("events").doesNotContain("last");
    }
  }

  @Test
  void aSchemaChangeEventDoesSoIfTheLastPageWasFull(Cluster cluster) throws Exception {
    int rows = 4 * PAGE;
    try (CopyPair pair = new CopyPair(cluster, "deferred_event");
        OceanBaseClient target = pair.target()) {
      create(pair, "whole", rows);
      start(pair);

      awaitIndex(target, "whole");

      assertThat(target.count("whole")).isEqualTo(rows);
      assertThat(marks(cluster, "deferred_event.deferred_event.whole")).doesNotContain("last");
      assertThat(marks(cluster, "deferred_event")).as("events").contains("last");
    }
  }

  private static void start(CopyPair pair) {
    pair.startSink(
        Map.of(
            "vector.index.type",
            "source",
            "vector.index.distance",
            "source",
            "vector.index.creation",
            "deferred"));
    pair.startSource(
        Map.of(
            "snapshot.rate.limit.rows.per.second",
            "60",
            "snapshot.fetch.size",
            String.valueOf(PAGE)));
  }

  private static void create(CopyPair pair, String table, int rows) throws SQLException {
    OceanBaseClient source = pair.oceanBase();
    source.execute(
        "CREATE TABLE "
            + table
            + " (id BIGINT PRIMARY KEY, v VECTOR(4),"
            + " VECTOR INDEX by_v (v) WITH (distance=cosine, type=hnsw, m=8))");
    for (int id = 0; id < rows; id++) {
      source.execute(
          "INSERT INTO " + table + " VALUES (" + id + ", '[" + id + ",2,3," + (id % 7) + "]')");
    }
  }

  /** What the records of a topic say of the snapshot. */
  private static Set<String> marks(Cluster cluster, String topic) throws IOException {
    Set<String> marks = new TreeSet<>();
    Topics.forEachValue(
        cluster, topic, value -> marks.add(value.at("/payload/source/snapshot").asText()));
    return marks;
  }

  private static void awaitRows(OceanBaseClient target, String table, int rows) {
    Await.until(
        "rows of " + table, SOON, () -> target.exists(table) && target.count(table) >= rows);
  }

  private static void awaitIndex(OceanBaseClient target, String table) {
    Await.until(
        "the index of " + table, SOON, () -> TableIndexes.of(target, table).containsKey("v"));
    assertThat(TableIndexes.of(target, table).get("v")).contains(COSINE);
  }
}
