// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.oceanbase.sink.batch.RecordKey;
import io.vecbridge.oceanbase.sink.batch.RowChange;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChunksTest {
  @Test
  void aChunkEndsByRowsByBytesAndByColumns() {
    List<RowChange> changes =
        List.of(row("a", 1), row("a", 1), row("b", 1), row("a", 1), row("a", 90), row("a", 20));

    List<List<RowChange>> chunks = new Chunks(3, 100).of(changes, RowChange::columns);

    assertThat(chunks)
        .containsExactly(
            List.of(changes.get(0), changes.get(1), changes.get(3)),
            List.of(changes.get(4)),
            List.of(changes.get(5)),
            List.of(changes.get(2)));
  }

  @Property
  void nothingIsLostOrTooLarge(
      @ForAll List<@IntRange(min = 1, max = 300) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 10) int maxRows) {
    List<RowChange> changes = new ArrayList<>();
    sizes.forEach(size -> changes.add(row("a", size)));

    List<List<RowChange>> chunks = new Chunks(maxRows, 500).of(changes, RowChange::columns);

    List<RowChange> all = new ArrayList<>();
    for (List<RowChange> chunk : chunks) {
      assertThat(chunk).isNotEmpty().hasSizeLessThanOrEqualTo(maxRows);
      assertThat(chunk.stream().mapToLong(RowChange::bytes).sum())
          .isLessThanOrEqualTo(Math.max(500, chunk.get(0).bytes()));
      all.addAll(chunk);
    }
    assertThat(all).containsExactlyElementsOf(changes);
  }

  private static RowChange row(String column, long bytes) {
    return new RowChange(
        Kind.UPSERT,
        new RecordKey(List.of("id"), new Object[] {1L}),
        List.of(column),
        new Object[0],
        bytes,
        null,
        null);
  }
}
