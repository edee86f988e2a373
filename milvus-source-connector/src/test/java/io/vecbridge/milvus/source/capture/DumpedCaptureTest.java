// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.ImportState;
import io.milvus.grpc.Status;
import io.vecbridge.common.testing.FakeWal;
import io.vecbridge.common.testing.FakeWal.Queue;
import io.vecbridge.milvus.source.collection.Tso;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task that reads the log through Milvus. */
class DumpedCaptureTest {
  private static final long NOW = Tso.ofMillis(Duration.ofDays(365).toMillis());
  private static final long HOURS_AGO = NOW - Tso.ofMillis(Duration.ofHours(3).toMillis());

  private final CaptureInMemory capture = new CaptureInMemory();
  private FakeWal wal;

  @BeforeEach
  void milvus() {
    capture.milvus.version = "v2.6.24";
    wal = capture.milvus.withWal(Queue.WOODPECKER, NOW);
    capture.milvus.rows.addAll(List.of(1L, 2L));
  }

  @AfterEach
  void close() {
    capture.close();
  }

  /** A position whose last message Milvus no longer has. */
  private void storedBeforeAGap() {
    capture
        .throughMilvus(Duration.ofHours(1))
        .storedAt(0)
        .storedEntry(CaptureInMemory.VCHANNEL + ".position", HOURS_AGO + ".2,4,CAAQBQ==,CAAQBQ==")
        .storedEntry(CaptureInMemory.VCHANNEL + ".timestamp", HOURS_AGO);
  }

  @Test
  void changesThatMilvusHasRemovedAreAFailureOfTheCollection() throws Exception {
    storedBeforeAGap();
    capture.start();
    capture.until(() -> !capture.metrics.getFailedCollections().isEmpty());
    assertThat(capture.metrics.getFailedCollections().get("shop.books"))
        .contains("Milvus no longer has the message before it")
        .contains("snapshot.mode=when_needed takes it automatically");
  }

  @Test
  void changesThatMilvusHasRemovedLeadToANewSnapshotIfOneMayBeTaken() throws Exception {
    storedBeforeAGap();
    capture.with("snapshot.mode", "when_needed").start();
    assertThat(capture.changes(2)).containsExactly("r 1", "r 2");
    assertThat(capture.metrics.getTotalNumberOfGaps()).isEqualTo(1);
  }

  @Test
  void aNewSnapshotNeedsNoPositionOfTheTimeWhenTheCollectionWasFound() throws Exception {
    storedBeforeAGap();
    wal.refuse(Status.newBuilder().setCode(2).setReason("away").build());
    capture.with("snapshot.mode", "when_needed").start();
    capture.until(() -> !capture.metrics.getFailedCollections().isEmpty());
    capture.milvus.now = NOW + Tso.ofMillis(Duration.ofHours(5).toMillis());
    wal.refuse(null);
    assertThat(capture.changes(2)).containsExactly("r 1", "r 2");
  }

  @Test
  void anImportThatGoesOnIsReadAfterTheNewSnapshot() throws Exception {
    storedBeforeAGap();
    capture.storedEntry("snapshot", "INCREMENTAL").storedEntry("snapshots", "import:4:");
    capture.milvus.imports.put(4L, ImportState.ImportStarted);
    capture.with("snapshot.mode", "when_needed").start();
    assertThat(capture.changes(2)).containsExactly("r 1", "r 2");
    capture.until(() -> phase().equals("waiting"));
    capture.milvus.rows.add(3L);
    capture.milvus.imports.put(4L, ImportState.ImportCompleted);
    assertThat(capture.changes(5)).endsWith("r 1", "r 2", "r 3");
  }

  private String phase() {
    return capture.metrics.getCollections().get("shop.books").getPhase();
  }

  @Test
  void aSnapshotCompletesOnAChannelWithoutMessages() throws Exception {
    capture.throughMilvus(Duration.ofHours(1)).start();
    assertThat(capture.changes(2)).containsExactly("r 1", "r 2");
    capture.until(() -> phase().equals("streaming"));
    assertThat(capture.positions()).allSatisfy(at -> assertThat(at).isInstanceOf(String.class));
  }
}
