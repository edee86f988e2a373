// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import milvus.proto.msg.Msg;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CaptureLoopTest {
  private final CaptureInMemory capture = new CaptureInMemory();

  @AfterEach
  void close() {
    capture.close();
  }

  @Test
  void anUnavailableLogIsAskedAgain() throws Exception {
    capture.log.failing(3);
    capture.storedAt(0).inserted(10, 1, 1L).tick(10).start();
    assertThat(capture.changes(1)).containsExactly("c 1");
    assertThat(capture.metrics.getTotalNumberOfRetries()).isEqualTo(3);
    assertThat(capture.metrics.getLastError()).isEqualTo("The log is unavailable");
  }

  @Test
  void aDropFailsTheTaskUnlessItIsIgnored() {
    capture.storedAt(0).inserted(10, 1, 1L).logged(drop(20)).tick(20).start();
    assertThatThrownBy(() -> capture.until(() -> false))
        .isInstanceOf(ConnectException.class)
        .hasRootCauseMessage(
            "Collection shop.books (id 7) was dropped: its rows stay in the target. Delete them"
                + " there if you don't need them, then set collection.drop.mode=ignore or remove"
                + " the collection's offset, and restart the task.");
  }

  @Test
  void anIgnoredDropEndsTheCaptureAndIsStored() throws Exception {
    capture
        .with("collection.drop.mode", "ignore")
        .with("heartbeat.interval.ms", "3600000")
        .storedAt(0)
        .inserted(10, 1, 1L)
        .logged(drop(20))
        .inserted(30, 1, 2L)
        .tick(30)
        .start();
    capture.until(
        () ->
            capture.records.stream()
                .anyMatch(record -> Boolean.TRUE.equals(record.sourceOffset().get("dropped"))));
    assertThat(capture.changes(1)).containsExactly("c 1");
    assertThat(capture.metrics.getCollections().get("shop.books").getPhase()).isEqualTo("dropped");
  }

  private static byte[] drop(long timestamp) {
    return Msg.DropCollectionRequest.newBuilder()
        .setBase(MsgBase.newBuilder().setMsgType(MsgType.DropCollection).setTimestamp(timestamp))
        .setCollectionID(7)
        .setCollectionName("books")
        .build()
        .toByteArray();
  }
}
