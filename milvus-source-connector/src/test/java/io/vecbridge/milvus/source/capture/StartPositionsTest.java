// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.source.config.SnapshotMode;
import io.vecbridge.milvus.source.collection.CollectionDefinition;
import io.vecbridge.milvus.source.collection.KnownPartitions;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusCollection.Vchannel;
import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.log.ChangeLogReader;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import io.vecbridge.milvus.source.log.LogPosition;
import io.vecbridge.milvus.source.log.LogPosition.Offset;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class StartPositionsTest {
  private static final Vchannel CHANNEL = new Vchannel("dml_0_7v0", "dml_0");
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant FOUND = NOON.plusSeconds(3_600);
  private static final CollectionStart WITHOUT_SNAPSHOT =
      CollectionStart.withoutOffset(SnapshotMode.NO_DATA);

  @Test
  void aSnapshotBeginsAtTheChannelsEnd() throws InterruptedException {
    StartPositions starts = new StartPositions(new LogByTheSecond(), Optional.empty(), 0);
    assertThat(starts.position(found(NOON), CHANNEL, CollectionStart.withSnapshot(), false))
        .isEqualTo(ChannelPosition.at(new Offset(LogByTheSecond.END)));
  }

  @Test
  void aSnapshotBeginsEarlierIfTransactionsCanBeOpenAtTheChannelsEnd() throws InterruptedException {
    StartPositions starts = new StartPositions(new LogByTheSecond(), Optional.empty(), 0);
    ChannelPosition position =
        starts.position(found(NOON), CHANNEL, CollectionStart.withSnapshot(), true);
    assertThat(position.timestamp()).isEqualTo(Tso.at(FOUND));
    assertThat(position.position()).isEqualTo(new Offset(FOUND.getEpochSecond() - 120));
  }

  @Test
  void withoutASnapshotItIsFollowedFromNowOnAndNoUpsertIsCutInTwo() throws InterruptedException {
    StartPositions starts = new StartPositions(new LogByTheSecond(), Optional.empty(), 0);
    ChannelPosition position = starts.position(found(NOON), CHANNEL, WITHOUT_SNAPSHOT, false);
    assertThat(position.timestamp()).isEqualTo(Tso.at(FOUND));
    assertThat(position.position()).isEqualTo(new Offset(FOUND.getEpochSecond() - 120));
  }

  @Test
  void theConfiguredTimeSaysWhatIsWanted() throws InterruptedException {
    StartPositions starts = new StartPositions(new LogByTheSecond(), Optional.of(NOON), 0);
    ChannelPosition position = starts.position(found(NOON), CHANNEL, WITHOUT_SNAPSHOT, false);
    assertThat(position.timestamp()).isEqualTo(Tso.at(NOON) - 1);
    assertThat(position.position()).isEqualTo(new Offset(NOON.getEpochSecond() - 121));
  }

  @Test
  void aLogThatBeginsLaterThanTheConfiguredTimeIsANamedFailure() {
    Instant before = LogByTheSecond.BEGINNING.minusSeconds(600);
    StartPositions starts = new StartPositions(new LogByTheSecond(), Optional.of(before), 0);
    assertThatThrownBy(
            () -> starts.position(found(before.minusSeconds(1)), CHANNEL, WITHOUT_SNAPSHOT, false))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("the log begins later than change.log.start.timestamp")
        .hasMessageContaining("dml_0");
  }

  @Test
  void aCollectionThatIsYoungerThanTheConfiguredTimeIsFollowedFromItsCreation()
      throws InterruptedException {
    for (Instant earlier : List.of(Instant.EPOCH, Instant.ofEpochMilli(1), NOON.minusSeconds(60))) {
      StartPositions starts = new StartPositions(new LogByTheSecond(), Optional.of(earlier), 0);
      ChannelPosition position = starts.position(found(NOON), CHANNEL, WITHOUT_SNAPSHOT, false);
      assertThat(position.timestamp()).isEqualTo(Tso.at(NOON) - 1);
      assertThat(position.position()).isEqualTo(new Offset(NOON.getEpochSecond() - 121));
    }
  }

  @Test
  void aLogThatBeginsAfterTheCreationThatIsWantedIsANamedFailureToo() {
    Instant created = LogByTheSecond.BEGINNING.minusSeconds(600);
    StartPositions starts =
        new StartPositions(new LogByTheSecond(), Optional.of(created.minusSeconds(1)), 0);
    assertThatThrownBy(() -> starts.position(found(created), CHANNEL, WITHOUT_SNAPSHOT, false))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("the log begins later than change.log.start.timestamp");
  }

  @Test
  void aLogThatBeginsAfterTheCreationOfWhatAppearedWhileTheTaskWasDownIsANamedFailure() {
    Instant created = LogByTheSecond.BEGINNING.minusSeconds(600);
    StartPositions starts =
        new StartPositions(new LogByTheSecond(), Optional.empty(), Tso.at(created));
    assertThatThrownBy(() -> starts.position(found(created), CHANNEL, WITHOUT_SNAPSHOT, false))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("the log begins later than the collection was created")
        .hasMessageContaining("dml_0")
        .hasMessageContaining("snapshot.mode=initial");
  }

  @Test
  void aLogThatBeginsWithTheCollectionHasAllOfIt() throws InterruptedException {
    StartPositions starts =
        new StartPositions(
            new LogByTheSecond(), Optional.empty(), Tso.at(LogByTheSecond.BEGINNING));
    ChannelPosition position =
        starts.position(found(LogByTheSecond.BEGINNING), CHANNEL, WITHOUT_SNAPSHOT, false);
    assertThat(position.position())
        .isEqualTo(new Offset(LogByTheSecond.BEGINNING.getEpochSecond()));
  }

  @Test
  void whatAppearsWhileTheTaskRunsIsFollowedFromItsCreation() throws InterruptedException {
    StartPositions starts = new StartPositions(new LogByTheSecond(), Optional.empty(), 0);
    ChannelPosition position =
        starts.position(
            new CollectionWatch.Found(
                found(NOON).collection(), found(NOON).partitions(), true, new Alterations(0)),
            CHANNEL,
            WITHOUT_SNAPSHOT,
            false);
    assertThat(position.timestamp()).isEqualTo(Tso.at(NOON) - 1);
  }

  @Test
  void whatAppearedWhileTheTaskWasDownIsFollowedFromItsCreationToo() throws InterruptedException {
    StartPositions starts =
        new StartPositions(new LogByTheSecond(), Optional.empty(), Tso.at(NOON.plusSeconds(60)));
    assertThat(starts.position(found(NOON), CHANNEL, WITHOUT_SNAPSHOT, false).timestamp())
        .isEqualTo(Tso.at(NOON) - 1);
    // One that is much older has only now been included, and is followed from now on.
    assertThat(
            starts
                .position(found(NOON.minusSeconds(600)), CHANNEL, WITHOUT_SNAPSHOT, false)
                .timestamp())
        .isEqualTo(Tso.at(FOUND));
  }

  private static CollectionWatch.Found found(Instant created) {
    MilvusCollection collection =
        new MilvusCollection(
            "db",
            "books",
            7,
            List.of(CHANNEL),
            Tso.at(created),
            CollectionDefinition.of("", List.of(), 0));
    return new CollectionWatch.Found(
        collection, new KnownPartitions(Set.of(), Tso.at(FOUND)), false, new Alterations(0));
  }

  /** A log with one record a second, whose position is the second. */
  private static final class LogByTheSecond implements ChangeLogReader {
    static final Instant BEGINNING = NOON.minus(Duration.ofHours(1));
    static final long END = FOUND.getEpochSecond() + 10;

    @Override
    public LogPosition beginningPosition(String pchannel) {
      return new Offset(BEGINNING.getEpochSecond());
    }

    @Override
    public LogPosition endPosition(String pchannel) {
      return new Offset(END);
    }

    @Override
    public LogPosition complete(String pchannel, long timestamp) {
      throw new UnsupportedOperationException();
    }

    @Override
    public LogPosition positionAt(String pchannel, long time) {
      return new Offset(Math.max(time / 1_000, BEGINNING.getEpochSecond()));
    }

    @Override
    public LogPosition resume(String pchannel, LogPosition position, boolean emitted) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void seek(String pchannel, LogPosition position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void remove(String pchannel) {
      throw new UnsupportedOperationException();
    }

    @Override
    public LogPosition position(String pchannel) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<LogRecord> poll(Duration timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
