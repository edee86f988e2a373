// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots that signals ask for, between the polls of a table. */
@ExtendWith(TenantExtension.class)
class SourceSignalsIT {
  private static final String DATABASE = "source_signals";

  private final Tenant tenant;
  private final Path signals;
  private OceanBaseClient oceanBase;
  private DirectSource source;

  SourceSignalsIT(Tenant tenant, @TempDir Path folder) {
    this.tenant = tenant;
    this.signals = folder.resolve("signals");
  }

  @BeforeEach
  void rows() throws SQLException {
    oceanBase = tenant.emptied(DATABASE);
    oceanBase.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT)");
    for (int id = 0; id < 40; id++) {
      oceanBase.execute("INSERT INTO t VALUES (" + id + ", 0)");
    }
    source =
        new DirectSource(
                tenant,
                DATABASE,
                "signal.enabled.channels",
                "file",
                "signal.file",
                signals.toString(),
                "signal.poll.interval.ms",
                "20",
                "tasks.max",
                "1",
                "snapshot.fetch.size",
                "5",
                "snapshot.rate.limit.rows.per.second",
                "40",
                "poll.interval.ms",
                "10")
            .start();
    source.until("the first snapshot", () -> source.scn("t") > 0);
  }

  @AfterEach
  void close() throws SQLException {
    source.close();
    oceanBase.close();
  }

  private void signal(String type, String data) throws IOException {
    Files.writeString(
        signals,
        "{\"id\":\"1\",\"type\":\"" + type + "\",\"data\":" + data + "}\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void execute(String filter) throws IOException {
    signal(
        "execute-snapshot",
        "{\"data-collections\":[\"source_signals.t\"],\"additional-conditions\":"
            + "[{\"data-collection\":\"source_signals.t\",\"filter\":\""
            + filter
            + "\"}]}");
  }

  private Map<String, ?> offset() {
    return source
        .offsets()
        .get(Map.of("server", DirectSource.PREFIX, "database", DATABASE, "table", "t"));
  }

  @Test
  void aRequestedSnapshotReadsItsRowsOnceWhileChangesArriveAndTakesNoRowBack() throws Exception {
    source.forgetRows();
    execute("id >= 10 AND id % 2 = 0 OR id = 1");
    source.until("it has begun", () -> offset().containsKey("snapshots"));
    for (int round = 1; offset().containsKey("snapshots"); round++) {
      oceanBase.execute("UPDATE t SET n = " + round + " WHERE id % 4 = " + round % 4);
      source.poll();
      if (round == 2) {
        source.stop();
        source.start();
      }
    }
    source.until("the last change", this::isRead);
    Map<Long, Long> newest = new HashMap<>();
    Set<Long> keys = new HashSet<>();
    for (SourceRecord record : source.records()) {
      Struct value = (Struct) record.value();
      long id = value.getStruct("after").getInt64("id");
      long n = value.getStruct("after").getInt64("n");
      assertThat(n).isGreaterThanOrEqualTo(newest.getOrDefault(id, 0L));
      newest.put(id, n);
      boolean requested = value.getString("op").equals("r");
      assertThat(value.getStruct("source").get("snapshot"))
          .isEqualTo(requested ? "incremental" : "false");
      if (requested) {
        keys.add(id);
      }
    }
    Set<Long> expected = new HashSet<>(Set.of(1L));
    for (long id = 10; id < 40; id += 2) {
      expected.add(id);
    }
    assertThat(keys).isEqualTo(expected);
  }

  /** The rows that were read or changed since the first snapshot. */
  private Set<String> read() {
    Set<String> read = new HashSet<>();
    source.rows(DATABASE, "t").forEach(row -> read.add(row.get(0) + " " + row.get(1)));
    return read;
  }

  /** What all of these rows are now. */
  private boolean isRead() throws SQLException {
    return new HashSet<>(oceanBase.query("SELECT CONCAT(id, ' ', n) FROM t")).containsAll(read());
  }

  @Test
  void aConditionThatTheServerRejectsEndsTheRequestAndNotTheCapture() throws Exception {
    source.forgetRows();
    execute("nothing = 1");
    source.until("the request is stored", () -> Files.size(signals) == 0);
    oceanBase.execute("UPDATE t SET n = 1 WHERE id = 7");
    source.until("a change", () -> source.records().size() == 1);
    source.until("the request is gone", () -> !offset().containsKey("snapshots"));
    execute("id = 3");
    source.until("the next one", () -> source.records().size() == 2);
    assertThat(((Struct) source.records().get(1).value()).getString("op")).isEqualTo("r");
  }

  @Test
  void aStopEndsARequestedSnapshot() throws Exception {
    source.with("snapshot.rate.limit.rows.per.second", "5");
    source.stop();
    source.start();
    source.forgetRows();
    execute("1 = 1");
    source.until("it has begun", () -> offset().containsKey("snapshots"));
    signal("stop-snapshot", "{}");
    source.until("it has ended", () -> !offset().containsKey("snapshots"));
    int rows = source.records().size();
    assertThat(rows).isLessThan(40);
    oceanBase.execute("UPDATE t SET n = 1 WHERE id = 7");
    source.until("a change", () -> source.records().size() == rows + 1);
  }
}
