// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.milvus.source.offset.SnapshotQueue.Cause;
import io.vecbridge.milvus.source.offset.SnapshotQueue.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class SnapshotQueueTest {
  private static final Snapshot SIGNALLED = new Snapshot(Cause.SIGNAL, "year > 2020", 0);
  private static final Snapshot IMPORTED = new Snapshot(Cause.IMPORT, "", 4711);

  @Property(tries = 200)
  void everyQueueIsReadAsItWasStored(@ForAll("queues") SnapshotQueue queue) {
    assertThat(SnapshotQueue.parse(queue.text())).isEqualTo(queue);
  }

  @Provide
  Arbitrary<SnapshotQueue> queues() {
    return Combinators.combine(
            Arbitraries.of(Cause.values()), Arbitraries.strings(), Arbitraries.longs())
        .as(Snapshot::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(SnapshotQueue::new);
  }

  @Test
  void theSameSnapshotWaitsOnceButAgainBehindOneThatRuns() {
    SnapshotQueue one = SnapshotQueue.EMPTY.with(SIGNALLED);
    assertThat(one.snapshots()).containsExactly(SIGNALLED);
    SnapshotQueue two = one.with(SIGNALLED);
    assertThat(two.snapshots()).containsExactly(SIGNALLED, SIGNALLED);
    assertThat(two.with(SIGNALLED)).isEqualTo(two);
    assertThat(two.completed()).isEqualTo(one);
  }

  @Test
  void anEmptyTargetNeedsOneSnapshotOfAllRowsAndThoseOfImportsThatGoOn() {
    SnapshotQueue queue = SnapshotQueue.EMPTY.with(SIGNALLED).with(IMPORTED);
    assertThat(queue.fromEmpty().snapshots())
        .containsExactly(new Snapshot(Cause.DROP, "", 0), IMPORTED);
    assertThat(SnapshotQueue.INITIAL.with(SIGNALLED).fromEmpty()).isEqualTo(SnapshotQueue.INITIAL);
  }

  @Test
  void aStopEndsTheSnapshotsOfSignalsOnly() {
    SnapshotQueue queue = SnapshotQueue.INITIAL.with(SIGNALLED).with(IMPORTED).with(SIGNALLED);
    assertThat(queue.withoutSignalled().snapshots())
        .containsExactly(SnapshotQueue.INITIAL.running(), IMPORTED);
  }

  @Test
  void anotherTextIsRefusedByItsEntry() {
    Map<String, Object> offset = new HashMap<>();
    offset.put("collection_id", 7L);
    offset.put("snapshot", "INCREMENTAL");
    for (Object text : List.of("", "signal:0", "other:0:", "signal:x:", 5L)) {
      offset.put("snapshots", text);
      assertThatThrownBy(() -> StoredOffset.of(offset))
          .isInstanceOf(ConnectException.class)
          .hasMessage(
              "The stored offset has no snapshots under 'snapshots'. Leave this entry out, which"
                  + " takes a snapshot of all rows.");
    }
  }
}
