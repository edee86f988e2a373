// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.vecbridge.milvus.source.log.ChangeLogException.PositionGone;
import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.log.LogPosition;
import io.vecbridge.milvus.source.log.LogPosition.Offset;
import io.vecbridge.milvus.source.log.Messages;
import io.vecbridge.milvus.source.log.StreamedProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import milvus.proto.msg.Msg;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The sharing guarantee of {@link ChangeStream}. */
class ChangeStreamTest {
  private static final String PCHANNEL = "dml_0";

  private ChangeStream stream(LogInMemory log) {
    return new ChangeStream(log);
  }

  @Property(tries = 300)
  void aChannelGetsEachRecordOnceWheneverItAndOthersJoin(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int n) throws InterruptedException {
    Random random = new Random(seed);
    RandomLog randomLog = new RandomLog(seed, n);
    LogInMemory log = new LogInMemory().recordsPerPoll(1 + random.nextInt(5));
    randomLog.log.entries().forEach(entry -> log.append(PCHANNEL, bytes(entry.message())));
    ChangeStream stream = stream(log);
    Map<ChannelBuffer, List<String>> out = new LinkedHashMap<>();
    Map<String, ChannelBuffer> followed = new LinkedHashMap<>();
    int visits = random.nextInt(4);
    while (followed.size() < 3 || stream.read(Duration.ZERO) > 0) {
      String channel = RandomLog.CHANNELS.get(random.nextInt(3));
      if (!followed.containsKey(channel) && random.nextInt(3) == 0) {
        ChannelBuffer buffer = Log.buffer(channel, ChannelPosition.START);
        stream.follow(PCHANNEL, buffer);
        followed.put(channel, buffer);
        out.put(buffer, new ArrayList<>());
      }
      if (followed.size() < 3) {
        stream.read(Duration.ZERO);
      }
      if (visits > 0 && random.nextInt(4) == 0) {
        visits--;
        stream.follow(PCHANNEL, Log.buffer("9v0", ChannelPosition.START));
        stream.leave(PCHANNEL, "9v0");
      }
      out.forEach((buffer, texts) -> texts.addAll(Described.drained(buffer)));
    }
    out.forEach(
        (buffer, texts) -> assertThat(texts).isEqualTo(randomLog.reference(buffer.vchannel())));
    assertThat(stream.heldBytes()).isZero();
    assertThat(stream.neededPositions()).containsEntry(PCHANNEL, new Offset(randomLog.log.size()));
  }

  @Test
  void aChannelThatJoinsAtAnOlderPositionHasTheLogReadAgainAndOthersIgnoreIt()
      throws InterruptedException {
    LogInMemory log =
        new LogInMemory()
            .recordsPerPoll(10)
            .append(PCHANNEL, bytes(Log.insert("1v0", 10, List.of(1L))))
            .append(PCHANNEL, bytes(Log.insert("2v0", 12, List.of("a"))))
            .append(PCHANNEL, Messages.tick(20).toByteArray());
    ChangeStream stream = stream(log);
    ChannelBuffer first = Log.buffer("1v0", ChannelPosition.START);
    stream.follow(PCHANNEL, first);
    stream.read(Duration.ZERO);
    assertThat(Described.drained(first)).containsExactly("c 1 @10");

    ChannelBuffer second = Log.buffer("2v0", ChannelPosition.at(new Offset(1)));
    stream.follow(PCHANNEL, second);
    assertThat(log.position(PCHANNEL)).isEqualTo(new Offset(1));
    stream.read(Duration.ZERO);
    assertThat(Described.drained(second)).containsExactly("c a @12");
    assertThat(Described.drained(first)).isEmpty();
    assertThat(first.position()).isEqualTo(new ChannelPosition(3, 20, 0));
  }

