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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionChangesTest {
  private static final Map<String, String> FAIL = Map.of("object.failure.mode", "fail");
  private static final int REBUILT = 1412;
  private static final int UNKNOWN_COLUMN = 1054;

  @Test
  void aColumnMoreIsAnnouncedAndNothingIsReadAgain() throws Exception {
    Polling polling = new Polling(Map.of());
    HistoryInMemory table = polling.tenant.create("t");
    table.put(1, 1);
    table.commit();
    polling.begin();
    redefine(polling, List.of(), "id", "part", "written", "more");
    table.put(2, 1);
    table.commit();
    polling.poll();
    assertThat(polling.emitted.texts()).containsExactly("schema ALTER d.t", "u d.t 2");
  }

  @Test
  void aColumnThatMayHaveBeenRenamedLosesThePosition() throws Exception {
    Polling polling = new Polling(FAIL);
    polling.tenant.create("t");
    polling.begin();
    redefine(polling, List.of(), "id", "part", "renamed");
    assertThatThrownBy(polling::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("columns [written] are gone and [renamed] are new");
  }

  @Test
  void aKeyThatIsDroppedBetweenPollsLosesThePosition() throws Exception {
    Polling polling = new Polling(FAIL);
    polling.tenant.create("t");
    polling.tenant.define(TenantInMemory.unique("t", "1", "part"));
    polling.begin();
    polling.tenant.define(TenantInMemory.unique("t", "2", "id", "part"));
    polling.poll();
    assertThat(polling.table("t").shape().key()).as("it stays").containsExactly("part");
    polling.tenant.define(TenantInMemory.unique("t", "3", "id"));
    assertThatThrownBy(polling::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("identified by the columns [part], and now are by [id]");
  }

  @Test
  void aLostPositionMayTakeANewSnapshotInstead() throws Exception {
    Polling polling = new Polling(Map.of("snapshot.mode", "when_needed"));
    HistoryInMemory table = polling.tenant.create("t");
    table.put(1, 1);
    table.commit();
    polling.begin();
    redefine(polling, List.of(), "id", "part", "renamed");
    polling.poll();
    assertThat(polling.emitted.texts())
        .containsExactly("schema CREATE d.t", "r d.t 1", "heartbeat");
    assertThat(polling.table("t").isSnapshotting()).isFalse();
  }

  @Test
  void aChangeThatTheServerRefusesToReadAcrossLosesThePosition() throws Exception {
    Polling polling = new Polling(FAIL);
    HistoryInMemory table = polling.tenant.create("t");
    polling.begin();
    table.refuseUpTo(polling.table("t").scn(), REBUILT);
    redefine(polling, List.of(), "id", "part", "written", "more");
    table.commit();
    assertThatThrownBy(polling::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Changes of table d.t can't be captured")
        .hasMessageContaining("it was truncated");
  }

  @Test
  void aRefusedUpperScnIsAnsweredByTheNextPoll() throws Exception {
    Polling polling = new Polling(Map.of());
    HistoryInMemory table = polling.tenant.create("t");
    polling.begin();
    table.put(3, 1);
    table.refuseAt(table.commit(), REBUILT);
    polling.pass(Duration.ofSeconds(1));
    polling.polls.advance(polling.captured);
    assertThat(polling.emitted.texts()).isEmpty();
    assertThat(polling.table("t").isBusy()).isFalse();
    table.commit();
    polling.poll();
    assertThat(polling.emitted.texts()).containsExactly("u d.t 3");
  }

  @Test
  void pollsThatAreAlwaysRefusedEndInALostPosition() throws Exception {
    Polling polling = new Polling(FAIL);
    HistoryInMemory table = polling.tenant.create("t");
    polling.begin();
    table.refuseAt(table.commit(), REBUILT);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 21; i++) {
                polling.poll();
              }
            })
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("can't be captured from its position on");
  }

  @ParameterizedTest
  @ValueSource(ints = {REBUILT, UNKNOWN_COLUMN})
  void aDefinitionThatChangesDuringAPollIsReadBeforeThePollContinues(int error) throws Exception {
    Polling polling = new Polling(Map.of("snapshot.fetch.size", "1"));
    HistoryInMemory table = polling.tenant.create("t");
    polling.begin();
    long low = polling.table("t").scn();
    table.put(1, 1);
    table.put(2, 1);
    table.commit();
    polling.pass(Duration.ofSeconds(1));
    polling.polls.advance(polling.captured);
    assertThat(polling.table("t").isBusy()).isTrue();
    redefine(polling, List.of(), "id", "part", "written", "more");
    table.refuseAt(table.scn(), error);
    polling.polls.advance(polling.captured);
    assertThat(polling.emitted.texts()).contains("schema ALTER d.t");
    assertThat(polling.table("t").scn()).as("the lower SCN stays").isEqualTo(low);
    table.answer();
    polling.settle();
    assertThat(polling.emitted.texts()).contains("u d.t 1", "u d.t 2");
  }

  @Test
  void aColumnThatIsDroppedWhileItsDefinitionIsProbedIsNoLostPosition() throws Exception {
    Polling polling = new Polling(Map.of());
    HistoryInMemory table = polling.tenant.create("t");
    polling.begin();
    table.refuseUpTo(polling.table("t").scn(), UNKNOWN_COLUMN);
    redefine(polling, List.of(), "id", "part", "written", "more");
    table.put(1, 1);
    table.commit();
    polling.pass(Duration.ofSeconds(1));
    polling.polls.advance(polling.captured);
    table.answer();
    polling.poll();
    assertThat(polling.emitted.texts()).contains("u d.t 1");
  }

  @Test
  void aPollThatHasSentSomethingIsFinishedThoughAPartitionIsAdded() throws Exception {
    Polling polling = new Polling(Map.of("snapshot.fetch.size", "1"));
    HistoryInMemory table = polling.tenant.create("t");
    redefine(polling, List.of("p0"), "id", "part", "written");
    polling.begin();
    for (int i = 1; i <= 15; i++) {
      table.put(i, 1);
    }
    long high = table.commit();
    polling.pass(Duration.ofSeconds(1));
    polling.polls.advance(polling.captured);
    polling.polls.advance(polling.captured);
    assertThat(polling.emitted.texts()).contains("u d.t 1");
    table.addPartition("p1");
    polling.tenant.define(
        TenantInMemory.definition("t", "3", List.of("p0", "p1"), "id", "part", "written"));
    table.remove(1);
    table.put(99, 1);
    table.commit();
    while (polling.table("t").scn() < high) {
      polling.polls.advance(polling.captured);
    }
    assertThat(polling.table("t").scn()).as("the poll's upper SCN").isEqualTo(high);
    assertThat(polling.table("t").shape().partitions()).containsExactly("p0");
    polling.poll();
    assertThat(polling.emitted.texts()).contains("u d.t 15", "d d.t 1", "u d.t 99");
    assertThat(polling.table("t").shape().partitions()).containsExactly("p0", "p1");
  }

  @Test
  void aPartitionThatIsAddedDuringASnapshotIsReadByTheNextPoll() throws Exception {
    Polling polling = new Polling(Map.of("snapshot.fetch.size", "1"));
    HistoryInMemory table = polling.tenant.create("t");
    redefine(polling, List.of("p0"), "id", "part", "written");
    for (int i = 1; i <= 5; i++) {
      table.put(i, 1);
    }
    table.commit();
    polling.openAll();
    polling.polls.advance(polling.captured);
    table.addPartition("p1");
    polling.tenant.define(
        TenantInMemory.definition("t", "3", List.of("p0", "p1"), "id", "part", "written"));
    table.remove(1);
    table.put(99, 1);
    table.commit();
    polling.settle();
    assertThat(polling.table("t").shape().partitions()).containsExactly("p0");
    polling.poll();
    assertThat(polling.emitted.texts()).contains("r d.t 5", "d d.t 1", "u d.t 99");
    assertThat(polling.metrics.getFailedTables()).isEmpty();
  }

  @Test
  void aResumedPollLeavesOutThePartitionsThatAreYoungerThanItsUpperScn() throws Exception {
    Polling polling = new Polling(Map.of("snapshot.fetch.size", "1"));
    HistoryInMemory table = polling.tenant.create("t");
    table.put(1, 1);
    long low = table.commit();
    table.put(2, 1);
    long high = table.commit();
    table.addPartition("p1");
    redefine(polling, List.of("p0", "p1"), "id", "part", "written");
    table.remove(1);
    table.commit();
    storeUpserts(polling, low, high);
    polling.openAll();
    polling.poll();
    polling.poll();
    assertThat(polling.emitted.texts()).containsExactly("schema CREATE d.t", "u d.t 2", "d d.t 1");
  }

  @Test
  void aResumedPollAsksForThePartitionsAtItsUpperScnThoughNoPageReachesThem() throws Exception {
    Polling polling = new Polling(Map.of("snapshot.fetch.size", "1"));
    HistoryInMemory table = polling.tenant.create("t");
    table.put(1, 1);
    long low = table.commit();
    table.put(2, 1);
    long high = table.commit();
    table.addPartition("p1");
    table.refuseNoPages();
    redefine(polling, List.of("p0", "p1"), "id", "part", "written");
    storeUpserts(polling, low, high);
    polling.openAll();
    while (polling.table("t").scn() < high) {
      polling.polls.advance(polling.captured);
    }
    assertThat(polling.table("t").shape().partitions()).containsExactly("p0");
  }

  private static void redefine(Polling polling, List<String> partitions, String... columns) {
    polling.tenant.define(TenantInMemory.definition("t", "2", partitions, columns));
  }

  /** The offset of a poll that another task began while the table had one partition. */
  private static void storeUpserts(Polling polling, long low, long high) {
    polling.stored.put(
        NamedPartition.ofTable("p", TenantInMemory.id("t")).getSourcePartition(),
        Map.of(
            "scn",
            low,
            "scn_high",
            high,
            "stage",
            "upserts",
            "columns",
            "id\tbigint(20)\npart\tbigint(20)\nwritten\tbigint(20)",
            "partitions",
            "p0"));
  }
}
