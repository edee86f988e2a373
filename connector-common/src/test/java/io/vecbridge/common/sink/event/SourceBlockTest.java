// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.testing.Records;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class SourceBlockTest {
  private final EventReader reader = new EventReader("$meta");

  @Test
  void aSchemaChangeEventOfAnOwnSourceShowsWhetherRowsOfTheSnapshotFollow() {
    assertThat(isBeforeSnapshot("milvus", "true")).isTrue();
    assertThat(isBeforeSnapshot("milvus", "last")).isFalse();
    assertThat(isBeforeSnapshot("milvus", "false")).isFalse();
    assertThat(isBeforeSnapshot("oceanbase", "true")).isTrue();
    assertThat(isBeforeSnapshot("oceanbase", "last")).isFalse();
    assertThat(isBeforeSnapshot("mysql", "true")).isFalse();
    assertThat(isBeforeSnapshot(null, null)).isFalse();
  }

  @Test
  void theLastRowOfASnapshotIsMarked() {
    assertThat(SourceBlock.endsSnapshot(row(Map.of("snapshot", "last")))).isTrue();
    assertThat(SourceBlock.endsSnapshot(row(Map.of("snapshot", "true")))).isFalse();
    assertThat(SourceBlock.endsSnapshot(row(Map.of()))).isFalse();
    assertThat(SourceBlock.endsSnapshot((Change) reader.read(Records.flattened(1, "a", 1))))
        .isFalse();
  }

  private Change row(Map<String, ?> source) {
    Map<String, Object> envelope = Map.of("op", "r", "after", Map.of("id", 1L), "source", source);
    return (Change) reader.read(Records.schemaless(Map.of("id", 1L), envelope, 1));
  }

  private boolean isBeforeSnapshot(String connector, String snapshot) {
    SinkRecord event = Records.schemaChange("goods", 1);
    Map<Object, Object> value = new HashMap<>((Map<?, ?>) event.value());
    if (connector != null) {
      value.put("source", Map.of("connector", connector, "snapshot", snapshot));
    }
    SinkEvent read = reader.read(new SinkRecord("vec", 0, null, event.key(), null, value, 1));
    return ((SinkEvent.SchemaChange) read).tables().get(0).announcement().beforeSnapshot();
  }
}
