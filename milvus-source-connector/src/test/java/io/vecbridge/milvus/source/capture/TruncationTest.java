// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.vecbridge.milvus.source.log.Messages;
import io.vecbridge.milvus.source.snapshot.SnapshotRun;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Truncated collections whose topics have one partition. */
class TruncationTest {
  private static final int TICK = 1;
  private static final int INSERT = 2;
  private static final int TRUNCATE = 38;

  private CaptureInMemory capture = streaming(1);

  static CaptureInMemory streaming(int channels) {
    CaptureInMemory capture = new CaptureInMemory().with("topic.partitions", "1");
    capture.milvus.version = "v2.6.20";
    capture.milvus.shards = channels;
    return capture;
  }

  @BeforeEach
  void stored() {
    capture.storedAt(0);
  }

  @AfterEach
  void close() {
    capture.close();
  }

  @Test
  void allRowsAreRemovedBetweenThoseBeforeAndThoseAfter() throws Exception {
    capture
        .streamed(TICK, 5, "")
        .streamedInsert(10, 3L)
        .streamed(TRUNCATE, 20, CaptureInMemory.VCHANNEL)
        .streamedInsert(30, 4L)
        .streamed(TICK, 40, "")
        .start();
    assertThat(capture.changes(3)).containsExactly("c 3", "t", "c 4");
    SourceRecord truncate = truncate();
    assertThat(truncate.keySchema()).isNull();
    assertThat(((Struct) truncate.value()).getStruct("source").getInt64("tso")).isEqualTo(20);
    capture.resumeAfter(capture.records.indexOf(truncate) + 1);
    assertThat(capture.changes(3)).containsExactly("c 3", "t", "c 4");
  }

  private SourceRecord truncate() {
    for (SourceRecord record : capture.records) {
      if (record.topic().equals("t.shop.books") && record.key() == null) {
        return record;
      }
    }
    throw new AssertionError("There is no truncate event");
  }

  @Test
  void theChannelsOfACollectionMeetAtTheirTruncations() throws Exception {
    capture.close();
    capture = streaming(2).storedAt(0).storedPosition("dml_1_7v1", 0);
    capture.streamedOn(0, TICK, 5, new byte[0]).streamedOn(1, TICK, 5, new byte[0]);
    capture.streamedOn(0, TRUNCATE, 20, new byte[0]);
    insert(0, 30, 1);
    capture.streamedOn(0, TICK, 40, new byte[0]).start();
    capture.until(() -> capture.metrics.getCollections().containsKey("shop.books"));
    insert(1, 22, 2);
    capture.streamedOn(1, TRUNCATE, 25, new byte[0]);
    insert(1, 30, 3);
    capture.streamedOn(1, TICK, 40, new byte[0]);
    assertThat(capture.changes(4)).containsExactly("c 2", "t", "c 1", "c 3");
  }

  @Test
  void aChannelThatWaitsForOthersHoldsNoMoreThanItMay() throws Exception {
    capture.close();
    capture = streaming(2).storedAt(0).storedPosition("dml_1_7v1", 0);
    capture.streamedOn(0, TICK, 5, new byte[0]).streamedOn(1, TICK, 5, new byte[0]);
    capture.streamedOn(0, TRUNCATE, 20, new byte[0]).streamedOn(0, TICK, 21, new byte[0]);
    byte[] large = largeInsert();
    long held = 0;
    for (int i = 0; held <= SnapshotRun.MAX_HELD_BYTES; i++) {
      capture.streamedOn(0, INSERT, 30 + i, large);
      held += large.length;
    }
    capture.streamedOn(0, TICK, 1_000, new byte[0]).start();
    capture.until(() -> capture.log.reads("dml_0"));
    capture.until(() -> !capture.log.reads("dml_0"));
    insert(1, 22, 2);
    capture.streamedOn(1, TRUNCATE, 25, new byte[0]);
    insert(1, 31, 3);
    capture.streamedOn(1, TICK, 40, new byte[0]);
    int rows = Math.toIntExact(held / large.length);
    List<String> changes = capture.changes(rows + 3);
    assertThat(changes.subList(0, 2)).containsExactly("c 2", "t");
    assertThat(changes).hasSize(rows + 3).contains("c 3");
    assertThat(changes).filteredOn("c 1"::equals).hasSize(rows);
  }

  /** A field that the connector doesn't know makes it large. */
  private static byte[] largeInsert() {
    return Messages.insert("dml_0_7v0", 7, "part", List.of(), List.of(1L)).toBuilder()
        .setUnknownFields(
            UnknownFieldSet.newBuilder()
                .addField(
                    1000,
                    UnknownFieldSet.Field.newBuilder()
                        .addLengthDelimited(ByteString.copyFrom(new byte[4 << 20]))
                        .build())
                .build())
        .build()
        .toByteArray();
  }

  private void insert(int channel, long timestamp, long key) {
    insert(capture, channel, timestamp, key);
  }

  static void insert(CaptureInMemory capture, int channel, long timestamp, long key) {
    String vchannel = "dml_" + channel + "_7v" + channel;
    capture.streamedOn(
        channel,
        INSERT,
        timestamp,
        Messages.insert(vchannel, 7, "part", List.of(), List.of(key)).toByteArray());
  }

  @Test
  void aSnapshotThatRunsContinuesWithWhatIsLeft() throws Exception {
    capture.milvus.rows.addAll(List.of(1L, 2L));
    capture
        .storedInSnapshot()
        .streamed(TICK, 5, "")
        .streamedInsert(10, 9L)
        .streamed(TRUNCATE, 20, CaptureInMemory.VCHANNEL)
        .streamedInsert(30, 4L)
        .start();
    assertThat(capture.changes(5)).containsExactly("c 9", "t", "c 4", "r 1", "r 2");
  }

  @Test
  void noPageIsReadWhileMilvusStillShowsTheRows() throws Exception {
    capture.milvus.rows.addAll(List.of(1L, 2L));
    capture.milvus.truncating = true;
    capture.storedInSnapshot().streamed(TICK, 5, "").start();
    capture.until(
        () ->
            capture.metrics.getCollections().containsKey("shop.books")
                && capture.metrics.getCollections().get("shop.books").getPhase().equals("waiting"));
    assertThat(capture.changes(0)).isEmpty();
    capture.milvus.rows.clear();
    capture.milvus.rows.add(3L);
    capture.milvus.truncating = false;
    assertThat(capture.changes(1)).containsExactly("r 3");
  }
}
