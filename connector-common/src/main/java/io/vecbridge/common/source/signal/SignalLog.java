// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.signal;

import io.debezium.relational.TableId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The signals that have come in one run of a task, and which of them each collection or table has
 * followed.
 *
 * <p>Guarantees that each follows every signal once. One that is opened later follows what has come
 * before. Over a restart, the position in the topic of signals is kept in the offset of each
 * collection or table, together with the snapshots that the signals asked for; the topic is read
 * again from the lowest of them, and what one has followed is skipped. Signals of a file have no
 * position: they are gone once they have been read.
 *
 * <p>Used by the capture thread.
 */
public final class SignalLog {
  private static final int MOST = 1_000;

  private final Supplier<SnapshotSignal> arrived;
  private final Deque<SnapshotSignal> signals = new ArrayDeque<>();
  // How many have come, and how many of them each has followed.
  private long count;
  private final Map<TableId, Long> followed = new HashMap<>();

  /**
   * What one is to follow.
   *
   * @param signals those that concern it, in their order
   * @param position after the last signal of the topic; 0 if there was none
   */
  public record Next(List<SnapshotSignal> signals, long position) {}

  /** Of the signals of a run. */
  public SignalLog(Signals<?, ?> signals) {
    this(signals::poll);
  }

  /** Of signals that come one by one, null if there is none now. */
  public SignalLog(Supplier<SnapshotSignal> arrived) {
    this.arrived = arrived;
  }

  /** Takes what has arrived; whether there was anything. */
  public boolean arrive() {
    long before = count;
    for (SnapshotSignal next = arrived.get(); next != null; next = arrived.get()) {
      signals.addLast(next);
      count++;
      if (signals.size() > MOST) {
        signals.removeFirst();
      }
    }
    return count > before;
  }

  /**
   * The signals that a collection or table has yet to follow, which it does now.
   *
   * @param position as it is stored: those before it have been followed
   */
  public Next next(TableId id, long position) {
    long from = followed.getOrDefault(id, 0L);
    followed.put(id, count);
    List<SnapshotSignal> next = new ArrayList<>();
    long after = position;
    long number = count - signals.size();
    for (SnapshotSignal signal : signals) {
      boolean isNew = signal.position() < 0 || signal.position() >= position;
      if (number++ >= from && isNew && signal.concerns(id)) {
        next.add(signal);
      }
      after = Math.max(after, signal.position() + 1);
    }
    return new Next(next, after);
  }
}
