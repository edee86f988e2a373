// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.milvus.source.log.LogMessage;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChannelBufferTest {
  private static final String CHANNEL = "1v0";

  private static List<String> changes(Log log) {
    return Described.drained(log.read(CHANNEL, ChannelPosition.START));
  }

  @Test
  void nothingIsGivenOutBeforeItsTick() {
    assertThat(changes(new Log().inserted(CHANNEL, 10, 1L).tick(9))).isEmpty();
    assertThat(changes(new Log().inserted(CHANNEL, 10, 1L).tick(10))).containsExactly("c 1 @10");
  }

  @Test
  void changesComeInTheOrderOfTimestampsAndNotOfTheLog() {
    Log log = new Log().inserted(CHANNEL, 12, 2L).inserted(CHANNEL, 10, 1L).tick(20);
    assertThat(changes(log)).containsExactly("c 1 @10", "c 2 @12");
  }

  @Test
  void aTimestampThatStraddlesATickComesAsOne() {
    Log log = new Log().inserted(CHANNEL, 10, 1L).tick(9).deleted(CHANNEL, 10, 1L).tick(10);
    assertThat(changes(log)).containsExactly("u 1 @10");
  }

  @Test
  void aMillionDeletesAreReleasedAndNothingOfThemIsKept() {
    ChannelBuffer buffer = new ChannelBuffer(CHANNEL, 7, ChannelPosition.START, any -> null);
    long position = 0;
    int changes = 0;
    for (long timestamp = 1; timestamp <= 100; timestamp++) {
      List<Long> keys = LongStream.range(0, 10_000).boxed().toList();
      LogMessage.Rows deleted = (LogMessage.Rows) Log.delete(CHANNEL, timestamp, keys);
      buffer.add(Log.record(position++), deleted);
      buffer.tick(Log.record(position++), timestamp);
      while (buffer.poll(Long.MAX_VALUE) != null) {
        changes++;
      }
      assertThat(buffer.heldBytes()).isZero();
    }
    assertThat(changes).isEqualTo(1_000_000);
    assertThat(buffer.position()).isEqualTo(new ChannelPosition(position, 100, 0));
  }

  @Test
  void deletesOfOtherKeysComeBeforeTheInsertsOfTheirTimestamp() {
    Log log =
        new Log()
            .inserted(CHANNEL, 10, 1L, 2L)
            .deleted(CHANNEL, 10, 3L, 2L)
            .inserted(CHANNEL, 10, 4L)
            .tick(10);
    assertThat(changes(log)).containsExactly("d 3 @10", "c 1 @10", "u 2 @10", "c 4 @10");
  }

  @Test
  void anUpsertInPartsIsFoldedAcrossItsParts() {
    Log log =
        new Log()
            .inserted(CHANNEL, 10, 1L)
            .inserted(CHANNEL, 10, 2L)
            .deleted(CHANNEL, 10, 2L)
            .deleted(CHANNEL, 10, 1L)
            .tick(10);
    assertThat(changes(log)).containsExactly("u 1 @10", "u 2 @10");
  }

  @Test
  void anUpsertWithoutItsDeleteIsAnInsert() {
    assertThat(changes(new Log().inserted(CHANNEL, 10, 1L).tick(30))).containsExactly("c 1 @10");
  }

  @Test
  void aKeyTwiceInOneUpsertGivesBothRows() {
    Log log = new Log().inserted(CHANNEL, 10, 1L, 1L).deleted(CHANNEL, 10, 1L, 1L).tick(10);
    assertThat(changes(log)).containsExactly("u 1 @10", "u 1 @10");
  }

  @Test
  void furtherRowsOfAKeyInOneUpsertAreCounted() {
    Log log =
        new Log().inserted(CHANNEL, 10, 1L, 2L, 1L, 1L).deleted(CHANNEL, 10, 1L, 2L, 3L).tick(10);
    ChannelBuffer buffer = log.read(CHANNEL, ChannelPosition.START);

    assertThat(Described.drained(buffer)).hasSize(5);
    assertThat(buffer.takeDuplicates()).isEqualTo(2);
    assertThat(buffer.takeDuplicates()).isZero();
  }

  @Test
  void aKeyDeletedTwiceAtOneTimestampIsDeletedOnce() {
    Log log = new Log().deleted(CHANNEL, 10, 1L, 1L).deleted(CHANNEL, 10, 1L, 2L).tick(10);
    assertThat(changes(log)).containsExactly("d 1 @10", "d 2 @10");
  }

  @Test
  void deleteAndInsertOfOneKeyAtTwoTimestampsAreTwoChanges() {
    Log log = new Log().inserted(CHANNEL, 11, 1L).deleted(CHANNEL, 10, 1L).tick(20);
    assertThat(changes(log)).containsExactly("d 1 @10", "c 1 @11");
  }

  @Test
  void textKeysAreFoldedByTheirValue() {
    Log log = new Log().inserted(CHANNEL, 10, "a", "b").deleted(CHANNEL, 10, "a").tick(10);
    assertThat(changes(log)).containsExactly("u a @10", "c b @10");
  }

  @Test
  void theRowsOfARecordCanHaveSeveralTimestamps() {
    Log log = new Log().append(Log.insert(CHANNEL, List.of(10L, 12L, 10L), List.of(1L, 2L, 3L)));
    ChannelBuffer buffer = log.tick(11).read(CHANNEL, ChannelPosition.START);
    assertThat(Described.drained(buffer)).containsExactly("c 1 @10", "c 3 @10");
    assertThat(buffer.position()).isEqualTo(new ChannelPosition(0, 11, 0));
    assertThat(buffer.heldBytes()).isEqualTo(Log.RECORD_BYTES);
  }

  @Test
  void announcementsComeAfterTheRowsOfTheirTimestamp() {
    Log log =
        new Log()
            .append(new LogMessage.PartitionDropped(1, 5, "p", 11))
            .inserted(CHANNEL, 10, 1L)
            .inserted(CHANNEL, 11, 2L)
            .inserted(CHANNEL, 12, 3L)
            .append(new LogMessage.PartitionDropped(2, 6, "of another collection", 11))
            .tick(12);
    assertThat(changes(log)).containsExactly("c 1 @10", "c 2 @11", "announced @11", "c 3 @12");
  }

  @Test
  void theGateHoldsChangesAboveItBack() {
    Log log = new Log().inserted(CHANNEL, 10, 1L).inserted(CHANNEL, 12, 2L).tick(20);
    ChannelBuffer buffer = log.read(CHANNEL, ChannelPosition.START);
    assertThat(Described.texts(Described.drain(buffer, 11))).containsExactly("c 1 @10");
    assertThat(buffer.releasedThrough()).isEqualTo(11);
    assertThat(Described.texts(Described.drain(buffer, 12))).containsExactly("c 2 @12");
    assertThat(buffer.releasedThrough()).isEqualTo(20);
  }

  @Test
  void thePositionInTheMiddleOfATimestampCountsItsChanges() {
    Log log = new Log().tick(5).inserted(CHANNEL, 10, 1L, 2L).deleted(CHANNEL, 10, 3L).tick(10);
    ChannelBuffer buffer = log.read(CHANNEL, ChannelPosition.START);
    List<Change> changes = Described.drain(buffer, Long.MAX_VALUE);
    assertThat(changes)
        .extracting(Change::after)
        .containsExactly(
            new ChannelPosition(1, 9, 1),
            new ChannelPosition(1, 9, 2),
            new ChannelPosition(4, 10, 0));
  }

  @Test
  void thePositionIsTheLowestOfAllRowsThatAreNotOut() {
    Log log =
        new Log()
            .inserted(CHANNEL, 30, 3L)
            .inserted(CHANNEL, 10, 1L)
            .tick(9)
            .inserted(CHANNEL, 10, 2L)
            .tick(10);
    ChannelBuffer buffer = log.read(CHANNEL, ChannelPosition.START);
    assertThat(Described.drained(buffer)).containsExactly("c 1 @10", "c 2 @10");
    assertThat(buffer.position()).isEqualTo(new ChannelPosition(0, 10, 0));
  }

  @Test
  void thePositionOfAnIdleChannelMovesWithTheTicks() {
    Log log = new Log().tick(5).inserted("2v0", 10, 1L).tick(15);
    assertThat(log.read(CHANNEL, ChannelPosition.START).position())
        .isEqualTo(new ChannelPosition(3, 15, 0));
  }

  @Test
  void aRowAfterItsTickIsAFailureThatNamesIt() {
    Log log = new Log().tick(10).inserted(CHANNEL, 10, 1L);
    assertThatThrownBy(() -> log.read(CHANNEL, ChannelPosition.START))
        .isInstanceOf(LogMismatchException.class)
        .hasMessageContaining(
            "Channel \"1v0\", position 1: timestamp 10 comes after the time tick");
  }

  @Test
  void aPositionOfAnotherLogIsAFailureThatNamesIt() {
    Log log = new Log().inserted(CHANNEL, 10, 1L, 2L).tick(10);
    ChannelBuffer buffer = log.read(CHANNEL, new ChannelPosition(0, 5, 2));
    assertThatThrownBy(() -> buffer.poll(Long.MAX_VALUE))
        .isInstanceOf(LogMismatchException.class)
        .hasMessageContaining(
            "2 changes above timestamp 5 have been emitted, but the log has only 2");
  }

  @Test
  void aBatchThatDoesNotOpenCanBeAskedForAgain() {
    boolean[] broken = {true};
    ChannelBuffer buffer =
        new ChannelBuffer(
            CHANNEL,
            1,
            ChannelPosition.START,
            message -> {
              if (broken[0]) {
                throw new NoSuchElementException("The description is old");
              }
              return Entities.open(message);
            });
    PchannelRouter router = new PchannelRouter(new StreamCounters());
    router.add(buffer);
    new Log().inserted(CHANNEL, 10, 1L).tick(10).feed(router, 0, 2);

    assertThatThrownBy(() -> buffer.poll(Long.MAX_VALUE)).hasMessage("The description is old");
    broken[0] = false;
    assertThat(Described.drained(buffer)).containsExactly("c 1 @10");
  }

  @Test
  void memoryIsFreedWithTheLastChangeOfARecord() {
    Log log = new Log().inserted(CHANNEL, 10, 1L, 2L).inserted(CHANNEL, 12, 3L).tick(12);
    ChannelBuffer buffer = log.read(CHANNEL, ChannelPosition.START);
    assertThat(buffer.heldBytes()).isEqualTo(2 * Log.RECORD_BYTES);
    assertThat(Described.drain(buffer, 10)).hasSize(2);
    assertThat(buffer.heldBytes()).isEqualTo(Log.RECORD_BYTES);
    assertThat(Described.drained(buffer)).hasSize(1);
    assertThat(buffer.heldBytes()).isZero();
  }
}
