// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.Status;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.testing.FakeWal;
import io.vecbridge.common.testing.FakeWal.Queue;
import io.vecbridge.milvus.source.collection.MilvusInMemory;
import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.log.ChangeLogException.PositionGone;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is read of a Milvus that returns its log, and that no gap goes unnoticed. */
class DumpChangeLogReaderTest {
  private static final String CHANNEL = "dml_0";
  private static final Duration RETENTION = Duration.ofHours(10);
  private static final long NOW = Tso.ofMillis(Duration.ofDays(365).toMillis());

  private final MilvusInMemory milvus = new MilvusInMemory();
  private FakeWal wal = milvus.withWal(Queue.WOODPECKER, NOW);
  private DumpChangeLogReader reader = reader();

  private DumpChangeLogReader reader() {
    milvus.version = "v2.6.24";
    return new DumpChangeLogReader(milvus.client(), RETENTION);
  }

  @AfterEach
  void close() {
    reader.close();
    milvus.close();
  }

  private static long ago(Duration time) {
    return NOW - Tso.ofMillis(time.toMillis());
  }

  /** An insert, and the tick that confirms it, at the next offset. */
  private void write(long offset, long timeTick) {
    write(offset, 2, timeTick, "dml_0_7v0", offset);
    write(offset + 1, 1, timeTick, "", offset);
  }

  private void write(long offset, int type, long timeTick, String vchannel, long confirmed) {
    Map<String, String> properties = new HashMap<>(StreamedProperties.of(type, timeTick, vchannel));
    properties.put("_wt", "1");
    properties.put("_lc", Long.toString(confirmed, 36));
    wal.append(CHANNEL, offset, properties, new byte[0]);
  }

  private DumpPosition position(long timeTick, long offset) {
    String id = Queue.WOODPECKER.id(offset);
    return DumpPosition.parse(timeTick + ".1,4," + id + "," + id);
  }

  private void follow(LogPosition position) throws InterruptedException {
    reader.seek(CHANNEL, reader.resume(CHANNEL, position, true));
  }

  /** Reads until so many records have come that are no ticks, and returns their time ticks. */
  private List<Long> read(int count) throws InterruptedException {
    List<Long> rows = new ArrayList<>();
    for (long begin = System.nanoTime(); rows.size() < count; ) {
      for (LogRecord record : reader.poll(Duration.ofMillis(50))) {
        StreamingHeader header = StreamingHeader.read(record);
        if (header.type() != StreamingHeader.TIME_TICK) {
          rows.add(header.timeTick());
        }
      }
      assertThat(System.nanoTime() - begin).isLessThan(20_000_000_000L);
    }
    return rows;
  }

  @Test
  void readsOnFromAPositionWithoutWhatIsBeforeIt() throws InterruptedException {
    long first = ago(Duration.ofMinutes(30));
    write(2, first);
    write(4, first + 1);
    follow(position(first, 2));
    assertThat(read(1)).containsExactly(first + 1);
    write(6, first + 2);
    assertThat(read(1)).containsExactly(first + 2);
    assertThat(reader.position(CHANNEL).next()).isEqualTo(position(first + 2, 6).next());
  }

  @Test
  void aFirstStartReadsWhatIsLaterThanItsTime() throws InterruptedException {
    write(2, ago(Duration.ofMinutes(20)));
    write(4, ago(Duration.ofMinutes(2)));
    follow(reader.positionAt(CHANNEL, Tso.millis(ago(Duration.ofMinutes(3)))));
    assertThat(read(1)).containsExactly(ago(Duration.ofMinutes(2)));
  }

