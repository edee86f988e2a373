// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Truncations of several channels, each at a time of its own. */
class TruncatedChannelsTest {
  private static final int TICK = 1;
  private static final int TRUNCATE = 38;

  private CaptureInMemory capture;

  /** Rows by key, as a sink has them after each record. */
  @Property(tries = 25)
  void theTargetIsTheCollectionAfterAnyTruncationsAndCrashes(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 3) int channels) throws Exception {
    capture = TruncationTest.streaming(channels).storedAt(0);
    Map<Integer, TreeSet<Long>> milvus = new TreeMap<>();
    for (int channel = 0; channel < channels; channel++) {
      milvus.put(channel, new TreeSet<>());
      capture.storedPosition("dml_" + channel + "_7v" + channel, 0);
      capture.streamedOn(channel, TICK, 1, new byte[0]);
    }
    int truncations = random.nextInt(3);
    long time = 10;
    for (int round = 0; round <= truncations; round++) {
      for (int change = random.nextInt(6); change > 0; change--) {
        int channel = random.nextInt(channels);
        write(milvus, channel, time++, random);
      }
      List<Integer> order = new ArrayList<>(milvus.keySet());
      Collections.shuffle(order, random);
      for (int channel : round == truncations ? List.<Integer>of() : order) {
        capture.streamedOn(channel, TRUNCATE, time++, new byte[0]);
        milvus.get(channel).clear();
        if (random.nextBoolean()) {
          write(milvus, random.nextInt(channels), time++, random);
        }
      }
    }
    for (int channel = 0; channel < channels; channel++) {
      capture.streamedOn(channel, TICK, time, new byte[0]);
    }
    TreeSet<Long> expected = new TreeSet<>();
    milvus.values().forEach(expected::addAll);
    capture.start();
    for (int crash = random.nextInt(3); crash > 0; crash--) {
      capture.resumeAfter(random.nextInt(capture.records.size() + 1));
    }
    capture.until(() -> target().equals(expected) && truncates() == truncations);
    capture.close();
  }

  /** A key belongs to one channel. */
  private void write(
      Map<Integer, TreeSet<Long>> milvus, int channel, long timestamp, Random random) {
    long key = 10L * random.nextInt(4) + channel;
    TruncationTest.insert(capture, channel, timestamp, key);
    milvus.get(channel).add(key);
  }

  private TreeSet<Long> target() {
    TreeSet<Long> rows = new TreeSet<>();
    for (SourceRecord record : capture.records) {
      if (record.topic().equals("t.shop.books")) {
        if (record.key() == null) {
          rows.clear();
        } else {
          rows.add(((Struct) record.key()).getInt64("id"));
        }
      }
    }
    return rows;
  }

  private long truncates() {
    return capture.records.stream()
        .filter(record -> record.topic().equals("t.shop.books") && record.key() == null)
        .count();
  }
}
