// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.common.sink.flow.WaitingRecords;
import io.vecbridge.common.sink.write.Chunks;
import io.vecbridge.common.sink.write.TargetBatch;
import io.vecbridge.common.testing.Records;
import io.vecbridge.oceanbase.sink.config.ConflictConfig;
import io.vecbridge.oceanbase.sink.config.ConflictConfig.Mode;
import io.vecbridge.oceanbase.sink.config.ConflictConfig.Report;
import io.vecbridge.oceanbase.sink.metrics.OceanBaseSinkMetrics;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import io.vecbridge.oceanbase.sink.table.TablesOfTests;
import io.vecbridge.oceanbase.sink.type.ColumnTypes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConflictsTest {
  private static final TargetTable TABLE =
      new TargetTable(
          TablesOfTests.table(List.of("id"), "id", "bigint(20)", "name", "varchar(5)"),
          new ColumnTypes(true),
          17);
  private static final String OLDER = "ORA_ROWSCN <= ?";

  private final OceanBaseSinkMetrics metrics = new OceanBaseSinkMetrics(() -> 0, () -> 0);
  private final io.vecbridge.common.testing.FakeTenant tenant =
      new io.vecbridge.common.testing.FakeTenant();
  private final List<String> reported = new ArrayList<>();
  private final ErrantRecords errant =
      new ErrantRecords(
          "OceanBase",
          (record, error) -> {
            reported.add(error.getMessage());
            return null;
          },
          true,
          metrics,
          new WaitingRecords(() -> 0));

  @Test
  void noLookUpBeginsAfterTheTimeOfThePut() {
    tenant.answer(OLDER, new Object[] {0L});
    AtomicLong looks = new AtomicLong();
    PutDeadline deadline =
        new PutDeadline(
            Duration.ofSeconds(60),
            () -> Duration.ofSeconds(40).toNanos() * looks.getAndIncrement());
    Conflicts conflicts = conflicts(Mode.OVERWRITE, Report.NONE, 1);

    assertThatThrownBy(() -> resolve(conflicts, deadline))
        .isInstanceOf(PutDeadline.PassedException.class)
        .hasMessage(
            "the put is 20000 ms over put.timeout.ms; if this persists, lower"
                + " consumer.override.max.poll.records");
    assertThat(tenant.queries()).hasSize(1);
  }

  @Test
  void noComparisonBeginsAfterTheTimeOfThePut() {
    tenant.answer(OLDER, new Object[] {1L}, new Object[] {2L});
    AtomicLong looks = new AtomicLong();
    PutDeadline deadline =
        new PutDeadline(
            Duration.ofSeconds(60),
            () -> Duration.ofSeconds(40).toNanos() * looks.getAndIncrement());
    Conflicts conflicts = conflicts(Mode.OVERWRITE, Report.LOG, 10);

    assertThatThrownBy(() -> resolve(conflicts, deadline))
        .isInstanceOf(PutDeadline.PassedException.class);
    assertThat(tenant.queries()).hasSize(1);
  }

  @Test
  void whatIsFoundIsCountedAndReportedOnceThoughThePutIsTriedAgain() throws SQLException {
    tenant
        .answer(OLDER, new Object[] {2L})
        .answer("CAST(`name` AS BINARY) <=> CAST(? AS BINARY)", new Object[] {true});
    Conflicts conflicts = conflicts(Mode.OVERWRITE, Report.DEAD_LETTER_QUEUE, 10);

    conflicts.begin();
    resolve(conflicts, new PutDeadline(Duration.ofSeconds(60), () -> 0));
    assertThat(metrics.getTotalNumberOfConflicts()).isZero();
    conflicts.begin();
    resolve(conflicts, new PutDeadline(Duration.ofSeconds(60), () -> 0));
    conflicts.committed();

    assertThat(metrics.getTotalNumberOfConflicts()).isEqualTo(1);
    assertThat(metrics.getTables().get("shop.goods").getConflicts()).isEqualTo(1);
  }

  @Test
  void aServerThatCanNotCompareHindersNothing() throws SQLException {
    tenant
        .answer(OLDER, new Object[] {2L})
        .refuse("CAST(`name`", new SQLException("no such operation", "22000", 5083));
    Conflicts conflicts = conflicts(Mode.OVERWRITE, Report.DEAD_LETTER_QUEUE, 10);

    resolve(conflicts, new PutDeadline(Duration.ofSeconds(60), () -> 0));
    errant.report();

    assertThat(reported)
        .singleElement()
        .asString()
        .startsWith(
            "The snapshot row at topic vec.shop.goods, partition 3, offset 2 has a key that was in"
                + " table shop.goods before this connector, and replaces it; key columns: id; the"
                + " columns can't be compared: ");
    assertThat(metrics.getTotalNumberOfErrantRecords()).isZero();
  }

  private Conflicts conflicts(Mode mode, Report report, int rows) {
    return new Conflicts(new ConflictConfig(mode, report), new Chunks(rows, 1_000_000), metrics);
  }

  private void resolve(Conflicts conflicts, PutDeadline deadline) throws SQLException {
    EventReader reader = new EventReader("$meta");
    TargetBatch<TargetTable> batch = new TargetBatch<>();
    for (long id = 1; id <= 3; id++) {
      Change change = (Change) reader.read(Records.envelope("r", id, "a", id), List.of());
      batch.add(TABLE, TABLE.convert(change));
    }
    conflicts.resolve(tenant.connection(), batch, errant, deadline);
  }
}
