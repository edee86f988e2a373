// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.log.LogMessage.Transaction;
import io.vecbridge.milvus.source.log.LogMessage.TransactionMark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * A random log of the streaming service on one physical channel, which an older Milvus may have
 * begun: transactions that are committed, rolled back, begun again, expired or aborted; records out
 * of order; stale records of a node that has lost the channel; late ticks and rows of the older
 * Milvus.
 */
final class RandomStreamedLog {
  private static final long KEEP_ALIVE_MILLIS = 40;
  private static final int LOGICAL_BITS = 18;

  private record Pending(int arrival, LogMessage message) {}

  final Log log = new Log();
  private final Random random;
  private long time = 1_000L << LOGICAL_BITS;
  private final List<String> transactions = new ArrayList<>();

  RandomStreamedLog(long seed, int operations) {
    random = new Random(seed);
    if (random.nextBoolean()) {
      olderMilvus();
    }
    time += 1L << LOGICAL_BITS;
    log.append(tick(time));
    List<Pending> pending = new ArrayList<>();
    for (int i = 0; i < operations; i++) {
      operation(pending, 10 * i);
    }
    pending.sort(Comparator.comparingInt(Pending::arrival));
    write(pending);
  }

  private long next() {
    time += 1 + (random.nextInt(3) == 0 ? (long) random.nextInt(15) << LOGICAL_BITS : 0);
    return time;
  }

  private void olderMilvus() {
    for (int i = 0; i < 6; i++) {
      String channel = RandomLog.CHANNELS.get(random.nextInt(3));
      log.append(Log.insert(channel, next(), keys(channel)));
      if (random.nextBoolean()) {
        log.tick(time);
      }
    }
  }

  private void operation(List<Pending> pending, int arrival) {
    String channel = RandomLog.CHANNELS.get(random.nextInt(3));
    int kind = random.nextInt(12);
    if (kind < 4) {
      add(pending, arrival + random.nextInt(20), rows(channel, null));
    } else if (kind == 4) {
      add(
          pending,
          arrival,
          new LogMessage.Streamed(next(), "", null, new LogMessage.TransactionsAborted()));
    } else if (kind == 5) {
      long timestamp = next();
      add(
          pending,
          arrival,
          new LogMessage.Streamed(
              timestamp,
              channel,
              null,
              new LogMessage.PartitionDropped(Log.collection(channel), 5, "p", timestamp)));
    } else {
      transaction(pending, arrival, channel);
    }
  }

  private void transaction(List<Pending> pending, int arrival, String channel) {
    transactions.add(channel);
    Transaction transaction =
        new Transaction(transactions.size(), random.nextInt(6) == 0 ? 0 : KEEP_ALIVE_MILLIS);
    if (random.nextInt(10) > 0) {
      add(pending, arrival, mark(channel, transaction, TransactionMark.BEGIN));
    }
    int at = arrival;
    int bodies = random.nextInt(4);
    for (int i = 0; i < bodies; i++) {
      at = arrival + 1 + random.nextInt(30);
      add(pending, at, rows(channel, transaction));
      if (random.nextInt(10) == 0) {
        add(pending, at, mark(channel, transaction, TransactionMark.BEGIN));
      }
    }
    int end = random.nextInt(8);
    if (end < 6) {
      add(pending, arrival + 31, mark(channel, transaction, TransactionMark.COMMIT));
      if (end == 0) {
        add(pending, arrival + 32, rows(channel, transaction));
        add(pending, arrival + 33, mark(channel, transaction, TransactionMark.COMMIT));
      }
    } else if (end == 6) {
      add(pending, arrival + 31, mark(channel, transaction, TransactionMark.ROLLBACK));
    }
  }

  private static void add(List<Pending> pending, int arrival, LogMessage message) {
    pending.add(new Pending(arrival, message));
  }

  private LogMessage mark(String channel, Transaction transaction, TransactionMark mark) {
    return new LogMessage.Streamed(next(), channel, transaction, mark);
  }

  private LogMessage rows(String channel, Transaction transaction) {
    List<Object> keys = keys(channel);
    LogMessage content =
        random.nextInt(3) == 0 ? Log.delete(channel, 1, keys) : Log.insert(channel, 1, keys);
    return new LogMessage.Streamed(next(), channel, transaction, content);
  }

  private List<Object> keys(String channel) {
    List<Object> keys = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      long key = random.nextInt(5);
      keys.add(channel.startsWith("2") ? "k" + key : (Object) key);
    }
    return keys;
  }

  static LogMessage tick(long timestamp) {
    return new LogMessage.Streamed(timestamp, "", null, new LogMessage.TimeTick(timestamp));
  }

  private void write(List<Pending> pending) {
    long tick = 0;
    for (int i = 0; i < pending.size(); i++) {
      long complete = time;
      for (Pending later : pending.subList(i, pending.size())) {
        complete = Math.min(complete, ((LogMessage.Streamed) later.message()).timeTick() - 1);
      }
      if (random.nextInt(3) == 0 && complete > tick) {
        tick = complete;
        log.append(tick(tick));
      }
      if (random.nextInt(12) == 0) {
        stray(tick);
      }
      log.append(pending.get(i).message());
    }
    log.append(tick(time)).append(tick(time + 5));
  }

  /** What a node that lost the channel, or an older Milvus that is being closed, still writes. */
  private void stray(long tick) {
    String channel = RandomLog.CHANNELS.get(random.nextInt(3));
    // Never the tick itself: a time tick is unique in its physical channel.
    long timestamp = Math.max(1, tick - 1 - random.nextInt(1_000));
    switch (random.nextInt(transactions.isEmpty() ? 3 : 4)) {
      case 0 -> log.tick(time + (1_000L << LOGICAL_BITS));
      case 1 -> log.append(Log.insert(channel, Math.max(1, tick - 1), keys(channel)));
      case 2 ->
          log.append(
              new LogMessage.Streamed(
                  timestamp, channel, null, Log.insert(channel, 1, keys(channel))));
      default -> {
        int id = 1 + random.nextInt(transactions.size());
        log.append(
            new LogMessage.Streamed(
                timestamp,
                transactions.get(id - 1),
                new Transaction(id, KEEP_ALIVE_MILLIS),
                TransactionMark.values()[random.nextInt(3)]));
      }
    }
  }
}
