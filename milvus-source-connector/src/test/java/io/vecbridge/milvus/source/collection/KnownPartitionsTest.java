// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KnownPartitionsTest {
  private static final long FIRST = 449_282_886_501_507_477L;

  @Test
  void whatIsStoredIsKnownAgain() {
    KnownPartitions partitions = new KnownPartitions(Set.of(FIRST, FIRST + 7, 3L), 100);
    KnownPartitions stored = KnownPartitions.stored(partitions.text());
    assertThat(stored.text()).isEqualTo("3,449282886501507474,7");
    assertThat(stored.wasGone(FIRST + 7, 1)).isFalse();
    assertThat(stored.wasGone(FIRST + 6, 1)).isTrue();
    assertThat(KnownPartitions.stored("").text()).isEmpty();
  }

  @Test
  void theTextOf8192PartitionsIsShortAndMadeOnce() {
    Set<Long> ids =
        LongStream.range(0, 8_192)
            .mapToObj(i -> FIRST + i * 37)
            .collect(Collectors.toUnmodifiableSet());
    KnownPartitions partitions = new KnownPartitions(ids, 100);
    assertThat(partitions.text()).hasSizeLessThan(30_000).isSameAs(partitions.text());
    partitions.written(FIRST, 101);
    assertThat(partitions.text()).isSameAs(partitions.text());
    assertThat(KnownPartitions.stored(partitions.text()).text()).isEqualTo(partitions.text());
  }
}
