// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The resume guarantee of {@link ChannelPosition}. */
class ResumeTest {
  /** Where a run was when so many changes were out. */
  private record Mark(ChannelPosition position, int out) {}

  @Property(tries = 200)
  void goesOnFromEveryPositionAsIfNothingHadHappened(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int n) {
    RandomLog log = new RandomLog(seed, n);
    for (String channel : RandomLog.CHANNELS) {
      List<String> reference = log.reference(channel);
      List<Mark> marks = new ArrayList<>();
      List<String> out = run(log, channel, ChannelPosition.START, Integer.MAX_VALUE, seed, marks);
      assertThat(out).isEqualTo(reference);
      for (Mark mark : marks) {
        List<String> rest = Described.drained(log.log.read(channel, mark.position()));
        assertThat(rest)
            .as("channel %s, %s after %d changes", channel, mark.position(), mark.out())
            .isEqualTo(reference.subList(mark.out(), reference.size()));
      }
    }
  }

  @Property(tries = 300)
  void goesOnAfterAnyNumberOfStops(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int n) {
    RandomLog log = new RandomLog(seed, n);
    Random random = new Random(seed);
    for (String channel : RandomLog.CHANNELS) {
      List<String> reference = log.reference(channel);
      List<String> out = new ArrayList<>();
      ChannelPosition position = ChannelPosition.START;
      int stops = 0;
      while (out.size() < reference.size() && stops++ < 200) {
        List<Mark> marks = new ArrayList<>();
        int records = 1 + random.nextInt(log.log.size());
        List<String> some = run(log, channel, position, records, random.nextLong(), marks);
        if (!marks.isEmpty()) {
          Mark last = marks.get(random.nextInt(marks.size()));
          out.addAll(some.subList(0, last.out()));
          position = last.position();
        }
      }
      // A stop can be at the same place again and again: the last run is not stopped.
      out.addAll(Described.drained(log.log.read(channel, position)));
      assertThat(out).isEqualTo(reference);
    }
  }

  @Property(tries = 300)
  void thePositionNeverGoesBack(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int n) {
    RandomLog log = new RandomLog(seed, n);
    for (String channel : RandomLog.CHANNELS) {
      List<Mark> marks = new ArrayList<>();
      run(log, channel, ChannelPosition.START, Integer.MAX_VALUE, seed, marks);
      ChannelPosition before = ChannelPosition.START;
      for (Mark mark : marks) {
        ChannelPosition now = mark.position();
        assertThat(now.position()).isGreaterThanOrEqualTo(before.position());
        assertThat(now.timestamp()).isGreaterThanOrEqualTo(before.timestamp());
        if (now.timestamp() == before.timestamp()) {
          assertThat(now.events()).isGreaterThanOrEqualTo(before.events());
        }
        before = now;
      }
    }
  }

  /**
   * Reads and gives out by turns, and marks the position after each change and after each record.
   */
  private static List<String> run(
      RandomLog log,
      String channel,
      ChannelPosition start,
      int records,
      long seed,
      List<Mark> marks) {
    Random random = new Random(seed);
    ChannelBuffer buffer = Log.buffer(channel, start);
    PchannelRouter router = new PchannelRouter(new StreamCounters());
    router.add(buffer);
    List<String> out = new ArrayList<>();
    long end = Math.min(log.log.size(), start.position().number() + records);
    for (long i = start.position().number(); i < end; i++) {
      log.log.feed(router, i, i + 1);
      marks.add(new Mark(buffer.position(), out.size()));
      int most = i == log.log.size() - 1 ? Integer.MAX_VALUE : random.nextInt(5);
      for (int j = 0; j < most; j++) {
        Change change = buffer.poll(Long.MAX_VALUE);
        if (change == null) {
          break;
        }
        out.add(Described.text(change));
        marks.add(new Mark(change.after(), out.size()));
        assertThat(buffer.position()).isEqualTo(change.after());
      }
    }
    return out;
  }
}
