// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.testing.FakeSourceContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredOffsetsTest {
  private static final TableId BOOKS = new TableId("db", null, "books");
  private static final TableId FILMS = new TableId("db", null, "films");
  private static final TableId YOUNG = new TableId("db", null, "young");

  private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();

  @Test
  void theTaskThatFailedFirstDeterminesUntilWhenAllCollectionsWereCaptured() {
    assertThat(capturedUntil()).isZero();
    store(BOOKS, 1_000, false);
    assertThat(capturedUntil()).isEqualTo(1_000);
    store(FILMS, 400, false);
    assertThat(capturedUntil()).isEqualTo(400);
  }

  @Test
  void aDroppedCollectionIsCapturedNoFurther() {
    store(BOOKS, 1_000, false);
    store(FILMS, 400, true);
    assertThat(capturedUntil()).isEqualTo(1_000);
  }

  private long capturedUntil() {
    return new StoredOffsets(new FakeSourceContext(Map.of(), stored), "prefix")
        .capturedUntil(List.of(BOOKS, FILMS, YOUNG));
  }

  private void store(TableId id, long timestamp, boolean dropped) {
    Map<String, Object> offset = new HashMap<>();
    offset.put("collection_id", 7L);
    offset.put("dml_0_7v0.position", 1L);
    offset.put("dml_0_7v0.timestamp", timestamp);
    offset.put("dml_0_7v0.events", 0);
    if (dropped) {
      offset.put("dropped", true);
    }
    stored.put(NamedPartition.ofCollection("prefix", id).getSourcePartition(), offset);
  }
}
