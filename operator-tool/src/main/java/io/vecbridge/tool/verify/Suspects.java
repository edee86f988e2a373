// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.verify;

import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.tool.verify.Difference.Kind;
import io.vecbridge.tool.verify.KeyComparison.Verdict;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Rows that differed. Guarantees that a change on its way is no difference: a row differs if it did
 * so twice, some time apart, and the source's row was the same both times. A row that changes in
 * the source in between is compared again, up to a limit.
 */
final class Suspects {
  private static final int MOST_HELD = 10_000;
  private static final int BATCH = 500;

  private final Comparing comparison;
  private final Settings settings;
  private final TableState state;
  private final LongSupplier nanoClock;
  private final Sleeper sleeper;
  private final Map<Object, Suspect> held = new LinkedHashMap<>();

  /** A row that differed. */
  private record Suspect(int sourceHash, long firstSeen, long dueAt) {}

  /** Compares the rows of some keys as they are now. */
  @FunctionalInterface
  interface Comparing {
    /** A verdict for each key. */
    Map<Object, Verdict> compare(List<Object> keys) throws SQLException, InterruptedException;
  }

  Suspects(
      Comparing comparison,
      Settings settings,
      TableState state,
      LongSupplier nanoClock,
      Sleeper sleeper) {
    this.comparison = comparison;
    this.settings = settings;
    this.state = state;
    this.nanoClock = nanoClock;
    this.sleeper = sleeper;
  }

  /** Compares the rows of some keys, and keeps those that differ. The state knows the keys. */
  void add(Collection<Object> keys) throws SQLException, InterruptedException {
    List<Object> all = new ArrayList<>(keys);
    for (int i = 0; i < all.size() && !isEnough(); i += BATCH) {
      judge(all.subList(i, Math.min(all.size(), i + BATCH)));
      while (held.size() > MOST_HELD) {
        awaitOldest();
      }
    }
  }

  /** Compares the rows again whose time has come. */
  void recheckDue() throws SQLException, InterruptedException {
    long now = nanoClock.getAsLong();
    List<Object> due = new ArrayList<>();
    for (Map.Entry<Object, Suspect> suspect : held.entrySet()) {
      if (due.size() < BATCH && suspect.getValue().dueAt() <= now) {
        due.add(suspect.getKey());
      }
    }
    judge(due);
  }

  /** Waits until every row is settled. */
  void settle() throws SQLException, InterruptedException {
    while (!held.isEmpty() && !isEnough()) {
      awaitOldest();
    }
  }

  /** Whether there are so many differences that no more are looked for. */
  boolean isEnough() {
    return state.differences() >= settings.maxDifferences();
  }

  private void awaitOldest() throws SQLException, InterruptedException {
    long due = held.values().stream().mapToLong(Suspect::dueAt).min().orElse(0);
    long nanos = due - nanoClock.getAsLong();
    if (nanos > 0) {
      sleeper.sleep(Duration.ofNanos(nanos));
    }
    recheckDue();
  }

  private void judge(List<Object> keys) throws SQLException, InterruptedException {
    if (keys.isEmpty()) {
      return;
    }
    Map<Object, Verdict> verdicts = comparison.compare(keys);
    long now = nanoClock.getAsLong();
    for (Object key : keys) {
      Suspect before = held.remove(key);
      Verdict verdict = verdicts.get(key);
      long first = before == null ? now : before.firstSeen();
      boolean unchanged = before != null && before.sourceHash() == verdict.sourceHash();
      if (verdict.difference() == null) {
        state.settle(key, null);
      } else if (unchanged || settings.recheck().after().isZero()) {
        state.settle(key, verdict.difference());
      } else if (now - first > settings.recheck().atMost().toNanos()) {
        state.settle(key, new Difference(key, Kind.UNSETTLED, List.of(), null, null));
      } else {
        held.put(
            key,
            new Suspect(verdict.sourceHash(), first, now + settings.recheck().after().toNanos()));
      }
    }
  }
}
