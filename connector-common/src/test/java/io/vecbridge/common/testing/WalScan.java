// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.ImmutableMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Reads a log as Milvus's own scanner does, by a description of it. */
final class WalScan {
  private static final int TICK = 1;
  private static final int BEGIN = 900;
  private static final int COMMIT = 901;
  private static final int ROLLBACK = 902;
  private static final int ALTER_REPLICATE_CONFIG = 800;
  private static final int FORCED_PROMOTION = 3;
  private static final int IGNORED = 4;
  // Transactions that never expire say so by the longest time that there is.
  private static final long NEVER_MILLIS = Duration.ofDays(365).toMillis();
  private static final Set<Integer> LEFT_OUT = Set.of(TICK, 4, 10, ROLLBACK);

  /** What becomes complete at one time tick; without messages if it is a tick itself. */
  record Output(long timeTick, List<ImmutableMessage> messages) {}

  private final PriorityQueue<ImmutableMessage> waiting =
      new PriorityQueue<>(Comparator.comparingLong(WalScan::timeTick));
  private final Map<Long, List<ImmutableMessage>> open = new HashMap<>();
  private long lastTick;

  /** Adds a message of the log, and returns what it completes. */
  List<Output> add(ImmutableMessage message) {
    if (type(message) == TICK) {
      return tick(timeTick(message));
    }
    if (timeTick(message) >= lastTick) {
      waiting.add(message);
    }
    return List.of();
  }

  /** A tick comes, and returns what it completes. */
  List<Output> tick(long tick) {
    List<Output> outputs = new ArrayList<>();
    while (!waiting.isEmpty() && timeTick(waiting.peek()) <= tick) {
      ImmutableMessage message = waiting.poll();
      List<ImmutableMessage> released = release(message);
      if (!released.isEmpty()) {
        outputs.add(new Output(timeTick(message), released));
      }
    }
    for (Iterator<List<ImmutableMessage>> each = open.values().iterator(); each.hasNext(); ) {
      List<ImmutableMessage> transaction = each.next();
      long keepAlive = number(transaction.get(0), "_tx", 2);
      long last = timeTick(transaction.get(transaction.size() - 1));
      if (keepAlive > 0 && keepAlive < NEVER_MILLIS && last + (keepAlive << 18) <= tick) {
        each.remove();
      }
    }
    lastTick = Math.max(lastTick, tick);
    outputs.add(new Output(tick, List.of()));
    return outputs;
  }

  private List<ImmutableMessage> release(ImmutableMessage message) {
    if (!message.containsProperties("_tx")) {
      if (type(message) == ALTER_REPLICATE_CONFIG
          && number(message, "_h", FORCED_PROMOTION) != 0
          && number(message, "_h", IGNORED) == 0) {
        open.clear();
      }
      return LEFT_OUT.contains(type(message)) ? List.of() : List.of(message);
    }
    long id = number(message, "_tx", 1);
    switch (type(message)) {
      case BEGIN -> open.put(id, new ArrayList<>(List.of(message)));
      case ROLLBACK -> open.remove(id);
      case COMMIT -> {
        List<ImmutableMessage> parts = open.remove(id);
        if (parts == null) {
          return List.of();
        }
        List<ImmutableMessage> whole = new ArrayList<>();
        parts.forEach(part -> whole.add(at(message, part)));
        whole.add(message);
        return whole;
      }
      default -> open.computeIfPresent(id, (key, parts) -> added(parts, message));
    }
    return List.of();
  }

  private static List<ImmutableMessage> added(
      List<ImmutableMessage> parts, ImmutableMessage message) {
    parts.add(message);
    return parts;
  }

  /** A part of a transaction has the time of its commit, and is confirmed where that is. */
  private static ImmutableMessage at(ImmutableMessage commit, ImmutableMessage part) {
    ImmutableMessage.Builder moved = part.toBuilder();
    for (String property : List.of("_tt", "_lc")) {
      moved.removeProperties(property);
      if (commit.containsProperties(property)) {
        moved.putProperties(property, commit.getPropertiesOrThrow(property));
      }
    }
    return moved.build();
  }

  private static int type(ImmutableMessage message) {
    return Integer.parseInt(message.getPropertiesOrThrow("_t"));
  }

  private static long timeTick(ImmutableMessage message) {
    return Long.parseUnsignedLong(message.getPropertiesOrThrow("_tt"), 36);
  }

  private static long number(ImmutableMessage message, String property, int field) {
    try {
      List<Long> values =
          UnknownFieldSet.parseFrom(
                  Base64.getDecoder().decode(message.getPropertiesOrDefault(property, "")))
              .getField(field)
              .getVarintList();
      return values.isEmpty() ? 0 : values.get(0);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
