// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static io.vecbridge.oceanbase.source.BinlogCaptureIT.isWhole;
import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.server.MySqlServer;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options and offsets, in both ways of capture. */
@Tag("slow")
@ExtendWith({TenantExtension.class, MySqlExtension.class})
class SourceOptionsIT {
  private static final String DATABASE = "source_options";

  private final Tenant tenant;
  private final MySqlServer mysql;

  SourceOptionsIT(Tenant tenant, MySqlServer mysql) {
    this.tenant = tenant;
    this.mysql = mysql;
  }

  @ParameterizedTest
  @ValueSource(strings = {"scn", "binlog"})
  void aFilterRestrictsTheSnapshotAndTheChangesOfATable(String mode) throws Exception {
    boolean polls = mode.equals("scn");
    try (BinlogTenant both = tables();
        DirectSource source = both.source("capture.mode", mode)) {
      String table = DATABASE + ".a";
      both.execute("INSERT INTO a VALUES (9, 0)");
      source
          .with("row.filter.overrides", table, "row.filter.overrides." + table, "v >= 5 OR id = 9")
          .start();
      source.until("the row that matches", () -> changes(source).contains("r 9"));
      both.execute("INSERT INTO a VALUES (3, 5)");
      source.until(
          "the change that matches", () -> changes(source).contains(polls ? "u 3" : "c 3"));
      both.execute("INSERT INTO a VALUES (4, 1)");
      both.execute("UPDATE a SET v = NULL WHERE id = 3");
      both.execute("UPDATE a SET v = 7 WHERE id = 1");
      source.until("the other changes", () -> changes(source).contains("u 1"));
      source.until("the other changes", () -> changes(source).contains("d 3"));
      assertThat(changes(source)).doesNotContain("r 1", "r 2", "u 4", "c 4");
      // The binlog shows that the row is new, a poll doesn't.
      assertThat(changes(source).contains("d 4")).isEqualTo(polls);
    }
  }

  private static List<String> changes(DirectSource source) {
    return source.records().stream()
        .filter(record -> record.value() != null)
        .map(
            record ->
                ((Struct) record.value()).getString("op") + " " + ((Struct) record.key()).get("id"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"scn", "binlog"})
  void alwaysReadsAllRowsAtEveryStart(String mode) throws Exception {
    try (BinlogTenant both = tables();
        DirectSource source = both.source("capture.mode", mode, "snapshot.mode", "always")) {
      source.start();
      source.until("the snapshot", () -> count(source, "r") == 2);
      both.execute("INSERT INTO a VALUES (3, 1)");
      source.until("the change", () -> isWhole(source, both, "a"));
      source.stop();
      source.start();
      source.until("another snapshot", () -> count(source, "r") == 2 + 3);
      both.execute("INSERT INTO a VALUES (4, 1)");
      source.until("the next change", () -> isWhole(source, both, "a"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scn", "binlog"})
  void initialOnlyEndsWithTheSnapshot(String mode) throws Exception {
    try (BinlogTenant both = tables();
        DirectSource source = both.source("capture.mode", mode, "snapshot.mode", "initial_only")) {
      source.start();
      source.until("the snapshot", () -> isWhole(source, both, "a"));
      both.execute("INSERT INTO a VALUES (3, 1)");
      for (int polls = 0; polls < 10; polls++) {
        source.poll();
      }
      source.stop();
      source.start();
      for (int polls = 0; polls < 10; polls++) {
        source.poll();
      }
      assertThat(source.records()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scn", "binlog"})
  void eventsThatAreNotWantedAreNotSent(String mode) throws Exception {
    try (BinlogTenant both = tables();
        DirectSource source = both.source("capture.mode", mode)) {
      source.with("include.schema.changes", "false", "tombstones.on.delete", "false").start();
      source.until("the snapshot", () -> isWhole(source, both, "a"));
      both.execute("DELETE FROM a WHERE id = 1");
      both.execute("INSERT INTO a VALUES (3, 1)");
      source.until("the changes", () -> isWhole(source, both, "a"));
      source.stop();
      assertThat(source.schemaChanges()).isEmpty();
      assertThat(source.records()).extracting(SourceRecord::value).doesNotContainNull();
      assertThat(count(source, "d")).isEqualTo(1);
      assertThat(source.records())
          .as("the key decides the partition, so that the changes of a row stay in order")
          .allSatisfy(
              record -> {
                assertThat(record.kafkaPartition()).isNull();
                assertThat(((Struct) record.key()).getInt32("id")).isPositive();
              });
      source.with("skipped.operations", "d", "include.schema.changes", "true").start();
      both.execute("DELETE FROM a WHERE id = 2");
      both.execute("INSERT INTO a VALUES (4, 1)");
      source.until("the insert", () -> source.table(DATABASE, "a").size() == 3);
      assertThat(count(source, "d")).isEqualTo(1);
      assertThat(source.schemaChanges())
          .allSatisfy(record -> assertThat(record.kafkaPartition()).isZero());
    }
  }

  @Test
  void withoutHeartbeatsTheBinlogIsFollowedFromTheFirstStartOn() throws Exception {
    try (BinlogTenant both = tables();
        DirectSource source =
            both.source("snapshot.mode", "no_data", "heartbeat.interval.ms", "0")) {
      source.start();
      source.until("the start is stored", () -> !source.offsets().isEmpty());
      source.stop();
      both.execute("INSERT INTO a VALUES (3, 1)");
      source.start();
      source.until("the change", () -> source.table(DATABASE, "a").size() == 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scn", "binlog"})
  void offsetsCanBeSetBackAndRemoved(String mode) throws Exception {
    try (BinlogTenant both = tables();
        DirectSource source = both.source("capture.mode", mode)) {
      source.start();
      source.until("the snapshot", () -> isWhole(source, both, "a"));
      source.stop();
      String position = mode.equals("scn") ? both.scn() : both.gtids();
      both.execute("INSERT INTO a VALUES (3, 1)");
      source.start();
      source.until("the change", () -> isWhole(source, both, "a"));
      source.stop();
      int before = source.records().size();
      Map<String, ?> partition =
          source.offsets().keySet().stream()
              .filter(key -> !key.containsKey("list"))
              .findFirst()
              .orElseThrow();
      alter(
          source,
          partition,
          mode.equals("scn") ? Map.of("scn", Long.parseLong(position)) : Map.of("gtids", position));
      source.start();
      source.until("the change again", () -> source.records().size() == before + 1);
      source.stop();
      alter(source, partition, null);
      source.start();
      source.until("another snapshot", () -> count(source, "r") == 2 + 3);
    }
  }

  private static void alter(DirectSource source, Map<String, ?> partition, Map<String, ?> offset) {
    Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
    offsets.put(partition, offset);
    assertThat(new OceanBaseSourceConnector().alterOffsets(source.options(), offsets)).isTrue();
    if (offset == null) {
      source.offsets().clear();
    } else {
      source.offsets().put(partition, offset);
    }
  }

  private BinlogTenant tables() throws SQLException {
    BinlogTenant both = new BinlogTenant(tenant, mysql, DATABASE);
    both.execute("CREATE TABLE a (id int primary key, v int)");
    both.execute("INSERT INTO a VALUES (1, 1), (2, 2)");
    return both;
  }

  private static int count(DirectSource source, String operation) {
    List<SourceRecord> records = source.records();
    return (int)
        records.stream()
            .filter(record -> record.value() instanceof Struct)
            .filter(record -> ((Struct) record.value()).getString("op").equals(operation))
            .count();
  }
}
