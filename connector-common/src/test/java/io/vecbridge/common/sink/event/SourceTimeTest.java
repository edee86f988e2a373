// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.testing.Records;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class SourceTimeTest {
  private static final SinkRecord OLDER = changedAt(1_000);
  private static final SinkRecord NEWER = changedAt(2_000);

  @Test
  void theLastRecordThatIsNoTombstoneTellsIt() {
    assertThat(SourceTime.ofLast(List.of(OLDER, NEWER, Records.tombstone(1L, 3)))).isEqualTo(2_000);
    assertThat(SourceTime.ofLast(List.of(NEWER, OLDER))).isEqualTo(1_000);
  }

  @Test
  void aFlattenedRowTellsItInAFieldOfItsOwn() {
    SinkRecord flattened = Records.schemaless(1L, Map.of("id", 1L, "__source_ts_ms", 7_000L), 1);

    assertThat(SourceTime.ofLast(List.of(flattened))).isEqualTo(7_000);
  }

  @Test
  void manyRecordsTellNone() {
    assertThat(SourceTime.ofLast(List.of(Records.tombstone(1L, 1)))).isEqualTo(-1);
    assertThat(SourceTime.ofLast(List.of(Records.envelope("c", 1L, "a", 1)))).isEqualTo(-1);
    assertThat(SourceTime.ofLast(List.of(Records.flattened(1, "a", 1)))).isEqualTo(-1);
    assertThat(SourceTime.ofLast(List.of())).isEqualTo(-1);
  }

  private static SinkRecord changedAt(long millis) {
    Map<String, Object> value = Map.of("op", "d", "source", Map.of("ts_ms", millis));
    return Records.schemaless(1L, value, 1);
  }
}
