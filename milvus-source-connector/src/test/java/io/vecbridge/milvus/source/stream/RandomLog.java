// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.milvus.source.log.LogMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A random log of one physical channel with three virtual channels, within Milvus's contract: no
 * row up to a tick comes after it. All else is random: records come late and out of order,
 * timestamps straddle ticks, ticks repeat, upserts come in parts or without their deletes, keys
 * repeat, partitions are dropped in between.
 */
final class RandomLog {
  static final List<String> CHANNELS = List.of("1v0", "1v1", "2v0");
  private static final int KEYS = 6;

  private record Pending(long timestamp, int arrival, LogMessage message) {}

  final Log log = new Log();
  private final Random random;

  RandomLog(long seed, int operations) {
    random = new Random(seed);
    List<Pending> pending = new ArrayList<>();
    long timestamp = 10;
    for (int i = 0; i < operations; i++) {
      timestamp += 1 + random.nextInt(4);
      for (LogMessage message : operation(timestamp)) {
        pending.add(new Pending(timestamp, 10 * i + random.nextInt(60), message));
      }
    }
    pending.sort(Comparator.comparingInt(Pending::arrival));
    write(pending, timestamp);
  }

  private void write(List<Pending> pending, long last) {
    long tick = 0;
    for (int i = 0; i < pending.size(); i++) {
      long complete = last;
      for (Pending later : pending.subList(i, pending.size())) {
        complete = Math.min(complete, later.timestamp() - 1);
      }
      if (random.nextInt(3) == 0) {
        tick = Math.max(tick, complete - random.nextInt(3));
        log.tick(tick);
      }
      log.append(pending.get(i).message());
    }
    log.tick(last).tick(last + 5);
  }

  private List<LogMessage> operation(long timestamp) {
    String channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
    int kind = random.nextInt(10);
    if (kind == 0) {
      return List.of(new LogMessage.PartitionDropped(1 + random.nextInt(2), 5, "p", timestamp));
    }
    List<LogMessage> messages = new ArrayList<>();
    List<Object> keys = keys(channel);
    if (kind < 4) {
      addParts(messages, keys, part -> Log.insert(channel, timestamp, part));
    } else if (kind < 6) {
      addParts(messages, keys, part -> Log.delete(channel, timestamp, part));
    } else {
      addParts(messages, keys, part -> Log.insert(channel, timestamp, part));
      if (random.nextInt(8) > 0) {
        addParts(messages, keys, part -> Log.delete(channel, timestamp, part));
      }
      if (random.nextInt(8) == 0) {
        addParts(messages, keys(channel), part -> Log.delete(channel, timestamp, part));
      }
      Collections.shuffle(messages, random);
    }
    return messages;
  }

  private interface Part {
    LogMessage of(List<Object> keys);
  }

  private void addParts(List<LogMessage> messages, List<Object> keys, Part part) {
    int cut = random.nextInt(3) == 0 ? 1 + random.nextInt(keys.size()) : keys.size();
    messages.add(part.of(keys.subList(0, cut)));
    if (cut < keys.size()) {
      messages.add(part.of(keys.subList(cut, keys.size())));
    }
  }

  private List<Object> keys(String channel) {
    List<Object> keys = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      long key = random.nextInt(KEYS);
      keys.add(channel.startsWith("2") ? "k" + key : (Object) key);
    }
    return keys;
  }

  /** What a channel's changes have to be, by the rule alone: sorted, and folded by timestamp. */
  List<String> reference(String channel) {
    Map<Long, List<LogMessage>> sorted = new TreeMap<>();
    for (Log.Entry entry : log.entries()) {
      LogMessage message = entry.message();
      if (message instanceof LogMessage.Rows rows && rows.vchannel().equals(channel)) {
        sorted.computeIfAbsent(rows.timestamp(0), t -> new ArrayList<>()).add(message);
      } else if (message instanceof LogMessage.Announcement announced
          && announced.collectionId() == Log.collection(channel)) {
        sorted.computeIfAbsent(announced.timestamp(), t -> new ArrayList<>()).add(message);
      }
    }
    List<String> changes = new ArrayList<>();
    sorted.forEach((timestamp, messages) -> fold(timestamp, messages, changes));
    return changes;
  }

  static void fold(long timestamp, List<LogMessage> messages, List<String> changes) {
    List<Object> deleted = new ArrayList<>();
    List<Object> inserted = new ArrayList<>();
    for (LogMessage message : messages) {
      if (message instanceof LogMessage.Inserted insert) {
        for (int i = 0; i < insert.rows(); i++) {
          inserted.add(Entities.open(insert.request()).primaryKey(i));
        }
      } else if (message instanceof LogMessage.Deleted delete) {
        for (int i = 0; i < delete.rows(); i++) {
          deleted.add(delete.key(i));
        }
      }
    }
    deleted.stream()
        .distinct()
        .filter(key -> !inserted.contains(key))
        .forEach(key -> changes.add("d " + key + " @" + timestamp));
    for (Object key : inserted) {
      changes.add((deleted.contains(key) ? "u " : "c ") + key + " @" + timestamp);
    }
    if (messages.get(0) instanceof LogMessage.Announcement) {
      changes.add("announced @" + timestamp);
    }
  }
}
