// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.oceanbase.source.page.HistoryInMemory;
import io.vecbridge.oceanbase.source.page.TenantInMemory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class TableFailuresTest {
  private static final int NO_LEADER = 4654;
  private static final int TIMEOUT = 4012;
  private static final int NO_PRIVILEGE = 1142;

  private final Polling polling = new Polling(Map.of());
  private final HistoryInMemory bad = polling.tenant.create("bad");
  private final HistoryInMemory good = polling.tenant.create("good");

  @Test
  void aTableThatCanNotBeReadPausesAndTheOthersContinue() throws Exception {
    polling.begin();
    change(bad, 1);
    change(good, 2);
    bad.refuseUpTo(Long.MAX_VALUE, NO_LEADER);
    polling.poll();
    assertThat(polling.emitted.texts()).containsExactly("u d.good 2");
    assertThat(polling.metrics.getFailedTables().get("d.bad"))
        .contains("the partition has no leader now");
    assertThat(polling.failures.isPaused(TenantInMemory.id("bad"))).isTrue();
    bad.answer();
    polling.poll();
    assertThat(polling.emitted.texts()).containsExactly("u d.bad 1");
    assertThat(polling.metrics.getFailedTables()).isEmpty();
    assertThat(polling.metrics.getTotalNumberOfTableFailures()).isEqualTo(1);
  }

  @Test
  void aTableThatOnlyAnOperatorCanFixIsTriedAgainWhileTheOthersContinue() throws Exception {
    bad.refuseUpTo(Long.MAX_VALUE, NO_PRIVILEGE);
    change(bad, 1);
    change(good, 2);
    polling.openAll();
    polling.settle();
    assertThat(polling.emitted.texts()).contains("r d.good 2").doesNotContain("r d.bad 1");
    assertThat(polling.metrics.getFailedTables().get("d.bad")).contains("lacks a privilege");
    bad.answer();
    polling.pass(Duration.ofSeconds(10));
    polling.settle();
    assertThat(polling.emitted.texts()).contains("r d.bad 1");
  }

  @Test
  void aTableWithoutAKeyIsLeftOutUntilItHasOne() throws Exception {
    Polling polling = new Polling(Map.of("message.key.columns", "d[.]other:id"));
    HistoryInMemory good = polling.tenant.create("good");
    change(good, 1);
    polling.tenant.create("keyless");
    polling.tenant.define(TenantInMemory.keyless("keyless"));
    polling.openAll();
    polling.settle();
    assertThat(polling.emitted.texts()).contains("r d.good 1");
    assertThat(polling.metrics.getFailedTables().get("d.keyless"))
        .contains("has neither a primary key");
    polling.tenant.create("keyless");
    polling.pass(Duration.ofSeconds(10));
    polling.openAll();
    polling.settle();
    assertThat(polling.emitted.texts()).contains("schema CREATE d.keyless");
    assertThat(polling.metrics.getFailedTables()).isEmpty();
  }

  @Test
  void theTaskFailsOnRequest() throws Exception {
    Polling polling = new Polling(Map.of("object.failure.mode", "fail"));
    HistoryInMemory bad = polling.tenant.create("bad");
    polling.begin();
    bad.refuseUpTo(Long.MAX_VALUE, NO_PRIVILEGE);
    assertThatThrownBy(polling::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("OceanBase rejected a statement of the capture of table d.bad: ")
        .hasMessageContaining("Fix the cause and restart the task.");
  }

  @Test
  void failuresInARowPauseATableLongerEachTime() throws Exception {
    Polling polling = new Polling(Map.of());
    HistoryInMemory table = polling.tenant.create("t");
    polling.begin();
    change(table, 1);
    table.refuseUpTo(Long.MAX_VALUE, NO_LEADER);
    polling.poll();
    for (long pause : List.of(200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 10_000L, 10_000L)) {
      polling.pass(Duration.ofMillis(pause - 1));
      assertThat(polling.polls.advance(polling.captured)).as("before %s ms", pause).isFalse();
      polling.pass(Duration.ofMillis(1));
      assertThat(polling.polls.advance(polling.captured)).as("after %s ms", pause).isTrue();
    }
  }

  @Test
  void aTableWhoseStatementsTakeLongIsReadBesideTheOthers() throws Exception {
    polling.begin();
    change(bad, 1);
    change(good, 2);
    bad.refuseUpTo(Long.MAX_VALUE, TIMEOUT);
    polling.poll();
    bad.answer();
    assertThat(polling.emitted.texts()).containsExactly("u d.good 2");
    assertThat(polling.metrics.getFailedTables()).as("it is no failure yet").isEmpty();
    change(good, 3);
    polling.poll();
    assertThat(polling.emitted.texts()).as("while it is read").containsExactly("u d.good 3");
    while (polling.slowReads.end() > 0) {
      polling.settle();
    }
    assertThat(polling.emitted.texts()).containsExactly("u d.bad 1");
    assertThat(polling.table("bad").isSlow()).as("its statements are quick again").isFalse();
  }

  @Test
  void aTableThatIsTooSlowForTheQueryTimeoutPausesWhileTheOthersContinue() throws Exception {
    polling.begin();
    change(bad, 1);
    bad.refuseUpTo(Long.MAX_VALUE, TIMEOUT);
    for (int i = 10; i < 20; i++) {
      change(good, i);
      polling.poll();
      polling.slowReads.end();
      assertThat(polling.emitted.texts()).containsExactly("u d.good " + i);
    }
    assertThat(polling.metrics.getFailedTables().get("d.bad")).contains("ob_query_timeout");
  }

  private static void change(HistoryInMemory table, long id) {
    table.put(id, 1);
    table.commit();
  }
}
