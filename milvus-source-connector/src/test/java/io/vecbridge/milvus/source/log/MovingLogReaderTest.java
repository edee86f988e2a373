// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.testing.FakeWal;
import io.vecbridge.common.testing.FakeWal.Queue;
import io.vecbridge.milvus.source.collection.MilvusInMemory;
import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import io.vecbridge.milvus.source.log.LogPosition.Offset;
import io.vecbridge.milvus.source.stream.ChangeStream;
import io.vecbridge.milvus.source.stream.ChannelBuffer;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import io.vecbridge.milvus.source.stream.LogInMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A channel that Milvus moves from Kafka to another queue is read on without a gap. */
class MovingLogReaderTest {
  private static final String CHANNEL = "dml_0";
  private static final String VCHANNEL = "dml_0_7v0";
  private static final long NOW = Tso.ofMillis(Duration.ofDays(365).toMillis());
  private static final long T = NOW - Tso.ofMillis(30_000);

  private final MilvusInMemory milvus = new MilvusInMemory();
  private final FakeWal wal = milvus.withWal(Queue.WOODPECKER, NOW);
  private final LogInMemory kafka = new LogInMemory().recordsPerPoll(10);
  private final DumpChangeLogReader dump =
      new DumpChangeLogReader(milvus.client(), Duration.ofHours(10));
  // Looks at the channel that the other one reads.
  private final LogInMemory again = new LogInMemory().recordsPerPoll(10);
  private final MovingLogReader reader = new MovingLogReader(kafka, () -> again, dump);

  @BeforeEach
  void open() {
    milvus.version = "v2.6.24";
  }

  @AfterEach
  void close() {
    reader.close();
    milvus.close();
  }

  private static Map<String, String> properties(int type, long timeTick) {
    Map<String, String> properties =
        new HashMap<>(StreamedProperties.of(type, timeTick, type == 2 ? VCHANNEL : ""));
    properties.put("_wt", "1");
    return properties;
  }

  private void logged(int type, long timeTick) {
    kafka.append(CHANNEL, properties(type, timeTick), new byte[0]);
    again.append(CHANNEL, properties(type, timeTick), new byte[0]);
  }

  private void returned(long offset, int type, long timeTick) {
    wal.append(CHANNEL, offset, properties(type, timeTick), new byte[0]);
  }

  private void move() {
    logged(2, T - 5);
    logged(1, T - 4);
    logged(StreamingHeader.ALTER_WAL, T);
    logged(1, T - 2);
    logged(1, T + 1);
    returned(0, 1, T + 2);
    returned(1, 2, T + 3);
    returned(2, 1, T + 4);
  }

  private List<String> read(int count) throws InterruptedException {
    List<String> read = new ArrayList<>();
    for (long begin = System.nanoTime(); read.size() < count; ) {
      for (LogRecord record : reader.poll(Duration.ofMillis(50))) {
        StreamingHeader header = StreamingHeader.read(record);
        String where = record.position() instanceof DumpPosition ? "dump" : "kafka";
        read.add(where + " " + header.type() + " " + (header.timeTick() - T));
      }
      assertThat(System.nanoTime() - begin).as("%s", read).isLessThan(20_000_000_000L);
    }
    return read;
  }

  @Test
  void theChannelContinuesInTheOtherQueueWhereItEndedInKafka() throws InterruptedException {
    move();
    reader.seek(CHANNEL, reader.resume(CHANNEL, new Offset(0), false));
    // The ticks after the move wait for the one that completes it, and a first position elsewhere.
    assertThat(read(7))
        .containsExactly(
            "kafka 2 -5",
            "kafka 1 -4",
            "kafka 1 -2",
            "kafka 1 1",
            "dump 1 0",
            "dump 2 3",
            "dump 1 3");
    assertThat(reader.position(CHANNEL)).isInstanceOf(DumpPosition.class);
    returned(3, 2, T + 5);
    returned(4, 1, T + 6);
    assertThat(read(2)).containsExactly("dump 2 5", "dump 1 5");
  }

  @Test
  void whatMilvusHasShownIsCompleteOnlyWhenTheOtherQueueIsReadTooUpToThere()
      throws InterruptedException {
    move();
    ChannelBuffer buffer = new ChannelBuffer(VCHANNEL, 7, ChannelPosition.START, rows -> null);
    try (ChangeStream stream = new ChangeStream(reader)) {
      stream.follow(CHANNEL, buffer);
      // Milvus has answered from both queues, and nothing has been read of either.
      stream.confirm(CHANNEL, VCHANNEL, NOW - 1);
      for (long begin = System.nanoTime(); stream.tick(CHANNEL) < NOW - 1; ) {
        stream.read(Duration.ofMillis(20));
        assertThat(System.nanoTime() - begin).isLessThan(20_000_000_000L);
      }
      assertThat(stream.counters().stale()).isZero();
    }
  }

  @Test
  void aPositionOfTheOtherQueueContinuesThere() throws InterruptedException {
    move();
    LogPosition position = new DumpPosition(T, 2, null);
    reader.seek(CHANNEL, reader.resume(CHANNEL, position, true));
    assertThat(read(2)).containsExactly("dump 2 3", "dump 1 3");
  }

  @Test
  void anOlderPositionReadsTheChannelFromKafkaAgain() throws InterruptedException {
    move();
    reader.seek(CHANNEL, new Offset(0));
    read(7);
    reader.seek(CHANNEL, new Offset(1));
    assertThat(read(6))
        .containsExactly(
            "kafka 1 -4", "kafka 1 -2", "kafka 1 1", "dump 1 0", "dump 2 3", "dump 1 3");
  }

  @Test
  void aChannelThatHasMovedBeforeItIsReadStartsInTheOtherQueue() throws InterruptedException {
    move();
    assertThat(reader.positionAt(CHANNEL, Tso.millis(T))).isInstanceOf(DumpPosition.class);
    assertThat(reader.endPosition(CHANNEL)).isInstanceOf(DumpPosition.class);
    logged(2, T + 10);
    assertThat(reader.positionAt(CHANNEL, Tso.millis(T))).isInstanceOf(Offset.class);
  }

  @Test
  void aMilvusThatDoesNotReturnItsLogLetsTheMoveBeSeen() throws InterruptedException {
    milvus.version = "v2.6.14";
    move();
    reader.seek(CHANNEL, new Offset(2));
    assertThat(read(3)).containsExactly("kafka 700 0", "kafka 1 -2", "kafka 1 1");
  }
}