  @Test
  void theLogIsNotReadAgainForAChannelThatHasLeft() throws InterruptedException {
    LogInMemory log =
        new LogInMemory()
            .recordsPerPoll(10)
            .append(PCHANNEL, bytes(Log.insert("1v0", 10, List.of(1L))))
            .append(PCHANNEL, bytes(Log.insert("2v0", 12, List.of("a"))))
            .append(PCHANNEL, Messages.tick(20).toByteArray());
    ChangeStream stream = stream(log);
    ChannelBuffer first = Log.buffer("1v0", ChannelPosition.START);
    stream.follow(PCHANNEL, first);
    stream.read(Duration.ZERO);
    stream.follow(PCHANNEL, Log.buffer("2v0", ChannelPosition.at(new Offset(1))));
    stream.leave(PCHANNEL, "2v0");
    log.append(PCHANNEL, bytes(Log.insert("1v0", 30, List.of(2L))))
        .append(PCHANNEL, Messages.tick(40).toByteArray());
    assertThat(stream.read(Duration.ZERO)).isEqualTo(2);
    assertThat(Described.drained(first)).containsExactly("c 1 @10", "c 2 @30");
  }

  @Test
  void aChannelThatHasReceivedNothingIsReadFromTheTickBeforeItsStart() throws InterruptedException {
    LogInMemory log =
        new LogInMemory()
            .recordsPerPoll(10)
            .append(PCHANNEL, StreamedProperties.of(2, 4, "2v0"), insert())
            .append(PCHANNEL, StreamedProperties.of(1, 20, ""), new byte[0])
            .append(PCHANNEL, StreamedProperties.of(2, 10, "1v0"), insert())
            .append(PCHANNEL, StreamedProperties.of(1, 30, ""), new byte[0]);
    ChangeStream stream = stream(log);
    ChannelBuffer buffer = Log.buffer("1v0", new ChannelPosition(2, 5, 0));
    stream.follow(PCHANNEL, buffer);
    stream.follow(PCHANNEL, Log.buffer("2v0", ChannelPosition.START));
    stream.leave(PCHANNEL, "2v0");
    stream.read(Duration.ZERO);
    assertThat(Described.drained(buffer)).isEmpty();
    assertThat(stream.counters().stale()).isEqualTo(1);
  }

  @Test
  void whatWasWrittenBeforeTheStartIsIgnored() throws InterruptedException {
    LogInMemory log =
        new LogInMemory()
            .recordsPerPoll(10)
            .append(PCHANNEL, bytes(Log.insert("1v0", 10, List.of(1L))))
            .append(PCHANNEL, bytes(Log.insert("1v0", 12, List.of(2L))))
            .append(PCHANNEL, Messages.tick(20).toByteArray());
    ChangeStream stream = stream(log);
    stream.follow(PCHANNEL, Log.buffer("2v0", ChannelPosition.START));
    ChannelBuffer buffer = Log.buffer("1v0", ChannelPosition.at(new Offset(1)));
    stream.follow(PCHANNEL, buffer);
    assertThat(log.position(PCHANNEL)).isEqualTo(LogPosition.START);
    stream.read(Duration.ZERO);
    assertThat(Described.drained(buffer)).containsExactly("c 2 @12");
  }

  @Test
  void aChannelWithoutTicksIsCompleteOnceTheLogWasReadUpToItsEnd() throws InterruptedException {
    LogInMemory log =
        new LogInMemory()
            .append(PCHANNEL, StreamedProperties.of(1, 5, ""), new byte[0])
            .append(PCHANNEL, StreamedProperties.of(2, 10, "1v0"), insert())
            .append(PCHANNEL, StreamedProperties.of(2, 30, "1v0"), insert());
    ChangeStream stream = stream(log);
    ChannelBuffer buffer = Log.buffer("1v0", ChannelPosition.START);
    stream.follow(PCHANNEL, buffer);
    stream.confirm(PCHANNEL, "1v0", 20);
    stream.read(Duration.ZERO);
    stream.read(Duration.ZERO);
    assertThat(Described.drained(buffer)).isEmpty();
    stream.read(Duration.ZERO);
    assertThat(Described.drained(buffer)).containsExactly("c 1 @10");
    assertThat(buffer.releasedThrough()).isEqualTo(20);
    assertThat(buffer.position().position()).isEqualTo(new Offset(1));
  }

