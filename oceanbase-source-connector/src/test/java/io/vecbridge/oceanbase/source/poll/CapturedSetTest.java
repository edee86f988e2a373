// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.oceanbase.source.metrics.TableStatus;
import io.vecbridge.oceanbase.source.page.HistoryInMemory;
import io.vecbridge.oceanbase.source.page.TenantInMemory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CapturedSetTest {
  private static final int TABLES = Integer.getInteger("vecbridge.limits.tables", 2_000);

  private static final int NO_PRIVILEGE = 1142;

  @Test
  void snapshotsRunOneAtATimeEachAtTheScnOfItsBeginning() throws Exception {
    Polling polling = new Polling(Map.of("snapshot.fetch.size", "1"));
    HistoryInMemory a = polling.tenant.create("a");
    HistoryInMemory b = polling.tenant.create("b");
    HistoryInMemory c = polling.tenant.create("c");
    for (HistoryInMemory table : List.of(a, b, c)) {
      table.put(1, 1);
      table.put(2, 1);
      table.commit();
    }
    long first = c.commit();
    polling.openAll();
    assertThat(polling.captured.open()).extracting(TableCapture::scn).containsExactly(first);
    long second = c.commit();
    polling.settle();
    assertThat(polling.table("a").scn()).isEqualTo(first);
    assertThat(polling.table("b").scn()).isEqualTo(second);
    assertThat(polling.emitted.texts().stream().filter(text -> text.startsWith("r ")))
        .containsExactly("r d.a 1", "r d.a 2", "r d.b 1", "r d.b 2", "r d.c 1", "r d.c 2");
  }

  @Test
  void theMetricsShowWhatEachTableIsAtAndHowOldItsPositionIs() throws Exception {
    Polling polling = new Polling(Map.of("snapshot.fetch.size", "1"));
    polling.tenant.create("a").put(1, 1);
    polling.tenant.create("b").put(1, 1);
    polling.tenant.history("b").commit();
    polling.openAll();
    polling.captured.report();
    assertThat(phases(polling)).containsExactly("d.a snapshot", "d.b queued");
    assertThat(polling.metrics.getUndoRetentionSeconds()).isEqualTo(1_800);

    polling.settle();
    polling.poll();
    polling.captured.report();
    assertThat(phases(polling)).containsExactly("d.a streaming", "d.b streaming");
    TableStatus a = polling.metrics.getTables().get("d.a");
    assertThat(a.getScn()).isEqualTo(polling.table("a").scn());
    assertThat(a.getPolls()).isEqualTo(1);
    long age = a.getPositionAgeMillis();
    polling.pass(Duration.ofSeconds(5));
    assertThat(a.getPositionAgeMillis()).isEqualTo(age + 5_000);

    polling.failures.failed(TenantInMemory.id("a"), new SQLException("no", "42000", NO_PRIVILEGE));
    polling.captured.report();
    assertThat(phases(polling)).containsExactly("d.a failed", "d.b streaming");
    assertThat(polling.metrics.getLastError()).startsWith("OceanBase rejected a statement");
  }

  private static List<String> phases(Polling polling) {
    return polling.metrics.getTables().entrySet().stream()
        .map(table -> table.getKey() + " " + table.getValue().getPhase())
        .toList();
  }

  @Test
  void asManySnapshotsRunTogetherAsAreAllowed() throws Exception {
    Polling polling =
        new Polling(Map.of("snapshot.fetch.size", "1", "snapshot.max.concurrent", "2"));
    for (String name : List.of("a", "b", "c")) {
      polling.tenant.create(name).put(1, 1);
    }
    polling.tenant.create("d").commit();
    polling.openAll();
    assertThat(polling.captured.open()).hasSize(2).allMatch(TableCapture::isSnapshotting);
    polling.settle();
    assertThat(polling.captured.open()).hasSize(4);
  }

  @Test
  void completeTablesArePolledBetweenThePagesOfASnapshot() throws Exception {
    Polling polling = new Polling(Map.of("snapshot.fetch.size", "1"));
    HistoryInMemory complete = polling.tenant.create("complete");
    polling.begin();
    HistoryInMemory large = polling.tenant.create("large");
    for (int i = 0; i < 50; i++) {
      large.put(i, 1);
    }
    large.commit();
    polling.openAll();
    polling.polls.advance(polling.captured);
    assertThat(polling.table("large").isSnapshotting()).isTrue();
    complete.put(7, 1);
    complete.commit();
    polling.pass(Duration.ofSeconds(1));
    for (int i = 0; i < 3; i++) {
      polling.polls.advance(polling.captured);
    }
    assertThat(polling.emitted.texts()).contains("u d.complete 7");
    assertThat(polling.table("large").isSnapshotting()).isTrue();
  }

  @Test
  void pollsTakeAFifthOfTheTimeWhileASnapshotRuns() throws Exception {
    Polling polling = new Polling(Map.of("snapshot.fetch.size", "1"));
    List<HistoryInMemory> complete =
        List.of(polling.tenant.create("a"), polling.tenant.create("b"));
    polling.begin();
    HistoryInMemory large = polling.tenant.create("large");
    for (int i = 0; i < 100; i++) {
      large.put(i, 1);
    }
    large.commit();
    polling.openAll();
    AtomicLong polled = new AtomicLong();
    long read = Duration.ofMillis(100).toNanos();
    large.eachRead(() -> polling.nanos.addAndGet(read));
    for (HistoryInMemory table : complete) {
      table.eachRead(
          () -> {
            polling.nanos.addAndGet(read);
            polled.addAndGet(read);
          });
    }
    long began = polling.nanos.get();
    while (polling.table("large").isSnapshotting()) {
      for (HistoryInMemory table : complete) {
        table.put(7, 1);
        table.commit();
      }
      polling.polls.advance(polling.captured);
    }
    assertThat(polled.get()).isPositive();
    assertThat((double) polled.get() / (polling.nanos.get() - began)).isBetween(0.1, 0.25);
    assertThat(polling.emitted.texts()).contains("u d.a 7", "u d.b 7");
  }

  @Test
  void aFailingSnapshotDoesNotHoldUpTheOthers() throws Exception {
    Polling polling = new Polling(Map.of());
    HistoryInMemory bad = polling.tenant.create("a_bad");
    HistoryInMemory good = polling.tenant.create("b_good");
    bad.refuseUpTo(Long.MAX_VALUE, NO_PRIVILEGE);
    good.put(1, 1);
    good.commit();
    polling.openAll();
    polling.settle();
    assertThat(polling.emitted.texts()).contains("r d.b_good 1");
  }

  @Test
  void aSnapshotThatWasBegunBeforeIsResumedFirst() throws Exception {
    Polling polling = new Polling(Map.of());
    polling.tenant.create("a_new");
    polling.tenant.create("b_begun");
    polling.stored.put(
        NamedPartition.ofTable("p", TenantInMemory.id("b_begun")).getSourcePartition(),
        Map.of("scn", 2L, "stage", "snapshot"));
    polling.openAll();
    assertThat(polling.captured.open())
        .extracting(TableCapture::id)
        .containsExactly(TenantInMemory.id("b_begun"));
  }

  @Test
  void aTableThatIsGoneWhenItIsOpenedIsCapturedOnceItIsThereAgain() throws Exception {
    Polling polling = new Polling(Map.of());
    polling.tenant.create("t");
    polling.captured.discover();
    polling.tenant.drop("t");
    while (polling.captured.openNext()) {}
    polling.tenant.create("t").put(1, 1);
    polling.begin();
    assertThat(polling.captured.open()).hasSize(1);
  }

  @Test
  void aTableThatWasHiddenForAWhileIsContinuedWhereItsCaptureEnded() throws Exception {
    Polling polling = new Polling(Map.of());
    HistoryInMemory table = polling.tenant.create("t");
    polling.begin();
    table.put(1, 1);
    table.commit();
    polling.poll();
    TableDefinition definition = polling.table("t").definition();
    polling.tenant.hide("t");
    polling.poll();
    assertThat(polling.captured.open()).isEmpty();
    table.remove(1);
    table.commit();
    polling.emitted.records();
    polling.tenant.define(definition);
    polling.openAll();
    polling.poll();
    assertThat(polling.emitted.texts()).containsExactly("schema CREATE d.t", "d d.t 1");
  }

  @Test
  void thousandsOfTablesAreSnapshottedInTurn() throws Exception {
    Polling polling = new Polling(Map.of("max.queue.size", "100000"));
    for (int i = 0; i < TABLES; i++) {
      polling.tenant.create("t" + i);
    }
    polling.openAll();
    polling.settle();
    assertThat(polling.captured.open()).hasSize(TABLES).noneMatch(TableCapture::isSnapshotting);
  }
}
