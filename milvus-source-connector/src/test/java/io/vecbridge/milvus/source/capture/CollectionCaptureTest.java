// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.vecbridge.milvus.source.log.Messages;
import java.util.List;
import milvus.proto.msg.Msg;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CollectionCaptureTest {
  private static final long NEW_PARTITION = 5;

  private final CaptureInMemory capture = new CaptureInMemory();

  @AfterEach
  void close() {
    capture.close();
  }

  @Test
  void theSnapshotComesBetweenTheChangesUpToItsTimestampAndTheLaterOnes() throws Exception {
    capture.milvus.rows.addAll(List.of(1L, 2L));
    capture
        .storedInSnapshot()
        .inserted(CaptureInMemory.G - 1, 1, 10L)
        .inserted(CaptureInMemory.G + 1, 1, 11L)
        .tick(CaptureInMemory.G + 1)
        .start();
    assertThat(capture.changes(4)).containsExactly("c 10", "r 1", "r 2", "c 11");
  }

  @Test
  void changesAreInsertsUpdatesAndDeletesWithTheirPositions() throws Exception {
    capture
        .storedAt(0)
        .inserted(10, 1, 1L)
        .deleted(20, 1L)
        .inserted(20, 1, 1L)
        .deleted(30, 1L)
        .tick(30)
        .start();
    assertThat(capture.changes(3)).containsExactly("c 1", "u 1", "d 1");
    assertThat(capture.positions()).containsExactly(1L, 3L, 5L);
  }

  @Test
  void whereTheCaptureOfChangesBeginsIsStoredAtOnceWithoutSchemaChangeEventsToo() throws Exception {
    capture
        .with("snapshot.mode", "no_data")
        .with("include.schema.changes", "false")
        .with("heartbeat.interval.ms", "3600000")
        .tick(10)
        .start();
    capture.until(
        () ->
            capture.records.stream()
                .anyMatch(record -> record.sourcePartition().equals(CaptureInMemory.PARTITION)));
    assertThat(capture.records)
        .allSatisfy(record -> assertThat(record.topic()).isEqualTo("__debezium-heartbeat.t"))
        .last()
        .satisfies(
            record ->
                assertThat(record.sourceOffset())
                    .containsKey(CaptureInMemory.VCHANNEL + ".position"));
  }

  @Test
  void thePartitionOfAnEmittedRowIsKnownWhenItIsDropped() {
    capture
        .storedAt(0)
        .inserted(CaptureInMemory.G + 1, NEW_PARTITION, 1L)
        .logged(dropOfPartition(CaptureInMemory.G + 2))
        .tick(CaptureInMemory.G + 2)
        .start();
    assertThatThrownBy(() -> capture.until(() -> false))
        .isInstanceOf(ConnectException.class)
        .rootCause()
        .hasMessageContaining("Partition part of collection shop.books was dropped");
  }

  @Test
  void theDropOfAPartitionWithoutRowsIsIgnored() throws Exception {
    capture
        .storedAt(0)
        .logged(dropOfPartition(CaptureInMemory.G + 2))
        .inserted(CaptureInMemory.G + 3, 1, 2L)
        .tick(CaptureInMemory.G + 3)
        .start();
    assertThat(capture.changes(1)).containsExactly("c 2");
  }

  @Test
  void whatWasWrittenBeforeADropIsEmittedOnEveryChannel() throws Exception {
    capture.milvus.shards = 2;
    capture
        .with("collection.drop.mode", "ignore")
        .storedAt(0)
        .storedPosition("dml_1_7v1", 0)
        .logged(dropOfCollection(20))
        .tick(20)
        .start();
    capture.until(() -> capture.metrics.getCollections().containsKey("shop.books"));
    for (long id = 1; id <= 3; id++) {
      capture.log.append(
          "dml_1",
          Messages.insert("dml_1_7v1", 7, "part", List.of(10L), List.of(id)).toByteArray());
    }
    capture
        .log
        .append("dml_1", dropOfCollection(20))
        .append("dml_1", Messages.tick(20).toByteArray());
    assertThat(capture.changes(3)).containsExactly("c 1", "c 2", "c 3");
    capture.until(
        () -> capture.metrics.getCollections().get("shop.books").getPhase().equals("dropped"));
  }

  @Test
  void aPartitionDropThatMilvusRepeatedWhileNoTaskRanIsNoFailure() throws Exception {
    capture
        .storedAt(0)
        .storedPartitions("1,1")
        .logged(dropOfPartition(CaptureInMemory.G - 5))
        .inserted(CaptureInMemory.G - 4, 1, 2L)
        .tick(CaptureInMemory.G - 4)
        .start();
    assertThat(capture.changes(1)).containsExactly("c 2");
  }

  @Test
  void aPartitionDropThatWasMissedWhileNoTaskRanIsAFailureWhateverIsLeft() {
    capture
        .storedAt(0)
        .storedPartitions("1,1,3")
        .logged(dropOfPartition(CaptureInMemory.G - 5))
        .tick(CaptureInMemory.G - 5)
        .start();
    assertThatThrownBy(() -> capture.until(() -> false))
        .isInstanceOf(ConnectException.class)
        .rootCause()
        .hasMessageContaining("Partition part of collection shop.books was dropped");
  }

  @Test
  void theOffsetOfAPartitionsFirstRowKnowsThePartition() throws Exception {
    capture.storedAt(0).storedPartitions("1").inserted(10, NEW_PARTITION, 1L).tick(10).start();
    assertThat(capture.changes(1)).containsExactly("c 1");
    assertThat(capture.records)
        .anyMatch(
            record ->
                record.topic().equals("t.shop.books")
                    && "1,4".equals(record.sourceOffset().get("partitions")));
  }

  private static byte[] dropOfCollection(long timestamp) {
    return Msg.DropCollectionRequest.newBuilder()
        .setBase(MsgBase.newBuilder().setMsgType(MsgType.DropCollection).setTimestamp(timestamp))
        .setCollectionID(7)
        .setCollectionName("books")
        .build()
        .toByteArray();
  }

  private static byte[] dropOfPartition(long timestamp) {
    return Msg.DropPartitionRequest.newBuilder()
        .setBase(MsgBase.newBuilder().setMsgType(MsgType.DropPartition).setTimestamp(timestamp))
        .setCollectionID(7)
        .setPartitionID(NEW_PARTITION)
        .setPartitionName("part")
        .build()
        .toByteArray();
  }
}
