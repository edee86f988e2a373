// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.log.LogMessage.TransactionMark;
import io.vecbridge.milvus.source.stream.HeldRecords.HeldRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The transactions of one virtual channel of the streaming service. Guarantees that the messages of
 * a transaction are returned together once it is committed, and never if it is rolled back, given
 * up or expired, by the rules that Milvus itself reads its log by:
 *
 * <ul>
 *   <li>Messages count in the order of their time ticks, not of the log, once a tick of the
 *       physical channel shows that they are complete.
 *   <li>Messages between the first and the last of a transaction are those with its id; one whose
 *       transaction is not open is ignored, a repeated commit among them.
 *   <li>A second beginning of an open transaction starts it again.
 *   <li>A transaction expires at the first tick that is its keep-alive time, or more, after its
 *       last message.
 * </ul>
 */
final class Transactions {
  /**
   * Receives the messages of committed transactions, in the order of their time ticks, and last
   * their beginnings, without which the messages would not be found again.
   */
  interface Committed {
    void add(long timestamp, HeldRecord record, LogMessage content);
  }

  /** A message, and the record that holds it. */
  record Part(LogMessage.Streamed message, HeldRecord record) {}

  /** Messages of an open transaction. */
  private static final class Open {
    private final Part begin;
    private final List<Part> parts = new ArrayList<>();

    private Open(Part begin) {
      this.begin = begin;
    }

    private boolean isExpired(long tick) {
      long keepAlive = begin.message().transaction().keepAliveMillis();
      if (keepAlive <= 0 || keepAlive >= NEVER_MILLIS) {
        return false;
      }
      Part last = parts.isEmpty() ? begin : parts.get(parts.size() - 1);
      return last.message().timeTick() + Tso.ofMillis(keepAlive) <= tick;
    }
  }

  /** Replicated transactions never expire, and say so by the longest time that there is. */
  private static final long NEVER_MILLIS = Duration.ofDays(365).toMillis();

  private final HeldRecords held;
  private final Committed committed;
  private final PriorityQueue<Part> waiting =
      new PriorityQueue<>(
          Comparator.<Part>comparingLong(part -> part.message().timeTick())
              .thenComparingLong(part -> part.record().sequence()));
  private final Map<Long, Open> open = new LinkedHashMap<>();

  Transactions(HeldRecords held, Committed committed) {
    this.held = held;
    this.committed = committed;
  }

  /** Whether a message is for this class: it is part of a transaction, or ends all of them. */
  static boolean concerns(LogMessage.Streamed message) {
    return message.transaction() != null
        || message.content() instanceof LogMessage.TransactionsAborted;
  }

  /** Adds a message whose record is retained until the message is released. */
  void add(Part part) {
    waiting.add(part);
  }

  /** All messages up to the timestamp have been added. */
  void complete(long timestamp) {
    while (!waiting.isEmpty() && waiting.peek().message().timeTick() <= timestamp) {
      process(waiting.poll());
    }
  }

  /** Gives up the transactions that have expired by a tick, after {@link #complete}. */
  void expire(long tick) {
    for (Iterator<Open> each = open.values().iterator(); each.hasNext(); ) {
      Open transaction = each.next();
      if (transaction.isExpired(tick)) {
        forget(transaction);
        each.remove();
      }
    }
  }

  private void process(Part part) {
    LogMessage.Streamed message = part.message();
    if (message.content() instanceof LogMessage.TransactionsAborted) {
      open.values().forEach(this::forget);
      open.clear();
      held.release(part.record());
      return;
    }
    long id = message.transaction().id();
    if (message.content() instanceof TransactionMark mark) {
      process(mark, id, part);
    } else if (open.containsKey(id)) {
      open.get(id).parts.add(part);
    } else {
      held.release(part.record());
    }
  }

  private void process(TransactionMark mark, long id, Part part) {
    Open ended = open.remove(id);
    switch (mark) {
      case BEGIN -> {
        if (ended != null) {
          forget(ended);
        }
        open.put(id, new Open(part));
      }
      case COMMIT -> {
        if (ended != null) {
          long timestamp = part.message().timeTick();
          for (Part body : ended.parts) {
            committed.add(timestamp, body.record(), body.message().content());
          }
          committed.add(timestamp, ended.begin.record(), TransactionMark.BEGIN);
          forget(ended);
        }
        held.release(part.record());
      }
      case ROLLBACK -> {
        if (ended != null) {
          forget(ended);
        }
        held.release(part.record());
      }
    }
  }

  private void forget(Open transaction) {
    held.release(transaction.begin.record());
    transaction.parts.forEach(part -> held.release(part.record()));
  }
}