  @Test
  void aStoredPositionIsReadFromTheTickBeforeIt() throws InterruptedException {
    LogInMemory log =
        new LogInMemory()
            .append(PCHANNEL, StreamedProperties.of(1, 5, ""), new byte[0])
            .append(PCHANNEL, Messages.tick(100).toByteArray())
            .append(PCHANNEL, StreamedProperties.of(2, 10, "1v0"), insert())
            .append(PCHANNEL, StreamedProperties.of(1, 12, ""), new byte[0])
            .recordsPerPoll(10);
    ChangeStream stream = stream(log);
    ChannelBuffer buffer = Log.buffer("1v0", new ChannelPosition(1, 5, 0));
    stream.follow(PCHANNEL, buffer);
    assertThat(log.position(PCHANNEL)).isEqualTo(LogPosition.START);
    stream.read(Duration.ZERO);
    // The tick of an older Milvus comes after one of the streaming service, and counts for nothing.
    assertThat(Described.drained(buffer)).containsExactly("c 1 @10");
    assertThat(stream.counters().stale()).isZero();
  }

  private static byte[] insert() {
    return Messages.insert("1v0", 1, "part", List.of(), List.of(1L)).toByteArray();
  }

  @Test
  void aPositionThatTheLogLacksIsAFailureThatNamesIt() {
    LogInMemory log =
        new LogInMemory()
            .append(PCHANNEL, Messages.tick(1).toByteArray())
            .append(PCHANNEL, Messages.tick(2).toByteArray())
            .trim(PCHANNEL, 1);
    ChangeStream stream = stream(log);
    assertThatThrownBy(() -> stream.follow(PCHANNEL, Log.buffer("1v0", ChannelPosition.START)))
        .isInstanceOf(PositionGone.class)
        .hasMessageContaining(
            "Channel \"dml_0\": position 0 is not in the log: the earliest available is 1, the end"
                + " is 2;"
                + " the log's retention has removed it")
        .hasMessageContaining("snapshot.mode=when_needed");
    assertThatThrownBy(
            () -> stream.follow(PCHANNEL, Log.buffer("1v0", ChannelPosition.at(new Offset(3)))))
        .isInstanceOf(PositionGone.class)
        .hasMessageContaining("the topic was re-created");
    assertThat(log.reads(PCHANNEL)).isFalse();
  }

  @Test
  void aPhysicalChannelIsReadAsLongAsOneOfItsChannelsIsFollowed() throws InterruptedException {
    LogInMemory log = new LogInMemory().append(PCHANNEL, Messages.tick(1).toByteArray());
    ChangeStream stream = stream(log);
    stream.follow(PCHANNEL, Log.buffer("1v0", ChannelPosition.START));
    stream.follow(PCHANNEL, Log.buffer("2v0", ChannelPosition.START));
    stream.leave(PCHANNEL, "1v0");
    assertThat(log.reads(PCHANNEL)).isTrue();
    stream.leave(PCHANNEL, "2v0");
    assertThat(log.reads(PCHANNEL)).isFalse();
    assertThat(stream.neededPositions()).isEmpty();
    stream.close();
    assertThat(log.closed).isTrue();
  }

  @Test
  void theLastTickOfAChannelIsKnown() throws InterruptedException {
    LogInMemory log =
        new LogInMemory()
            .append(PCHANNEL, Messages.tick(1).toByteArray())
            .append(PCHANNEL, Messages.tick(5).toByteArray())
            .recordsPerPoll(2);
    ChangeStream stream = stream(log);
    stream.follow(PCHANNEL, Log.buffer("1v0", ChannelPosition.START));
    assertThat(stream.read(Duration.ZERO)).isEqualTo(2);
    assertThat(stream.tick(PCHANNEL)).isEqualTo(5);
  }

  private static byte[] bytes(LogMessage message) {
    if (message instanceof LogMessage.Inserted inserted) {
      return inserted.request().toByteArray();
    }
    if (message instanceof LogMessage.Deleted deleted) {
      return deleted.request().toByteArray();
    }
    if (message instanceof LogMessage.TimeTick tick) {
      return Messages.tick(tick.timestamp()).toByteArray();
    }
    LogMessage.PartitionDropped dropped = (LogMessage.PartitionDropped) message;
    return Msg.DropPartitionRequest.newBuilder()
        .setBase(
            MsgBase.newBuilder()
                .setMsgType(MsgType.DropPartition)
                .setTimestamp(dropped.timestamp()))
        .setCollectionID(dropped.collectionId())
        .setPartitionName(dropped.partition())
        .build()
        .toByteArray();
  }
}
