// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.source.config.SnapshotMode;
import io.vecbridge.milvus.source.collection.CollectionDefinition;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusCollection.Vchannel;
import io.vecbridge.milvus.source.config.ChangeLogOptions.UnloggedChangeMode;
import io.vecbridge.milvus.source.offset.SnapshotPosition;
import io.vecbridge.milvus.source.offset.SnapshotQueue;
import io.vecbridge.milvus.source.offset.SnapshotQueue.Cause;
import io.vecbridge.milvus.source.offset.SnapshotQueue.Snapshot;
import io.vecbridge.milvus.source.offset.StoredOffset;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CollectionStartTest {
  private static final Map<String, ChannelPosition> POSITIONS =
      Map.of("dml_0_7v0", new ChannelPosition(12, 345, 6));
  private static final MilvusCollection COLLECTION =
      new MilvusCollection(
          "db",
          "books",
          7,
          List.of(new Vchannel("dml_0_7v0", "dml_0")),
          0,
          CollectionDefinition.of("", List.of(), 0));

  @ParameterizedTest
  @EnumSource(SnapshotMode.class)
  void aCollectionWithoutAnOffsetIsReadUnlessThereIsNoDataToRead(SnapshotMode mode) {
    CollectionStart start = CollectionStart.withoutOffset(mode);
    boolean read = mode != SnapshotMode.NO_DATA && mode != SnapshotMode.SCHEMA_ONLY;
    assertThat(start.snapshots()).isEqualTo(read);
    assertThat(start.positions()).isEmpty();
    assertThat(start.snapshot().lastKey()).isNull();
    assertThat(start.ended()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = SnapshotMode.class,
      names = {"INITIAL", "INITIAL_ONLY", "WHEN_NEEDED"})
  void aSnapshotThatWasRunningGoesOnAfterItsLastKey(SnapshotMode mode) {
    CollectionStart start =
        start(
            new StoredOffset(
                7,
                POSITIONS,
                new SnapshotPosition(SnapshotQueue.INITIAL, "k"),
                false,
                0,
                Optional.empty()),
            mode);
    assertThat(start)
        .isEqualTo(
            new CollectionStart(
                POSITIONS, new SnapshotPosition(SnapshotQueue.INITIAL, "k"), false));
  }

  @Test
  void aSnapshotThatIsCompleteIsNotTakenAgain() {
    CollectionStart start = start(complete(), SnapshotMode.INITIAL);
    assertThat(start).isEqualTo(new CollectionStart(POSITIONS, SnapshotPosition.NONE, false));
  }

  @Test
  void afterItsSnapshotNothingIsLeftToDoForInitialOnly() {
    assertThat(start(complete(), SnapshotMode.INITIAL_ONLY).ended()).isTrue();
  }

  @Test
  void alwaysReadsAllRowsAndGoesOnWithTheLogWhereItWas() {
    CollectionStart start =
        start(
            new StoredOffset(
                7,
                POSITIONS,
                new SnapshotPosition(SnapshotQueue.INITIAL, "k"),
                false,
                0,
                Optional.empty()),
            SnapshotMode.ALWAYS);
    assertThat(start).isEqualTo(new CollectionStart(POSITIONS, SnapshotPosition.INITIAL, false));
  }

  @Test
  void aRunningSnapshotIsGivenUpForNoData() {
    CollectionStart start =
        start(
            new StoredOffset(
                7,
                POSITIONS,
                new SnapshotPosition(SnapshotQueue.INITIAL, "k"),
                false,
                0,
                Optional.empty()),
            SnapshotMode.NO_DATA);
    assertThat(start).isEqualTo(new CollectionStart(POSITIONS, SnapshotPosition.NONE, false));
  }

  @Test
  void anotherCollectionOfTheNameIsANamedFailure() {
    StoredOffset stored =
        new StoredOffset(6, POSITIONS, SnapshotPosition.NONE, false, 0, Optional.empty());
    assertThatThrownBy(() -> start(stored, SnapshotMode.INITIAL))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Collection db.books was dropped and created again (id 6, now 7)")
        .hasMessageContaining("collection.drop.mode=ignore");
  }

  @Test
  void anotherCollectionOfTheNameStartsAnewWhereTheOptionsSaySo() {
    StoredOffset stored =
        new StoredOffset(6, POSITIONS, SnapshotPosition.NONE, false, 0, Optional.empty());
    assertThat(start(stored, SnapshotMode.WHEN_NEEDED)).isEqualTo(CollectionStart.withSnapshot());
    assertThat(
            CollectionStart.of(
                stored, COLLECTION, SnapshotMode.INITIAL, UnloggedChangeMode.IGNORE, true))
        .isEqualTo(CollectionStart.withSnapshot());
  }

  @Test
  void aDropThatWasPassedOverIsNoFailureWhenTheCollectionIsThereAgain() {
    StoredOffset stored =
        new StoredOffset(6, POSITIONS, SnapshotPosition.NONE, true, 0, Optional.empty());
    assertThat(start(stored, SnapshotMode.INITIAL)).isEqualTo(CollectionStart.withSnapshot());
  }

  @Test
  void anOffsetWithoutAPositionOnTheLogIsANamedFailureOrANewSnapshot() {
    StoredOffset stored =
        new StoredOffset(7, Map.of(), SnapshotPosition.NONE, false, 0, Optional.empty());
    assertThatThrownBy(() -> start(stored, SnapshotMode.INITIAL))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("The offset of collection db.books has no position in its log")
        .hasMessageContaining("snapshot.mode=when_needed");
    assertThat(start(stored, SnapshotMode.WHEN_NEEDED)).isEqualTo(CollectionStart.withSnapshot());
    assertThat(
            CollectionStart.of(
                stored, COLLECTION, SnapshotMode.INITIAL, UnloggedChangeMode.FAIL, false))
        .isEqualTo(new CollectionStart(Map.of(), SnapshotPosition.NONE, false));
  }

  @Test
  void aRequestedSnapshotContinuesInEveryModeThatDoesNotReadAllRowsAnyway() {
    SnapshotQueue requested = SnapshotQueue.EMPTY.with(new Snapshot(Cause.SIGNAL, "a > 1", 0));
    StoredOffset stored =
        new StoredOffset(
            7, POSITIONS, new SnapshotPosition(requested, "k"), false, 3, Optional.empty());
    for (SnapshotMode mode : List.of(SnapshotMode.INITIAL, SnapshotMode.NO_DATA)) {
      assertThat(start(stored, mode))
          .isEqualTo(new CollectionStart(POSITIONS, new SnapshotPosition(requested, "k"), false));
    }
    assertThat(start(stored, SnapshotMode.ALWAYS).snapshot().queue())
        .isEqualTo(SnapshotQueue.INITIAL);
  }

  @Test
  void anImportThatGoesOnIsReadAgainAfterANewSnapshotOfAllRows() {
    Snapshot imported = new Snapshot(Cause.IMPORT, "", 4);
    SnapshotPosition waiting = SnapshotPosition.startOf(SnapshotQueue.EMPTY.with(imported));
    SnapshotPosition both = SnapshotPosition.startOf(SnapshotQueue.INITIAL.with(imported));
    StoredOffset stored = new StoredOffset(7, POSITIONS, waiting, false, 0, Optional.empty());
    assertThat(start(stored, SnapshotMode.ALWAYS))
        .isEqualTo(new CollectionStart(POSITIONS, both, false));
    StoredOffset lost = new StoredOffset(7, Map.of(), waiting, false, 0, Optional.empty());
    assertThat(start(lost, SnapshotMode.WHEN_NEEDED))
        .isEqualTo(new CollectionStart(Map.of(), both, false));
  }

  @Test
  void whatWaitsForAnAbandonedSnapshotBegins() {
    Snapshot requested = new Snapshot(Cause.SIGNAL, "a > 1", 0);
    StoredOffset stored =
        new StoredOffset(
            7,
            POSITIONS,
            new SnapshotPosition(SnapshotQueue.INITIAL.with(requested), "k"),
            false,
            3,
            Optional.empty());
    assertThat(start(stored, SnapshotMode.NO_DATA))
        .isEqualTo(
            new CollectionStart(
                POSITIONS, SnapshotPosition.startOf(SnapshotQueue.EMPTY.with(requested)), false));
  }

  private static StoredOffset complete() {
    return new StoredOffset(7, POSITIONS, SnapshotPosition.NONE, false, 0, Optional.empty());
  }

  private static CollectionStart start(StoredOffset stored, SnapshotMode mode) {
    return CollectionStart.of(stored, COLLECTION, mode, UnloggedChangeMode.FAIL, true);
  }
}
