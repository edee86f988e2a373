// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.source.signal.SnapshotSignal;
import io.vecbridge.common.source.signal.SnapshotSignal.Kind;
import io.vecbridge.oceanbase.source.offset.RequestedSnapshots;
import io.vecbridge.oceanbase.source.offset.StoredOffset;
import io.vecbridge.oceanbase.source.page.HistoryInMemory;
import io.vecbridge.oceanbase.source.page.TenantInMemory;
import io.vecbridge.oceanbase.source.run.Running;
import io.vecbridge.oceanbase.source.schema.Emitted;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class TableRequestsTest {
  private static final int TIMEOUT = 4012;

  private final Polling polling = new Polling(Map.of());
  private final HistoryInMemory table = polling.tenant.create("t");

  private void signal(Polling to, Kind kind, long position) throws Exception {
    to.channel.add(signal(kind, position));
    to.captured.follow(to.signals);
  }

  private static SnapshotSignal signal(Kind kind, long position) {
    return new SnapshotSignal(kind, "1", position, List.of(Pattern.compile("d[.]t")), List.of());
  }

  @Test
  void aRequestedSnapshotIsReadBetweenThePollsAndIsMarkedAsIncremental() throws Exception {
    table.put(1, 1);
    table.put(2, 1);
    table.commit();
    polling.begin();
    signal(polling, Kind.EXECUTE, 5);
    polling.settle();
    List<SourceRecord> sent = polling.emitted.records();
    assertThat(sent)
        .extracting(Emitted::text)
        .containsExactly("heartbeat", "r d.t 1", "r d.t 2", "heartbeat");
    assertThat(snapshot(sent.get(1))).isEqualTo("incremental");
    assertThat(sent.get(1).sourceOffset().get("snapshot")).isEqualTo("INCREMENTAL");
    assertThat(requestedAt(sent.get(0)).filters()).hasSize(1);
    assertThat(requestedAt(sent.get(1)).lastKey()).containsExactly(1L, 1L);
    assertThat(requestedAt(sent.get(3)).isEmpty()).isTrue();
    assertThat(requestedAt(sent.get(3)).signalPosition()).isEqualTo(6);
    table.put(1, 1);
    table.commit();
    polling.poll();
    List<SourceRecord> changes = polling.emitted.records();
    assertThat(changes).extracting(Emitted::text).containsExactly("u d.t 1");
    assertThat(snapshot(changes.get(0))).isEqualTo("false");
  }

  @Test
  void itContinuesAfterAnyRecordAndIsNotTakenAgain() throws Exception {
    table.put(1, 1);
    table.put(2, 1);
    table.commit();
    polling.begin();
    signal(polling, Kind.EXECUTE, 5);
    polling.settle();
    List<SourceRecord> sent = polling.emitted.records();
    List<List<String>> left =
        List.of(List.of("r d.t 1", "r d.t 2"), List.of("r d.t 2"), List.of(), List.of());
    for (int last = 0; last < sent.size(); last++) {
      Polling next = new Polling(Map.of());
      HistoryInMemory same = next.tenant.create("t");
      same.put(1, 1);
      same.put(2, 1);
      while (same.scn() < table.scn()) {
        same.commit();
      }
      next.stored.put(sent.get(last).sourcePartition(), sent.get(last).sourceOffset());
      next.openAll();
      signal(next, Kind.EXECUTE, 5);
      next.settle();
      assertThat(next.emitted.texts().stream().filter(text -> text.startsWith("r ")))
          .as("after record %d", last)
          .isEqualTo(left.get(last));
    }
  }

  @Test
  void aStopEndsIt() throws Exception {
    table.put(1, 1);
    table.commit();
    polling.begin();
    signal(polling, Kind.EXECUTE, 5);
    signal(polling, Kind.STOP, 6);
    polling.settle();
    assertThat(polling.emitted.texts()).containsExactly("heartbeat", "heartbeat");
  }

  @Test
  void aSignalThatComesWhileAPageIsReadOnTheSecondConnectionIsFollowed() throws Exception {
    table.put(1, 1);
    table.commit();
    polling.openAll();
    table.refuseOnce(TIMEOUT, () -> {});
    polling.settle();
    endReadWhileItComes(Kind.EXECUTE, 5);
    run(5);
    List<SourceRecord> sent = polling.emitted.records();
    assertThat(sent).extracting(Emitted::text).filteredOn("r d.t 1"::equals).hasSize(2);
    assertThat(requestedAt(sent.get(sent.size() - 1)).signalPosition()).isEqualTo(6);
  }

  @Test
  void itIsFollowedWhileThePagesOfAPollAreReadThereToo() throws Exception {
    table.put(1, 1);
    table.put(2, 1);
    table.commit();
    polling.begin();
    table.remove(1);
    table.put(2, 1);
    table.commit();
    table.refuseOnce(TIMEOUT, () -> {});
    polling.poll();
    endReadWhileItComes(Kind.EXECUTE, 5);
    table.refuseOnce(TIMEOUT, () -> {});
    polling.settle();
    endReadWhileItComes(Kind.EXECUTE, 7);
    run(9);
    assertThat(polling.emitted.texts())
        .filteredOn(text -> !text.equals("heartbeat"))
        .containsExactly("d d.t 1", "u d.t 2", "r d.t 2", "r d.t 2");
  }

  @Test
  void aStopWhileItsPageIsReadThereEndsNoPoll() throws Exception {
    define("1", "p0");
    polling.begin();
    table.addPartition("p1");
    define("2", "p0", "p1");
    signal(polling, Kind.EXECUTE, 5);
    polling.polls.advance(polling.captured);
    table.refuseOnce(TIMEOUT, () -> {});
    polling.settle();
    endReadWhileItComes(Kind.STOP, 6);
    polling.settle();
    table.put(1, 1);
    table.commit();
    polling.poll();
    assertThat(polling.emitted.texts()).contains("u d.t 1");
    assertThat(polling.metrics.getFailedTables()).isEmpty();
  }

  @Test
  void aStopBeforeItsPageIsReadThereIsFollowed() throws Exception {
    table.put(1, 1);
    table.commit();
    polling.begin();
    signal(polling, Kind.EXECUTE, 5);
    table.refuseOnce(TIMEOUT, () -> {});
    polling.settle();
    signal(polling, Kind.STOP, 6);
    assertThat(polling.slowReads.end()).isEqualTo(1);
    polling.settle();
    assertThat(polling.emitted.texts()).containsExactly("heartbeat", "heartbeat");
    assertThat(polling.metrics.getTotalNumberOfTableFailures()).isZero();
  }

  private void endReadWhileItComes(Kind kind, long position) {
    table.eachRead(
        () -> {
          table.eachRead(() -> {});
          polling.channel.add(signal(kind, position));
          run(1);
        });
    assertThat(polling.slowReads.end()).isEqualTo(1);
  }

  private void define(String fingerprint, String... partitions) {
    polling.tenant.define(
        TenantInMemory.definition("t", fingerprint, List.of(partitions), "id", "part", "written"));
  }

  private void run(int rounds) {
    try {
      polling.loop().run(new Running(rounds));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String snapshot(SourceRecord record) {
    return ((Struct) record.value()).getStruct("source").get("snapshot").toString();
  }

  private static RequestedSnapshots requestedAt(SourceRecord record) {
    return StoredOffset.of(record.sourceOffset()).position().requested();
  }
}
