// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.ImportState;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.vecbridge.milvus.source.log.StreamedProperties;
import java.util.ArrayList;
import java.util.List;
import milvus.proto.msg.Msg;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Snapshots that changes without row messages lead to, inside the stream. */
class LaterSnapshotTest {
  private static final int IMPORT = 11;
  private static final int TICK = 1;
  private static final long JOB = 4;

  private final CaptureInMemory capture =
      new CaptureInMemory()
          .with("topic.partitions", "1")
          .with("partition.drop.mode", "snapshot")
          .with("bulk.import.mode", "snapshot");

  @BeforeEach
  void rows() {
    capture.milvus.rows.addAll(List.of(1L, 2L));
    capture.storedAt(0);
  }

  @AfterEach
  void close() {
    capture.close();
  }

  @Test
  void theDropOfAPartitionRemovesAllRowsAndReadsThoseThatAreLeft() throws Exception {
    dropped();
    requireAll(capture.changes(5));
    assertThat(snapshots()).contains("r incremental");
    capture.until(() -> phase().equals("streaming"));
  }

  @Test
  void aDroppedPartitionIsAppliedExactlyWhateverRecordIsTheLastBeforeACrash() throws Exception {
    dropped();
    requireAll(capture.changes(5));
    for (int last = capture.records.size(); last >= 0; last--) {
      capture.resumeAfter(last);
      requireAll(capture.changes(5));
    }
  }

  /** The change after the drop can come before or after the pages. */
  private static void requireAll(List<String> changes) {
    assertThat(changes).startsWith("c 9", "t").containsSubsequence("r 1", "r 2");
    assertThat(changes).containsExactlyInAnyOrder("c 9", "t", "r 1", "r 2", "c 8");
  }

  private void dropped() {
    capture
        .storedPartitions("1,1")
        .inserted(10, 1, 9L)
        .logged(
            Msg.DropPartitionRequest.newBuilder()
                .setBase(MsgBase.newBuilder().setMsgType(MsgType.DropPartition).setTimestamp(20))
                .setCollectionID(7)
                .setPartitionID(2)
                .setPartitionName("part")
                .build()
                .toByteArray())
        .inserted(CaptureInMemory.G + 1, 1, 8L)
        .tick(CaptureInMemory.G + 1)
        .start();
  }

  @Test
  void importedRowsAreReadOnceMilvusShowsThemWhileChangesArriveBefore() throws Exception {
    capture.milvus.version = "v2.6.20";
    capture.milvus.imports.put(JOB, ImportState.ImportStarted);
    capture.milvus.written.add(5L);
    capture.log.append(
        CaptureInMemory.PCHANNEL,
        StreamedProperties.of(IMPORT, 10, CaptureInMemory.VCHANNEL),
        Msg.ImportMsg.newBuilder().setCollectionID(7).setJobID(JOB).build().toByteArray());
    capture.streamedInsert(20, 9L).streamed(TICK, 30, "").start();
    assertThat(capture.changes(1)).containsExactly("c 9");
    capture.until(() -> phase().equals("waiting"));
    capture.resumeAfter(capture.records.size());
    capture.until(() -> phase().equals("waiting"));
    capture.milvus.imports.put(JOB, ImportState.ImportCompleted);
    capture.milvus.queried.add(5L);
    assertThat(capture.changes(3)).containsExactly("c 9", "r 1", "r 2");
    capture.until(() -> phase().equals("streaming"));
    assertThat(capture.milvus.queries.get()).as("none before").isEqualTo(2);
  }

  private String phase() {
    return capture.metrics.getCollections().get("shop.books").getPhase();
  }

  private List<String> snapshots() {
    List<String> marks = new ArrayList<>();
    for (SourceRecord record : capture.records) {
      if (record.topic().equals("t.shop.books") && record.value() != null) {
        Struct value = (Struct) record.value();
        marks.add(value.getString("op") + " " + value.getStruct("source").getString("snapshot"));
      }
    }
    return marks;
  }
}
