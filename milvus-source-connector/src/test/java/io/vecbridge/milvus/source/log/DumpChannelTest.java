// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.testing.FakeWal.Queue;
import io.vecbridge.milvus.source.collection.MilvusInMemory;
import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a channel without writes is asked for its progress. */
class DumpChannelTest {
  private static final long NOW = Tso.ofMillis(Duration.ofDays(365).toMillis());

  @Test
  void aSilentChannelMovesOnInTimeByAWindowOnceInAWhile() throws InterruptedException {
    try (MilvusInMemory milvus = new MilvusInMemory()) {
      milvus.version = "v2.6.24";
      milvus.withWal(Queue.WOODPECKER, NOW);
      DumpServer server = new DumpServer(milvus.client(), Duration.ofHours(1), new Arrivals());
      try (DumpChannel channel = new DumpChannel("dml_0", DumpPosition.at(NOW - 1), server)) {
        List<LogRecord> records = new ArrayList<>();
        channel.take(0, records);
        channel.take(Duration.ofSeconds(20).toNanos(), records);
        assertThat(records).isEmpty();
        milvus.now = NOW + 100;
        long begin = System.nanoTime();
        while (records.isEmpty()) {
          channel.take(Duration.ofSeconds(31).toNanos(), records);
          assertThat(System.nanoTime() - begin).isLessThan(20_000_000_000L);
        }
        assertThat(records).hasSize(1);
        assertThat(StreamingHeader.read(records.get(0)).timeTick()).isEqualTo(NOW + 100);
        assertThat(channel.position()).isEqualTo(new DumpPosition(NOW + 100, 1, null));
      }
    }
  }
}
