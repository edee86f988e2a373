// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.milvus.source.log.LogPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The ordering guarantee of {@link ChannelBuffer}, with and without gates. */
class ReleaseOrderTest {

  @Property(tries = 500)
  void changesAreThoseOfTheSortedLog(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int n) {
    RandomLog random = new RandomLog(seed, n);
    PchannelRouter router = new PchannelRouter(new StreamCounters());
    Map<String, ChannelBuffer> buffers = buffers(router);
    Map<String, List<String>> out = new HashMap<>();
    for (int i = 0; i < random.log.size(); i++) {
      random.log.feed(router, i, i + 1);
      buffers.forEach(
          (channel, buffer) ->
              out.computeIfAbsent(channel, c -> new ArrayList<>())
                  .addAll(Described.drained(buffer)));
    }
    for (String channel : RandomLog.CHANNELS) {
      assertThat(out.get(channel)).isEqualTo(random.reference(channel));
      assertThat(buffers.get(channel).heldBytes()).isZero();
      assertThat(buffers.get(channel).position().position())
          .isEqualTo(new LogPosition.Offset(random.log.size()));
    }
  }

  @Property(tries = 500)
  void gatesOnlyDelay(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int n) {
    RandomLog log = new RandomLog(seed, n);
    Random random = new Random(seed);
    PchannelRouter router = new PchannelRouter(new StreamCounters());
    Map<String, ChannelBuffer> buffers = buffers(router);
    Map<String, List<String>> out = new HashMap<>();
    long gate = 0;
    for (int i = 0; i < log.log.size(); i++) {
      log.log.feed(router, i, i + 1);
      gate = random.nextInt(4) == 0 ? random.nextInt(5 * n + 20) : gate;
      for (String channel : RandomLog.CHANNELS) {
        ChannelBuffer buffer = buffers.get(channel);
        int most = random.nextInt(6);
        List<String> texts = out.computeIfAbsent(channel, c -> new ArrayList<>());
        for (int j = 0; j < most; j++) {
          Change change = buffer.poll(gate);
          if (change == null) {
            break;
          }
          assertThat(change.timestamp()).isLessThanOrEqualTo(gate);
          texts.add(Described.text(change));
        }
      }
    }
    for (String channel : RandomLog.CHANNELS) {
      List<String> texts = out.get(channel);
      texts.addAll(Described.drained(buffers.get(channel)));
      assertThat(texts).isEqualTo(log.reference(channel));
    }
  }

  @Property(tries = 300)
  void allUpToTheReleasedTimestampIsOut(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int n) {
    RandomLog log = new RandomLog(seed, n);
    Random random = new Random(seed);
    PchannelRouter router = new PchannelRouter(new StreamCounters());
    Map<String, ChannelBuffer> buffers = buffers(router);
    for (int i = 0; i < log.log.size(); i++) {
      log.log.feed(router, i, i + 1);
      for (ChannelBuffer buffer : buffers.values()) {
        long released = buffer.releasedThrough();
        Change change = buffer.poll(random.nextInt(5 * n + 20));
        if (change != null) {
          assertThat(change.timestamp()).isGreaterThan(released);
        }
        assertThat(buffer.releasedThrough()).isGreaterThanOrEqualTo(released);
      }
    }
  }

  private static Map<String, ChannelBuffer> buffers(PchannelRouter router) {
    Map<String, ChannelBuffer> buffers = new HashMap<>();
    for (String channel : RandomLog.CHANNELS) {
      ChannelBuffer buffer = Log.buffer(channel, ChannelPosition.START);
      buffers.put(channel, buffer);
      router.add(buffer);
    }
    return buffers;
  }
}
