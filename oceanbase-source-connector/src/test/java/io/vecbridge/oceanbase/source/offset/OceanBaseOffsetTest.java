// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.relational.TableId;
import io.vecbridge.oceanbase.source.schema.Emitted;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OceanBaseOffsetTest {
  @Test
  void theOffsetsOfAllRecordsShareTheTextsOfTheShape() {
    TableShape shape = new TableShape(Map.of("id", "int(11)"), List.of("p1", "p2"), List.of("id"));
    OceanBaseOffset offset =
        new OceanBaseOffset(
            new Emitted<>(Map.of()).config(),
            new TableId("d", null, "t"),
            TablePosition.snapshotAt(5),
            shape);
    Map<String, ?> first = offset.getOffset();
    offset.moveTo(new OceanBaseOffset.Place(offset.position().after(List.of(1L)), false));
    Map<String, ?> second = offset.getOffset();
    assertThat(second.get("columns")).isSameAs(first.get("columns"));
    assertThat(second.get("partitions")).isSameAs(first.get("partitions"));
    assertThat(StoredOffset.of(second)).isEqualTo(new StoredOffset(offset.position(), shape));
    offset.reshape(new TableShape(Map.of("id", "int(11)"), List.of("p1"), List.of("id")));
    assertThat(offset.getOffset().get("partitions")).isEqualTo("p1");
  }
}