  @Test
  void continuesAfterDisconnectionsWithoutAGap() throws InterruptedException {
    long first = ago(Duration.ofMinutes(30));
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      write(2 + 2 * i, first + i);
      expected.add(first + i);
    }
    wal.disconnectAfter(3);
    reader.seek(CHANNEL, DumpPosition.at(first - 1));
    List<Long> read = new ArrayList<>();
    int failures = 0;
    while (read.size() < 20) {
      try {
        read.addAll(read(1));
      } catch (ChangeLogException e) {
        assertThat(e.failure()).isEqualTo(Failure.RETRY);
        assertThat(++failures).isLessThan(50);
      }
    }
    assertThat(read).isEqualTo(expected);
    assertThat(failures).isPositive();
  }

  @Test
  void anIdleChannelIsCompleteUpToATimestampOnRequest() throws InterruptedException {
    long first = ago(Duration.ofMinutes(30));
    write(2, first);
    follow(position(first, 2));
    LogPosition complete = reader.complete(CHANNEL, NOW - 5);
    List<LogRecord> read = new ArrayList<>();
    for (long begin = System.nanoTime(); reader.position(CHANNEL).isBefore(complete); ) {
      read.addAll(reader.poll(Duration.ofMillis(50)));
      assertThat(System.nanoTime() - begin).isLessThan(20_000_000_000L);
    }
    LogRecord last = read.get(read.size() - 1);
    assertThat(StreamingHeader.read(last).timeTick()).isEqualTo(NOW - 5);
    // The position moves on with the last message, which is still where Milvus is read from.
    assertThat(last.position()).hasToString((NOW - 5) + ".1,4,CAAQAg==,CAAQAg==");
    write(4, NOW - 1);
    assertThat(read(1)).containsExactly(NOW - 1);
  }

  @Test
  void aPositionWhoseMessageIsGoneIsAGap() {
    long first = ago(Duration.ofHours(20));
    write(2, first);
    write(4, first + 1);
    wal.trim(4);
    assertThatThrownBy(() -> follow(position(first, 2)))
        .isInstanceOf(PositionGone.class)
        .hasMessageContaining(
            "Channel \"dml_0\": reading can't resume at position " + first + ".1,4,")
        .hasMessageContaining("older than change.log.retention.ms")
        .hasMessageContaining("snapshot.mode=when_needed takes it automatically");
  }

  @Test
  void aPositionThatWasReadAndIsGoneSinceIsAGapToNobodyElse() throws InterruptedException {
    long first = ago(Duration.ofHours(5));
    write(2, first);
    write(4, first + 1);
    follow(position(first, 2));
    assertThat(read(1)).containsExactly(first + 1);
    milvus.now = NOW + Tso.ofMillis(RETENTION.toMillis());
    wal.trim(4);
    assertThatThrownBy(() -> reader.resume(CHANNEL, position(first, 2), true))
        .isInstanceOf(PositionGone.class);
    write(6, first + 2);
    assertThat(read(1)).containsExactly(first + 2);
  }

  @Test
  void aLogThatIsKeptForeverBeginsBeforeEverything() throws InterruptedException {
    try (DumpChangeLogReader forever =
        new DumpChangeLogReader(milvus.client(), Duration.ofMillis(Long.MAX_VALUE))) {
      assertThat(forever.beginningPosition(CHANNEL)).isEqualTo(DumpPosition.at(0));
    }
  }

  @Test
  void aGapIsNoticedWhenAConnectionIsOpenedAgain() throws InterruptedException {
    long first = ago(Duration.ofHours(20));
    write(2, first);
    write(4, first + 1);
    wal.disconnectAfter(2);
    follow(position(first, 2));
    assertThat(read(1)).containsExactly(first + 1);
    write(6, first + 2);
    assertThat(failure().failure()).isEqualTo(Failure.RETRY);
    write(8, first + 3);
    wal.trim(8);
    wal.disconnectAfter(Integer.MAX_VALUE);
    assertThat(failure()).isInstanceOf(PositionGone.class);
  }

  /** Reads until it fails. */
  private ChangeLogException failure() throws InterruptedException {
    for (long begin = System.nanoTime(); System.nanoTime() - begin < 20_000_000_000L; ) {
      try {
        reader.poll(Duration.ofMillis(50));
      } catch (ChangeLogException e) {
        return e;
      }
    }
    throw new AssertionError("There is no failure");
  }

  @Test
  void aYoungPositionNeedsNoMessage() throws InterruptedException {
    long first = ago(Duration.ofHours(5));
    write(2, first);
    write(4, first + 1);
    wal.trim(4);
    follow(position(first, 2));
    assertThat(read(1)).containsExactly(first + 1);
  }

  @Test
  void aPositionInAnotherMessageQueueIsNamed() {
    assertThatThrownBy(() -> follow(LogPosition.of(NOW + ".1,3,z,z")))
        .isInstanceOf(PositionGone.class)
        .hasMessageContaining("Let the connector run when the queue is switched");
    assertThatThrownBy(() -> follow(new LogPosition.Offset(5)))
        .isInstanceOf(PositionGone.class)
        .hasMessageContaining("it is an offset of Kafka's");
  }

  @Test
  void theMessageQueueIsFoundOut() throws InterruptedException {
    wal = milvus.withWal(Queue.KAFKA, NOW);
    long first = ago(Duration.ofMinutes(2));
    write(2, first);
    follow(DumpPosition.at(first - 1));
    assertThat(read(1)).containsExactly(first);
    assertThat(reader.position(CHANNEL)).hasToString(first + ".1,3,2,2");
  }

  @Test
  void aSwitchOfTheMessageQueueIsFollowed() throws InterruptedException {
    wal = milvus.withWal(Queue.KAFKA, NOW);
    long first = ago(Duration.ofMinutes(2));
    write(2, first);
    follow(DumpPosition.at(first - 1));
    assertThat(read(1)).containsExactly(first);
    write(4, StreamingHeader.ALTER_WAL, first + 1, "", 4);
    write(5, StreamingHeader.TIME_TICK, first + 1, "", 4);
    for (long begin = System.nanoTime();
        reader.position(CHANNEL).isBefore(new DumpPosition(first + 1, 1, null)); ) {
      reader.poll(Duration.ofMillis(50));
      assertThat(System.nanoTime() - begin).isLessThan(20_000_000_000L);
    }
    wal.moveTo(Queue.WOODPECKER);
    write(0, first + 2);
    assertThat(read(1)).containsExactly(first + 2);
    assertThat(reader.position(CHANNEL)).hasToString((first + 2) + ".1,4,CAAQAA==,CAAQAA==");
  }

  @Test
  void aMissingPrivilegeIsNamed() {
    wal.refuse(Status.newBuilder().setCode(1401).setReason("permission deny").build());
    assertThatThrownBy(() -> reader.check(CHANNEL))
        .isInstanceOf(ChangeLogException.class)
        .hasMessageContaining("dump messages of channel dml_0 failed")
        .hasMessageContaining("DumpMessages needs the privileges of a cluster administrator");
  }

  @Test
  void anOlderMilvusIsRefused() {
    milvus.version = "v2.6.19";
    assertThatThrownBy(() -> reader.check(CHANNEL))
        .isInstanceOf(ChangeLogException.class)
        .hasMessageContaining("Milvus 2.6.19 doesn't return its change log")
        .hasMessageContaining("change.log.kafka.bootstrap.servers");
  }

  @Test
  void aChannelThatCanBeReadPassesTheCheck() throws InterruptedException {
    reader.check(CHANNEL);
    assertThat(wal.calls()).isPositive();
  }
}
