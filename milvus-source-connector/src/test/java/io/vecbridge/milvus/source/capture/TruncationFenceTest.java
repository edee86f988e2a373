// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.offset.MilvusOffset.Place;
import io.vecbridge.milvus.source.stream.Change;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TruncationFenceTest {
  private static final long T = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli() << 18;
  private static final long MINUTE = 60_000L << 18;

  private final TruncationFence fence = new TruncationFence(2);

  @Test
  void itOpensWhenEveryChannelIsThere() {
    assertThat(fence.isUp()).isFalse();
    fence.hold(0, truncation(T, 5));
    assertThat(fence.isUp()).isTrue();
    assertThat(fence.holds(0)).isTrue();
    assertThat(fence.holds(1)).isFalse();
    assertThat(fence.isComplete(channel -> T)).isFalse();
    fence.hold(1, truncation(T + 7, 9));
    assertThat(fence.isComplete(channel -> 0)).isTrue();
    Place.Emptied opened = fence.open();
    assertThat(opened.tso()).isEqualTo(T + 7);
    assertThat(opened.channels())
        .containsExactly(
            new Place.Passed(0, new ChannelPosition(5, T, 0)),
            new Place.Passed(1, new ChannelPosition(9, T + 7, 0)));
    assertThat(fence.isUp()).isFalse();
  }

  @Test
  void aChannelThatWasTruncatedBeforeTheCaptureBeganIsNotWaitedForForEver() {
    fence.hold(1, truncation(T, 9));
    assertThat(fence.isComplete(channel -> T + MINUTE - (1L << 18))).isFalse();
    assertThat(fence.isComplete(channel -> T + MINUTE)).isTrue();
    assertThat(fence.open().channels())
        .containsExactly(new Place.Passed(1, new ChannelPosition(9, T, 0)));
  }

  private static Change.Announced truncation(long timestamp, long position) {
    return new Change.Announced(
        new LogMessage.Truncated(7, timestamp), new ChannelPosition(position, timestamp, 0));
  }
}
