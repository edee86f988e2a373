// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.oceanbase.source.offset.KnownTables;
import io.vecbridge.oceanbase.source.page.TenantInMemory;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class MissedDropsTest {
  private static final TableId T = TenantInMemory.id("t");
  private static final TableId GONE = TenantInMemory.id("gone");

  private final Polling polling = new Polling(Map.of());

  @Test
  void aTableThatIsGoneAtAStartIsReportedOnce() throws Exception {
    store(List.of(T, GONE), GONE, T);
    polling.missedDrops(true).compare(List.of(T));
    assertThat(polling.metrics.getFailedTables()).containsOnlyKeys("d.gone");
    SourceRecord list = polling.emitted.records().get(0);
    assertThat(KnownTables.read(list.sourceOffset())).containsExactly(T);
    polling.stored.put(list.sourcePartition(), list.sourceOffset());
    Polling next = new Polling(Map.of());
    next.stored.putAll(polling.stored);
    next.missedDrops(true).compare(List.of(T));
    assertThat(next.metrics.getFailedTables()).isEmpty();
    assertThat(next.emitted.texts()).as("an unchanged list").isEmpty();
  }

  @Test
  void aTableThatWasNeverCapturedOrIsNoLongerIncludedIsNotReported() throws Exception {
    TableId excluded = new TableId("other", null, "t");
    store(List.of(GONE, excluded), excluded);
    polling.missedDrops(true).compare(List.of(T));
    assertThat(polling.metrics.getFailedTables()).isEmpty();
  }

  @Test
  void aTableThatIsNoLongerIncludedLosesItsOffsetAndNoOtherDoes() throws Exception {
    TableId excluded = new TableId("other", null, "t");
    store(List.of(T, excluded), T, excluded);
    polling.missedDrops(true).compare(List.of(T));
    List<SourceRecord> records = polling.emitted.records();
    assertThat(records).hasSize(2);
    assertThat(records.get(0).sourcePartition())
        .isEqualTo(NamedPartition.ofTable("p", excluded).getSourcePartition());
    assertThat(records.get(0).sourceOffset()).isNull();
    assertThat(KnownTables.read(records.get(1).sourceOffset())).containsExactly(T);
  }

  @Test
  void theListFollowsTheTablesWhileTheTaskRunsAndReportsNothing() throws Exception {
    MissedDrops drops = polling.missedDrops(true);
    drops.compare(List.of(T, GONE));
    store(List.of(), T, GONE);
    drops.compare(List.of(T, GONE));
    drops.compare(List.of(T));
    List<SourceRecord> lists = polling.emitted.records();
    assertThat(lists).hasSize(2);
    assertThat(KnownTables.read(lists.get(0).sourceOffset())).containsExactlyInAnyOrder(T, GONE);
    assertThat(KnownTables.read(lists.get(1).sourceOffset())).containsExactly(T);
    assertThat(polling.metrics.getFailedTables()).isEmpty();
  }

  @Test
  void otherTasksThanTheFirstKeepNoList() throws Exception {
    store(List.of(GONE), GONE);
    polling.missedDrops(false).compare(List.of(T));
    assertThat(polling.emitted.texts()).isEmpty();
    assertThat(polling.metrics.getFailedTables()).isEmpty();
  }

  /** A list of tables, and offsets of some. */
  private void store(List<TableId> list, TableId... captured) {
    polling.stored.put(KnownTables.partition("p"), KnownTables.offset(list));
    for (TableId id : captured) {
      polling.stored.put(NamedPartition.ofTable("p", id).getSourcePartition(), Map.of("scn", 5L));
    }
  }
}
