// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionOpeningTest {
  private final CaptureInMemory capture = new CaptureInMemory();

  @AfterEach
  void close() {
    capture.close();
  }

  @Test
  void aFirstStartTakesASnapshotAndFollowsTheLogFromItsEnd() throws Exception {
    capture.milvus.rows.addAll(List.of(1L, 2L));
    capture.inserted(10, 1, 9L).tick(2_000).log.endingAt(CaptureInMemory.PCHANNEL, 1);
    capture.start();
    assertThat(capture.changes(2)).containsExactly("r 1", "r 2");
    assertThat(capture.positions()).containsExactly(2L, 2L);
  }

  @Test
  void theMetricsShowAfterWhichTimeRowsExpire() throws Exception {
    capture.milvus.ttlSeconds = "3600";
    capture.inserted(10, 1, 1L).tick(10).storedAt(0).start();
    capture.changes(1);
    assertThat(capture.metrics.getCollections().get("shop.books").getTtlSeconds()).isEqualTo(3_600);
  }

  @Test
  void aSnapshotReadsAtItsTimestampIfMilvusCan() throws Exception {
    capture.milvus.rows.addAll(List.of(1L, 2L));
    capture.milvus.version = "v2.5.0";
    capture.start();
    capture.changes(2);
    assertThat(capture.milvus.queryParameters).containsExactlyInAnyOrder("limit", "iterator");
  }

  @Test
  void aSnapshotOfAnOlderMilvusReadsWhatIsThere() throws Exception {
    capture.milvus.rows.addAll(List.of(1L, 2L));
    capture.milvus.version = "v2.4.24";
    capture.start();
    capture.changes(2);
    assertThat(capture.milvus.queryParameters).containsExactly("limit");
  }

  @Test
  void aSnapshotResumesAfterItsLastKey() throws Exception {
    capture.milvus.rows.addAll(List.of(1L, 2L, 3L));
    capture.storedInSnapshot();
    Map<String, Object> offset = new HashMap<>(capture.stored.get(CaptureInMemory.PARTITION));
    offset.put("snapshot_last_key", 2L);
    capture.stored.put(CaptureInMemory.PARTITION, offset);
    capture.tick(2_000).start();
    assertThat(capture.changes(1)).containsExactly("r 3");
  }

  @Test
  void theLogIsResumedFromTheStoredPosition() throws Exception {
    capture.inserted(10, 1, 1L).inserted(20, 1, 2L).tick(20).storedAt(1).start();
    assertThat(capture.changes(1)).containsExactly("c 2");
  }

  @Test
  void aPositionThatIsGoneFailsTheTaskWhereThatIsWanted() {
    capture.with("object.failure.mode", "fail");
    capture.inserted(10, 1, 1L).tick(10).storedAt(50).start();
    assertThatThrownBy(() -> capture.until(() -> false))
        .isInstanceOf(ConnectException.class)
        .rootCause()
        .hasMessageContaining("Channel \"dml_0\": position 50 is not in the log");
  }

  @ParameterizedTest
  @ValueSource(strings = {"when_needed", "always"})
  void aPositionThatIsGoneStartsANewSnapshotWhereThatIsWanted(String mode) throws Exception {
    capture.milvus.rows.add(5L);
    capture.with("snapshot.mode", mode).tick(2_000).storedAt(50);
    capture.log.endingAt(CaptureInMemory.PCHANNEL, 0);
    capture.start();
    assertThat(capture.changes(1)).containsExactly("r 5");
    assertThat(capture.metrics.getTotalNumberOfGaps()).isEqualTo(1);
  }

  @Test
  void aSnapshotThatIsDoneIsNotTakenAgainWithoutStreaming() throws Exception {
    capture.milvus.rows.add(5L);
    capture.with("snapshot.mode", "initial_only").tick(2_000).storedAt(0).start();
    capture.until(() -> capture.metrics.getCollections().containsKey("shop.books"));
    assertThat(capture.metrics.getCollections().get("shop.books").getPhase()).isEqualTo("ended");
    assertThat(capture.changes(0)).isEmpty();
  }

  @Test
  void theCaptureHasEndedWithItsSnapshotWithoutStreaming() throws Exception {
    capture.milvus.rows.add(5L);
    capture.with("snapshot.mode", "initial_only").tick(2_000).start();
    assertThat(capture.changes(1)).containsExactly("r 5");
    capture.until(
        () -> capture.metrics.getCollections().get("shop.books").getPhase().equals("ended"));
  }

  @Test
  void withoutALogOnlyTheSnapshotIsTaken() throws Exception {
    capture.milvus.rows.add(5L);
    capture.withoutLog().start();
    assertThat(capture.changes(1)).containsExactly("r 5");
  }
}
