// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.testing.FakeWal;
import io.vecbridge.common.testing.FakeWal.Queue;
import io.vecbridge.milvus.source.collection.MilvusInMemory;
import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * How much is taken of a channel at once, and when one without writes is asked for its progress.
 */
class DumpChannelTest {
  private static final long NOW = Tso.ofMillis(Duration.ofDays(365).toMillis());

  private static final int PLENTY = 1 << 20;

  @Test
  void aTakeEndsWithTheMessageThatReachesItsBytes() throws InterruptedException {
    try (MilvusInMemory milvus = new MilvusInMemory()) {
      milvus.version = "v2.6.24";
      FakeWal wal = milvus.withWal(Queue.WOODPECKER, NOW);
      for (int offset = 2; offset < 8; offset += 2) {
        append(wal, offset, 2, "dml_0_7v0", offset, new byte[1_000]);
        append(wal, offset + 1, 1, "", offset, new byte[0]);
      }
      DumpServer server = new DumpServer(milvus.client(), Duration.ofHours(1), new Arrivals());
      try (DumpChannel channel = new DumpChannel("dml_0", DumpPosition.at(NOW - 9), server)) {
        List<LogRecord> records = new ArrayList<>();
        long begin = System.nanoTime();
        for (int messages = 0; messages < 3; ) {
          int before = messages(records);
          channel.take(0, 1_000, records);
          messages = messages(records);
          assertThat(messages - before).isLessThanOrEqualTo(1);
          assertThat(System.nanoTime() - begin).isLessThan(20_000_000_000L);
        }
      }
    }
  }

  private static void append(
      FakeWal wal, int offset, int type, String vchannel, int confirmed, byte[] message) {
    Map<String, String> properties =
        new HashMap<>(StreamedProperties.of(type, NOW - 9 + confirmed, vchannel));
    properties.put("_wt", "1");
    properties.put("_lc", Long.toString(confirmed, 36));
    wal.append("dml_0", offset, properties, message);
  }

  private static int messages(List<LogRecord> records) {
    return (int)
        records.stream()
            .filter(record -> StreamingHeader.read(record).type() != StreamingHeader.TIME_TICK)
            .count();
  }

  @Test
  void aSilentChannelMovesOnInTimeByAWindowOnceInAWhile() throws InterruptedException {
    try (MilvusInMemory milvus = new MilvusInMemory()) {
      milvus.version = "v2.6.24";
      milvus.withWal(Queue.WOODPECKER, NOW);
      DumpServer server = new DumpServer(milvus.client(), Duration.ofHours(1), new Arrivals());
      try (DumpChannel channel = new DumpChannel("dml_0", DumpPosition.at(NOW - 1), server)) {
        List<LogRecord> records = new ArrayList<>();
        channel.take(0, PLENTY, records);
        channel.take(Duration.ofSeconds(20).toNanos(), PLENTY, records);
        assertThat(records).isEmpty();
        milvus.now = NOW + 100;
        long begin = System.nanoTime();
        while (records.isEmpty()) {
          channel.take(Duration.ofSeconds(31).toNanos(), PLENTY, records);
          assertThat(System.nanoTime() - begin).isLessThan(20_000_000_000L);
        }
        assertThat(records).hasSize(1);
        assertThat(StreamingHeader.read(records.get(0)).timeTick()).isEqualTo(NOW + 100);
        assertThat(channel.position()).isEqualTo(new DumpPosition(NOW + 100, 1, null));
      }
    }
  }
}
