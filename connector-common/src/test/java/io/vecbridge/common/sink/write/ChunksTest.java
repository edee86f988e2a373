// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import static io.vecbridge.common.sink.write.Changes.row;
import static org.assertj.core.api.Assertions.assertThat;

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

    List<List<RowChange>> chunks = new Chunks(3, 100).of(changes);

    assertThat(chunks)
        .containsExactly(
            List.of(changes.get(0), changes.get(1), changes.get(3)),
            List.of(changes.get(4)),
            List.of(changes.get(5)),
            List.of(changes.get(2)));
  }

  @Property
  void everyRowIsInOneChunkInOrderAndChunksKeepTheirLimits(
      @ForAll List<@IntRange(max = 300) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 10) int rows,
      @ForAll @IntRange(min = 1, max = 500) int bytes) {
    List<RowChange> changes = new ArrayList<>();
    sizes.forEach(size -> changes.add(row("a", size)));

    List<List<RowChange>> chunks = new Chunks(rows, bytes).of(changes);

    assertThat(chunks.stream().flatMap(List::stream).toList()).isEqualTo(changes);
    for (List<RowChange> chunk : chunks) {
      assertThat(chunk).isNotEmpty().hasSizeLessThanOrEqualTo(rows);
      long sum = chunk.stream().mapToLong(RowChange::bytes).sum();
      assertThat(sum <= bytes || chunk.size() == 1).isTrue();
    }
  }
}
