// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Snapshots of a Milvus 2.6, whose channels have no time ticks without writes. */
class LogConfirmationTest {
  private static final int TICK = 1;
  private static final int ALTER_WAL = 700;
  private static final int TRUNCATE = 38;

  private final CaptureInMemory capture = new CaptureInMemory();

  @BeforeEach
  void milvus() {
    capture.milvus.version = "v2.6.20";
    capture.milvus.rows.addAll(List.of(1L, 2L));
  }

  @AfterEach
  void close() {
    capture.close();
  }

  @Test
  void aSnapshotCompletesOnAChannelThatIsSilent() throws Exception {
    capture.start();
    assertThat(capture.changes(2)).containsExactly("r 1", "r 2");
    capture.until(
        () -> capture.metrics.getCollections().get("shop.books").getPhase().equals("streaming"));
  }

  @Test
  void changesUpToTheSnapshotComeBeforeItWithoutATick() throws Exception {
    capture
        .storedInSnapshot()
        .streamed(TICK, 500, "")
        .streamedInsert(CaptureInMemory.G - 1, 3L)
        .streamedInsert(CaptureInMemory.G + 1, 4L)
        .start();
    assertThat(capture.changes(3)).containsExactly("c 3", "r 1", "r 2");
    capture.streamed(TICK, CaptureInMemory.G + 1, "");
    assertThat(capture.changes(4)).containsExactly("c 3", "r 1", "r 2", "c 4");
  }

  @Test
  void aSwitchToAnotherQueueIsAFailureAfterTheLastChange() {
    capture
        .with("snapshot.mode", "no_data")
        .storedAt(0)
        .streamedInsert(10, 3L)
        .streamed(ALTER_WAL, 20, CaptureInMemory.PCHANNEL)
        .streamed(TICK, 30, "")
        .start();
    assertThatThrownBy(() -> capture.until(() -> false))
        .isInstanceOf(ConnectException.class)
        .hasRootCauseMessage(
            "Milvus's message queue was switched from Kafka to number 0: the changes of collection"
                + " shop.books from now on are not in Kafka. Set change.log.reader=auto, with which the"
                + " connector reads on through Milvus (2.6.20 and later), and restart the task.");
  }

  @Test
  void aTruncatedCollectionIsAFailureUnlessItIsIgnored() {
    capture
        .with("snapshot.mode", "no_data")
        .storedAt(0)
        .streamed(TRUNCATE, 20, CaptureInMemory.VCHANNEL)
        .streamed(TICK, 30, "")
        .start();
    assertThatThrownBy(() -> capture.until(() -> false))
        .isInstanceOf(ConnectException.class)
        .hasRootCauseMessage(
            "Collection shop.books was truncated: its topic is not known to have one partition, which a"
                + " truncate event needs, so its rows stay in the target. Set topic.partitions=1 if it"
                + " has one, or delete them there and set truncate.mode=ignore; then restart the task.");
  }
}
