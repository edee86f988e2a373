// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.document.DocumentReader;
import io.debezium.relational.TableId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalLogTest {
  private static final TableId A = new TableId("db", null, "a");
  private static final TableId B = new TableId("db", null, "b");

  private final Deque<SnapshotSignal> channel = new ArrayDeque<>();
  private final SignalLog log = new SignalLog(channel::poll);

  @Test
  void eachFollowsTheSignalsThatConcernItOnce() throws IOException {
    assertThat(log.arrive()).isFalse();
    arrive(execute(5, "db.a"));
    arrive(execute(6, "db.*"));
    assertThat(log.next(A, 0).signals())
        .extracting(SnapshotSignal::position)
        .containsExactly(5L, 6L);
    assertThat(log.next(B, 0).signals()).extracting(SnapshotSignal::position).containsExactly(6L);
    assertThat(log.next(A, 7)).isEqualTo(new SignalLog.Next(List.of(), 7));
    arrive(execute(9, "db.b"));
    assertThat(log.next(A, 7))
        .as("what concerns others is passed")
        .isEqualTo(new SignalLog.Next(List.of(), 10));
    assertThat(log.next(B, 7).signals()).hasSize(1);
  }

  @Test
  void whatWasFollowedBeforeARestartIsNotFollowedAgain() throws IOException {
    arrive(execute(5, "db.a"));
    arrive(execute(6, "db.a"));
    assertThat(log.next(A, 6).signals()).extracting(SnapshotSignal::position).containsExactly(6L);
  }

  @Test
  void oneThatIsOpenedAgainInTheSameRunFollowsNothingTwice() throws IOException {
    arrive(execute(5, "db.a"));
    arrive(execute(SnapshotSignal.NO_POSITION, "db.a"));
    assertThat(log.next(A, 0).signals()).hasSize(2);
    assertThat(log.next(A, 0)).isEqualTo(new SignalLog.Next(List.of(), 6));
  }

  @Test
  void namesAreRegularExpressionsAndTheFirstConditionOfOneDecides() throws IOException {
    SnapshotSignal signal =
        read(
            SnapshotSignal.Kind.EXECUTE,
            "{'data-collections': ['db[.]a', 'db.b'], 'type': 'INCREMENTAL',"
                + " 'additional-conditions': [{'data-collection': 'db.b', 'filter': ' x > 1 '},"
                + " {'data-collection': '.*', 'filter': 'y'}]}");
    assertThat(signal.concerns(A)).isTrue();
    assertThat(signal.concerns(new TableId("db", null, "aa"))).isFalse();
    assertThat(signal.filter(B)).isEqualTo("x > 1");
    assertThat(signal.filter(A)).isEqualTo("y");
  }

  @Test
  void aStopWithoutNamesConcernsAll() throws IOException {
    assertThat(read(SnapshotSignal.Kind.STOP, "{}").concerns(A)).isTrue();
    assertThat(read(SnapshotSignal.Kind.STOP, "{'data-collections': ['db.b']}").concerns(A))
        .isFalse();
  }

  @Test
  void whatIsNotInDebeziumsFormIsRefusedWithTheReason() {
    refused("{}", "it has no data-collections");
    refused("{'data-collections': [1]}", "its data-collections must be text");
    refused("{'data-collections': ['('], 'type': 'incremental'}", null);
    refused(
        "{'data-collections': ['a'], 'type': 'blocking'}",
        "its type must be incremental: every snapshot is taken while changes are streamed");
    refused(
        "{'data-collections': ['a'], 'additional-conditions': ['x']}",
        "its additional-conditions must be objects");
    refused(
        "{'data-collections': ['a'], 'additional-conditions': [{'data-collection': 'a'}]}",
        "its filter must be text");
  }

  private static void refused(String data, String reason) {
    assertThatThrownBy(() -> read(SnapshotSignal.Kind.EXECUTE, data))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(reason == null || reason.equals(e.getMessage())).isTrue());
  }

  private void arrive(SnapshotSignal signal) {
    channel.add(signal);
    assertThat(log.arrive()).isTrue();
  }

  private static SnapshotSignal execute(long position, String name) throws IOException {
    return SnapshotSignal.read(
        SnapshotSignal.Kind.EXECUTE,
        "id",
        position,
        DocumentReader.defaultReader().read("{\"data-collections\": [\"" + name + "\"]}"));
  }

  private static SnapshotSignal read(SnapshotSignal.Kind kind, String data) throws IOException {
    return SnapshotSignal.read(
        kind, "id", 0, DocumentReader.defaultReader().read(data.replace('\'', '"')));
  }
}
