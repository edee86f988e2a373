// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.log.LogMessage.TransactionMark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Milvus's own reader of a physical channel, in one loop over the whole channel: a buffer that is
 * sorted at each tick, and a buffer of transactions behind it. What it returns is what the changes
 * of each virtual channel are made of.
 */
final class ReleaseModel {
  private record Item(long timestamp, LogMessage message) {}

  private static final class Open {
    private final LogMessage.Streamed begin;
    private final List<LogMessage.Streamed> bodies = new ArrayList<>();

    private Open(LogMessage.Streamed begin) {
      this.begin = begin;
    }

    private boolean isExpired(long tick) {
      long keepAlive = begin.transaction().keepAliveMillis();
      long last = bodies.isEmpty() ? begin.timeTick() : bodies.get(bodies.size() - 1).timeTick();
      return keepAlive > 0 && last + (keepAlive << 18) <= tick;
    }
  }

  private final List<Item> buffer = new ArrayList<>();
  private final Map<Long, Open> open = new LinkedHashMap<>();
  private final Map<String, TreeMap<Long, List<LogMessage>>> released = new LinkedHashMap<>();
  private long lastTick;
  private boolean streamed;
  int stale;

  static ReleaseModel of(Log log) {
    ReleaseModel model = new ReleaseModel();
    log.entries().forEach(entry -> model.accept(entry.message()));
    return model;
  }

  private void accept(LogMessage message) {
    if (message instanceof LogMessage.Streamed record) {
      streamed = true;
      if (record.content() instanceof LogMessage.TimeTick) {
        tick(record.timeTick());
      } else {
        push(record.timeTick(), record);
      }
    } else if (message instanceof LogMessage.TimeTick old) {
      if (!streamed) {
        tick(old.timestamp());
      }
    } else if (message instanceof LogMessage.Rows rows) {
      push(rows.timestamp(0), rows);
    }
  }

  private void push(long timestamp, LogMessage message) {
    if (timestamp < lastTick) {
      stale++;
    } else {
      buffer.add(new Item(timestamp, message));
    }
  }

  private void tick(long timestamp) {
    if (timestamp < lastTick) {
      return;
    }
    List<Item> complete =
        new ArrayList<>(buffer.stream().filter(item -> item.timestamp() <= timestamp).toList());
    buffer.removeAll(complete);
    complete.sort(Comparator.comparingLong(Item::timestamp));
    for (Item item : complete) {
      if (!(item.message() instanceof LogMessage.Streamed record)) {
        release(((LogMessage.Rows) item.message()).vchannel(), item.timestamp(), item.message());
      } else if (record.content() instanceof LogMessage.TransactionsAborted) {
        open.clear();
      } else if (record.transaction() == null) {
        release(record.vchannel(), item.timestamp(), record.content());
      } else {
        transaction(record);
      }
    }
    open.values().removeIf(transaction -> transaction.isExpired(timestamp));
    lastTick = timestamp;
  }

  private void transaction(LogMessage.Streamed record) {
    long id = record.transaction().id();
    if (record.content() == TransactionMark.BEGIN) {
      open.put(id, new Open(record));
    } else if (record.content() == TransactionMark.ROLLBACK) {
      open.remove(id);
    } else if (record.content() == TransactionMark.COMMIT) {
      Open committed = open.remove(id);
      if (committed != null) {
        committed.bodies.forEach(
            body -> release(body.vchannel(), record.timeTick(), body.content()));
      }
    } else if (open.containsKey(id)) {
      open.get(id).bodies.add(record);
    }
  }

  private void release(String vchannel, long timestamp, LogMessage message) {
    released
        .computeIfAbsent(vchannel, key -> new TreeMap<>())
        .computeIfAbsent(timestamp, key -> new ArrayList<>())
        .add(message);
  }

  /** The changes of a virtual channel, as {@link Described} has them. */
  List<String> changes(String vchannel) {
    List<String> changes = new ArrayList<>();
    released
        .getOrDefault(vchannel, new TreeMap<>())
        .forEach((timestamp, messages) -> RandomLog.fold(timestamp, messages, changes));
    return changes;
  }
}
