// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.milvus.sink.batch.RowChange;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ChunksTest {
  @Property
  void everyRowIsInOneChunkInOrderAndChunksKeepTheirLimits(
      @ForAll List<@IntRange(max = 50) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 7) int rows,
      @ForAll @IntRange(min = 1, max = 60) int bytes) {
    List<RowChange> changes = new ArrayList<>();
    for (int size : sizes) {
      changes.add(new RowChange(Kind.UPSERT, (long) changes.size(), null, size, null, null));
    }
    List<List<RowChange>> chunks = new Chunks(rows, bytes).of(changes);

    assertThat(chunks.stream().flatMap(List::stream).toList()).isEqualTo(changes);
    for (List<RowChange> chunk : chunks) {
      assertThat(chunk).isNotEmpty().hasSizeLessThanOrEqualTo(rows);
      long sum = chunk.stream().mapToLong(RowChange::bytes).sum();
      assertThat(sum <= bytes || chunk.size() == 1).isTrue();
    }
  }
}
