// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What the streaming service logs is released by the rules that Milvus reads its own log by, and a
 * stream that resumes from any position continues as if nothing had happened.
 */
class StreamedReleaseTest {
  private record Mark(ChannelPosition position, int out) {}

  @Property(tries = 500)
  void changesAreThoseThatMilvusItselfReads(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int n) {
    RandomStreamedLog log = new RandomStreamedLog(seed, n);
    ReleaseModel model = ReleaseModel.of(log.log);
    for (String channel : RandomLog.CHANNELS) {
      List<Mark> marks = new ArrayList<>();
      assertThat(run(log, channel, ChannelPosition.START, seed, marks))
          .isEqualTo(model.changes(channel));
    }
  }

  @Property(tries = 300)
  void whatIsDroppedAsStaleIsCounted(@ForAll long seed) {
    RandomStreamedLog log = new RandomStreamedLog(seed, 20);
    StreamCounters counters = new StreamCounters();
    PchannelRouter router = new PchannelRouter(counters);
    RandomLog.CHANNELS.forEach(name -> router.add(Log.buffer(name, ChannelPosition.START)));
    log.log.feed(router, 0, log.log.size());
    assertThat(counters.stale()).isEqualTo(ReleaseModel.of(log.log).stale);
  }

  @Property(tries = 200)
  void continuesFromEveryPositionAsIfNothingHadHappened(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int n) {
    RandomStreamedLog log = new RandomStreamedLog(seed, n);
    ReleaseModel model = ReleaseModel.of(log.log);
    for (String channel : RandomLog.CHANNELS) {
      List<String> reference = model.changes(channel);
      List<Mark> marks = new ArrayList<>();
      run(log, channel, ChannelPosition.START, seed, marks);
      for (Mark mark : marks) {
        assertThat(run(log, channel, mark.position(), seed, new ArrayList<>()))
            .as("channel %s, %s after %d changes", channel, mark.position(), mark.out())
            .isEqualTo(reference.subList(mark.out(), reference.size()));
      }
    }
  }

  @Property(tries = 300)
  void continuesAfterAnyNumberOfStops(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int n) {
    RandomStreamedLog log = new RandomStreamedLog(seed, n);
    ReleaseModel model = ReleaseModel.of(log.log);
    Random random = new Random(seed);
    for (String channel : RandomLog.CHANNELS) {
      List<String> out = new ArrayList<>();
      ChannelPosition position = ChannelPosition.START;
      for (int stops = 0; stops < 40; stops++) {
        List<Mark> marks = new ArrayList<>();
        List<String> some = run(log, channel, position, random.nextLong(), marks);
        Mark stop = marks.get(random.nextInt(Math.min(marks.size(), 10)));
        out.addAll(some.subList(0, stop.out()));
        position = stop.position();
      }
      out.addAll(run(log, channel, position, seed, new ArrayList<>()));
      assertThat(out).isEqualTo(model.changes(channel));
    }
  }

  @Property(tries = 300)
  void thePositionNeverGoesBack(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int n) {
    RandomStreamedLog log = new RandomStreamedLog(seed, n);
    for (String channel : RandomLog.CHANNELS) {
      List<Mark> marks = new ArrayList<>();
      run(log, channel, ChannelPosition.START, seed, marks);
      ChannelPosition before = ChannelPosition.START;
      for (Mark mark : marks) {
        assertThat(mark.position().position()).isGreaterThanOrEqualTo(before.position());
        assertThat(mark.position().timestamp()).isGreaterThanOrEqualTo(before.timestamp());
        before = mark.position();
      }
    }
  }

  /** Reads from a position as {@link ChangeStream} does, and marks the position at every step. */
  private static List<String> run(
      RandomStreamedLog log, String channel, ChannelPosition start, long seed, List<Mark> marks) {
    Random random = new Random(seed);
    ChannelBuffer buffer = Log.buffer(channel, start);
    PchannelRouter router = new PchannelRouter(new StreamCounters());
    router.add(buffer);
    List<String> out = new ArrayList<>();
    long position = start.position().number();
    long from = start.timestamp() > 0 ? Math.max(0, position - 1) : position;
    marks.add(new Mark(start, 0));
    for (long i = from; i < log.log.size(); i++) {
      log.log.feed(router, i, i + 1);
      marks.add(new Mark(buffer.position(), out.size()));
      int most = i == log.log.size() - 1 ? Integer.MAX_VALUE : random.nextInt(4);
      for (int j = 0; j < most; j++) {
        Change change = buffer.poll(Long.MAX_VALUE);
        if (change == null) {
          break;
        }
        out.add(Described.text(change));
        marks.add(new Mark(change.after(), out.size()));
      }
    }
    assertThat(buffer.isReady(Long.MAX_VALUE)).isFalse();
    return out;
  }
}
