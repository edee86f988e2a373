// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.oceanbase.source.page.HistoryInMemory;
import io.vecbridge.oceanbase.source.page.TenantInMemory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class PollsTest {
  @Test
  void tablesThatAreDueSharetheUpperScn() throws Exception {
    Polling polling = new Polling(Map.of());
    HistoryInMemory one = polling.tenant.create("one");
    HistoryInMemory two = polling.tenant.create("two");
    polling.begin();
    one.put(1, 1);
    one.commit();
    two.put(2, 1);
    long scn = two.commit();
    polling.poll();
    assertThat(polling.emitted.texts()).containsExactly("u d.one 1", "u d.two 2");
    assertThat(polling.captured.open()).allMatch(capture -> capture.scn() == scn);
  }

  @Test
  void aTableIsNotPolledBeforeItsInterval() throws Exception {
    Polling polling = new Polling(Map.of("poll.interval.ms", "500"));
    HistoryInMemory table = polling.tenant.create("t");
    polling.begin();
    table.put(1, 1);
    table.commit();
    polling.pass(Duration.ofMillis(499));
    assertThat(polling.polls.advance(polling.captured)).isFalse();
    polling.pass(Duration.ofMillis(1));
    assertThat(polling.polls.advance(polling.captured)).isTrue();
    polling.settle();
    assertThat(polling.emitted.texts()).containsExactly("u d.t 1");
  }

  @Test
  void atMostThirtyTwoTablesBeginTogetherAndAllGetTheirTurn() throws Exception {
    Polling polling = new Polling(Map.of());
    for (int i = 10; i < 50; i++) {
      polling.tenant.create("t" + i);
    }
    polling.begin();
    HistoryInMemory last = polling.tenant.create("t49");
    last.put(1, 1);
    last.commit();
    polling.pass(Duration.ofSeconds(1));
    polling.polls.advance(polling.captured);
    assertThat(polling.captured.open().stream().filter(t -> t.scn() == last.scn())).hasSize(32);
    polling.settle();
    assertThat(polling.captured.open()).allMatch(t -> t.scn() == last.scn());
  }

  @Test
  void aTableThatDisappearsIsRemovedAndTheOthersContinue() throws Exception {
    Polling polling = new Polling(Map.of("snapshot.mode", "when_needed"));
    HistoryInMemory one = polling.tenant.create("one");
    polling.tenant.create("two");
    polling.begin();
    polling.tenant.drop("two");
    one.put(1, 1);
    one.commit();
    polling.poll();
    assertThat(polling.emitted.texts()).containsExactly("u d.one 1");
    assertThat(polling.captured.open())
        .extracting(TableCapture::id)
        .containsExactly(TenantInMemory.id("one"));
    polling.tenant.create("two");
    polling.begin();
    assertThat(polling.captured.open()).as("a new table of that name").hasSize(2);
  }

  @Test
  void aTableThatDisappearsFailsTheTaskOnRequest() throws Exception {
    Polling polling = new Polling(Map.of("object.failure.mode", "fail"));
    polling.tenant.create("t");
    polling.begin();
    polling.tenant.drop("t");
    assertThatThrownBy(polling::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Table d.t was dropped or renamed");
  }

  @Test
  void aTableThatIsDroppedDuringItsSnapshotIsRemovedAndTheOthersContinue() throws Exception {
    Polling polling = new Polling(Map.of("snapshot.fetch.size", "1"));
    HistoryInMemory table = polling.tenant.create("a");
    for (int i = 0; i < 9; i++) {
      table.put(i, 1);
    }
    HistoryInMemory other = polling.tenant.create("b");
    other.put(1, 1);
    other.commit();
    table.commit();
    polling.openAll();
    polling.polls.advance(polling.captured);
    polling.tenant.drop("a");
    polling.settle();
    assertThat(polling.emitted.texts()).contains("r d.b 1");
    assertThat(polling.captured.open())
        .extracting(TableCapture::id)
        .containsExactly(TenantInMemory.id("b"));
    assertThat(polling.metrics.getFailedTables()).containsKey("d.a");
  }

  @Test
  void definitionsAreThoseAtTheUpperScn() throws Exception {
    Polling polling = new Polling(Map.of());
    HistoryInMemory table = polling.tenant.create("t");
    polling.begin();
    polling.tenant.beforeScn(
        () -> {
          polling.tenant.define(
              TenantInMemory.definition("t", "2", List.of(), "id", "part", "written", "more"));
          table.put(1, 1);
          table.commit();
        });
    polling.poll();
    assertThat(polling.emitted.texts()).containsExactly("schema ALTER d.t", "u d.t 1");
  }

  @Test
  void theDefinitionOfASnapshotIsThatAtItsScn() throws Exception {
    Polling polling = new Polling(Map.of());
    HistoryInMemory table = polling.tenant.create("t");
    polling.tenant.beforeScn(
        () -> {
          polling.tenant.define(
              TenantInMemory.definition("t", "2", List.of(), "id", "part", "written", "more"));
          table.put(1, 1);
          table.commit();
        });
    polling.openAll();
    assertThat(polling.table("t").hasFingerprint("2")).isTrue();
  }

  @Test
  void aPositionThatIsAheadOfTheTenantIsLost() throws Exception {
    Polling polling = new Polling(Map.of("object.failure.mode", "fail"));
    polling.tenant.create("t");
    polling.stored.put(
        NamedPartition.ofTable("p", TenantInMemory.id("t")).getSourcePartition(),
        Map.of("scn", Duration.ofHours(1).toNanos()));
    polling.openAll();
    assertThatThrownBy(polling::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("was restored to an earlier state");
  }

  @Test
  void aStartScnThatIsStillToComeIsWaitedFor() throws Exception {
    Polling polling = new Polling(Map.of("snapshot.mode", "no_data", "capture.start.scn", "100"));
    HistoryInMemory table = polling.tenant.create("t");
    polling.begin();
    table.put(1, 1);
    table.commit();
    polling.poll();
    assertThat(polling.emitted.texts()).isEmpty();
    assertThat(polling.table("t").scn()).isEqualTo(100);
    while (table.scn() < 100) {
      table.commit();
    }
    table.put(2, 1);
    table.commit();
    polling.poll();
    assertThat(polling.emitted.texts()).containsExactly("u d.t 2");
  }
}
