// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import io.vecbridge.harness.process.Await;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long after one side's acknowledgement a change is visible on the other.
 *
 * <p>It looks again and again, every few milliseconds, at the keys that are awaited. A delay runs
 * from the moment that the one side's answer was there to the moment that the answer of the first
 * query which shows the change was there: the time between two looks and the query itself count in,
 * so that a delay is never told shorter than it was.
 */
final class DelayProbe implements AutoCloseable {
  private static final long PAUSE_MILLIS = 5;
  private static final int MOST_KEYS = 500;

  private final Revisions target;
  private final ConcurrentLinkedQueue<Awaited> acknowledged = new ConcurrentLinkedQueue<>();
  private final List<Awaited> awaited = new ArrayList<>();
  private final List<Long> delays = new ArrayList<>();
  private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
  private Future<?> looking;
  private long lookNanos;
  private int lookCount;
  private long lookedAt;

  /** A change that was acknowledged; a revision of {@link #GONE} is a delete. */
  private record Awaited(DemoCollection collection, Object key, long revision, long since) {}

  private static final long GONE = -1;

  /**
   * A probe.
   *
   * @param target where changes are to be seen; for the probe alone
   */
  DelayProbe(Revisions target) {
    this.target = target;
  }

  void start() {
    looking = looks.scheduleWithFixedDelay(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** This edition of a row has just been acknowledged. */
  void written(DemoCollection collection, Edition row) {
    acknowledged.add(
        new Awaited(collection, collection.key(row.number()), row.revision(), System.nanoTime()));
  }

  /** The delete of a row has just been acknowledged. */
  void deleted(DemoCollection collection, int number) {
    acknowledged.add(new Awaited(collection, collection.key(number), GONE, System.nanoTime()));
  }

  /** Waits until all changes are visible. */
  void awaitAll(Duration within) {
    Await.until("all live changes are visible in " + target.side(), within, this::isDone);
  }

  /** The side that it looks at. */
  String side() {
    return target.side();
  }

  /** The delays of the changes that are visible. */
  synchronized Delays delays() {
    return Delays.of(delays.stream().mapToLong(Long::longValue).toArray());
  }

  private synchronized boolean isDone() {
    if (looking.isDone()) {
      throw new Await.Impossible(target.side() + " can't be read any more: " + failure());
    }
    return acknowledged.isEmpty() && awaited.isEmpty();
  }

  private String failure() {
    return looking.isCancelled() ? "stopped" : String.valueOf(exceptionOf(looking));
  }

  private static Exception exceptionOf(Future<?> future) {
    try {
      future.get(0, TimeUnit.SECONDS);
      return null;
    } catch (Exception e) {
      return e;
    }
  }

  /** The mean time from look to look while changes were awaited. */
  synchronized Duration betweenLooks() {
    return Duration.ofNanos(lookNanos / Math.max(1, lookCount));
  }

  private synchronized void look() {
    long now = System.nanoTime();
    if (!awaited.isEmpty()) {
      lookNanos += now - lookedAt;
      lookCount++;
    }
    lookedAt = now;
    for (Awaited next = acknowledged.poll(); next != null; next = acknowledged.poll()) {
      awaited.add(next);
    }
    awaited.stream().map(Awaited::collection).distinct().toList().forEach(this::look);
  }

  private void look(DemoCollection collection) {
    List<Object> keys =
        awaited.stream()
            .filter(one -> one.collection() == collection)
            .map(Awaited::key)
            .distinct()
            .limit(MOST_KEYS)
            .toList();
    Map<Object, Long> revisions;
    try {
      revisions = target.revisions(collection, keys);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    long now = System.nanoTime();
    for (Iterator<Awaited> all = awaited.iterator(); all.hasNext(); ) {
      Awaited one = all.next();
      if (one.collection() == collection && keys.contains(one.key()) && shows(revisions, one)) {
        delays.add(now - one.since());
        all.remove();
      }
    }
  }

  private static boolean shows(Map<Object, Long> revisions, Awaited one) {
    Long revision = revisions.get(one.key());
    return one.revision() == GONE
        ? revision == null
        : revision != null && revision >= one.revision();
  }

  @Override
  public void close() throws SQLException {
    looks.shutdownNow();
    target.close();
  }
}
