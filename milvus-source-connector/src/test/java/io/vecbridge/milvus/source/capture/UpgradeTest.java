// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.milvus.source.log.Messages;
import io.vecbridge.milvus.source.log.StreamedProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upgrade from Milvus 2.5 to 2.6 under a connector that stops and resumes in between. */
class UpgradeTest {
  private static final int TICK = 1;
  private static final int INSERT = 2;
  private static final int DELETE = 3;
  private static final int BEGIN = 900;
  private static final int COMMIT = 901;
  private static final List<String> CHANGES = List.of("c 1", "c 2", "c 3", "u 1", "c 5");

  private static CaptureInMemory upgraded() {
    CaptureInMemory capture = new CaptureInMemory();
    capture
        .inserted(10, 1, 1L)
        .tick(15)
        .inserted(20, 1, 2L)
        .streamed(TICK, 25, "")
        // The service that is being closed: its tick comes too early for the rows that follow.
        .tick(100)
        .streamedInsert(30, 3L)
        .inserted(12, 1, 9L);
    part(capture, BEGIN, 40);
    part(capture, INSERT, 42);
    capture.streamed(TICK, 41, "");
    part(capture, DELETE, 43);
    part(capture, COMMIT, 44);
    return capture
        .streamed(6, 45, CaptureInMemory.PCHANNEL + "_vcchan")
        .streamed(TICK, 50, "")
        .tick(200)
        .streamedInsert(60, 5L)
        .streamed(TICK, 60, "");
  }

  /** A part of the transaction 8, which upserts the key 1. */
  private static void part(CaptureInMemory capture, int type, long timestamp) {
    Map<String, String> properties =
        StreamedProperties.of(type, timestamp, CaptureInMemory.VCHANNEL);
    properties.put("_tx", "CAgQkE4=");
    byte[] value =
        switch (type) {
          case INSERT ->
              Messages.insert(CaptureInMemory.VCHANNEL, 7, "part", List.of(), List.of(1L))
                  .toByteArray();
          case DELETE ->
              Messages.delete(CaptureInMemory.VCHANNEL, 7, "part", List.of(), List.of(1L))
                  .toByteArray();
          default -> new byte[0];
        };
    capture.log.append(CaptureInMemory.PCHANNEL, properties, value);
  }

  @Test
  void theChangesOfBothFormatsComeInOrder() throws Exception {
    try (CaptureInMemory capture = upgraded().storedAt(0).start()) {
      assertThat(capture.changes(CHANGES.size())).isEqualTo(CHANGES);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aTaskThatResumesAfterAnyChangeContinuesWithTheNext(int emitted) throws Exception {
    Map<String, ?> offset;
    try (CaptureInMemory first = upgraded().storedAt(0).start()) {
      first.changes(CHANGES.size());
      offset = offsets(first).get(emitted - 1);
    }
    try (CaptureInMemory second = upgraded()) {
      second.stored.put(CaptureInMemory.PARTITION, offset);
      second.start();
      assertThat(second.changes(CHANGES.size() - emitted))
          .isEqualTo(CHANGES.subList(emitted, CHANGES.size()));
    }
  }

  private static List<Map<String, ?>> offsets(CaptureInMemory capture) {
    List<Map<String, ?>> offsets = new ArrayList<>();
    for (SourceRecord record : capture.records) {
      if (record.topic().equals("t.shop.books") && record.value() != null) {
        offsets.add(record.sourceOffset());
      }
    }
    return offsets;
  }
}
