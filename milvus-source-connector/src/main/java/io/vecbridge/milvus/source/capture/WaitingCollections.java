// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.relational.TableId;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.milvus.source.capture.CollectionWatch.Found;
import io.vecbridge.milvus.source.capture.CollectionWatch.Undescribed;
import io.vecbridge.milvus.source.collection.CollectionListing;
import io.vecbridge.milvus.source.log.ChangeLogException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The collections whose capture is to begin, or to begin again after a failure. One that can't be
 * opened now lets the others pass.
 */
final class WaitingCollections implements AutoCloseable {
  // How little of its time the capture thread spends on a log or a Milvus that doesn't respond.
  private static final int PAUSE_PER_FAILED_TIME = 2;
  private static final long QUICK_NANOS = Duration.ofMillis(20).toNanos();

  /**
   * A collection that waits.
   *
   * @param failedAt the offset at which its capture failed; null if it hasn't begun
   */
  record Waiting(Found found, Map<String, ?> failedAt) {
    TableId id() {
      return found.collection().tableId();
    }
  }

  private final CollectionWatch watch;
  private final CollectionOpening opening;
  private final CollectionFailures failures;
  private final Renames renames;
  private final LongSupplier nanoClock;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Set<TableId> undescribed = new HashSet<>();
  // The ids of the collections that have taken a name by being renamed, in their order.
  private final Map<TableId, List<Long>> renamed = new HashMap<>();
  private long pausedUntil;

  /** Owns the watch. */
  WaitingCollections(
      CollectionWatch watch,
      CollectionOpening opening,
      CollectionFailures failures,
      Renames renames,
      LongSupplier nanoClock) {
    this.watch = watch;
    this.opening = opening;
    this.failures = failures;
    this.renames = renames;
    this.nanoClock = nanoClock;
    this.pausedUntil = nanoClock.getAsLong();
  }

  void start(Duration discoveryInterval) {
    watch.start(discoveryInterval);
  }

  /** A collection is captured. */
  void captured(CollectionCapture capture) {
    failures.captured(capture.id(), capture.hasEmitted());
  }

  /**
   * The capture of a collection has failed: it ends here, to begin again where it is.
   *
   * @throws RuntimeException the failure, if it fails the task
   */
  void failed(CollectionCapture capture, RuntimeException error) throws InterruptedException {
    close(capture);
    waiting.addLast(new Waiting(capture.found(), capture.offset()));
    failures.failed(capture.id(), error);
  }

  /** The capture of a collection has ended, and begins no more. */
  void ended(CollectionCapture capture) throws InterruptedException {
    close(capture);
    failures.forget(capture.id());
  }

  /** The capture of a collection ends here, to continue with what the log has made of it. */
  void altered(CollectionCapture capture) throws InterruptedException {
    Found altered = capture.altered();
    TableId name = altered.collection().tableId();
    boolean continues = name.equals(capture.id());
    if (!continues) {
      continues = renames.follow(capture, name);
      renamed.computeIfAbsent(name, any -> new ArrayList<>()).add(altered.collection().id());
    }
    close(capture);
    if (continues) {
      waiting.addLast(new Waiting(altered, capture.offset()));
    } else {
      failures.forget(capture.id());
    }
  }

  /**
   * Takes what has been discovered.
   *
   * @param captured whether a collection, by its id, is captured already, under whichever name
   * @return the collections that there are, not older than the discovered ones; empty at first
   */
  Optional<CollectionListing> discovered(LongPredicate captured) {
    for (Found found = watch.take(); found != null; found = watch.take()) {
      long id = found.collection().id();
      // Where the log shows renamings, a collection is found once, under whichever name.
      boolean known =
          watch.listing().get().logsRenames()
              && (captured.test(id)
                  || waiting.stream().anyMatch(next -> next.found().collection().id() == id));
      if (!known) {
        waiting.addLast(new Waiting(found, null));
        failures.forget(found.collection().tableId());
      }
      undescribed.remove(found.collection().tableId());
    }
    for (Undescribed next = watch.takeUndescribed(); next != null; next = watch.takeUndescribed()) {
      undescribed.add(next.id());
      failures.failed(next.id(), next.reason());
    }
    return watch.listing();
  }

  /** Removes and returns those that are no longer there under their names. */
  List<Waiting> removeUnlisted(CollectionListing listing) {
    for (TableId id : Set.copyOf(undescribed)) {
      if (!listing.captured().containsKey(id)) {
        undescribed.remove(id);
        failures.forget(id);
      }
    }
    List<Waiting> gone = new ArrayList<>();
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting next = each.next();
      long id = next.found().collection().id();
      if (!listing.has(next.id(), id) && !listing.isRenamed(next.id(), id)) {
        each.remove();
        failures.forget(next.id());
        gone.add(next);
      }
    }
    return gone;
  }

  /**
   * Opens the next collection that may be opened now.
   *
   * @param captured whether an earlier collection of the name is still captured: its changes, up to
   *     its drop, are emitted before the first row of its successor
   */
  Optional<CollectionCapture> openNext(Predicate<TableId> captured, LogReading log)
      throws InterruptedException {
    if (nanoClock.getAsLong() - pausedUntil < 0) {
      return Optional.empty();
    }
    for (int left = waiting.size(); left > 0; left--) {
      Waiting next = waiting.removeFirst();
      if (failures.isPaused(next.id()) || captured.test(next.id()) || isPreceded(next)) {
        waiting.addLast(next);
        continue;
      }
      long began = nanoClock.getAsLong();
      try {
        Optional<CollectionCapture> opened = opening.open(next.found(), next.failedAt());
        if (opened.isPresent()) {
          return opened;
        }
      } catch (RuntimeException e) {
        waiting.addLast(next);
        failures.failed(next.id(), e);
        if (e instanceof ChangeLogException failure && failure.failure() == Failure.RETRY) {
          log.retryOrThrow(failure);
        }
        long now = nanoClock.getAsLong();
        pausedUntil = now + PAUSE_PER_FAILED_TIME * (now - began);
        if (now - began > QUICK_NANOS) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** Whether another collection that waits had the name before this one was renamed. */
  private boolean isPreceded(Waiting later) {
    List<Long> ids = renamed.get(later.id());
    int taken = ids == null ? -1 : ids.indexOf(later.found().collection().id());
    return taken >= 0
        && waiting.stream()
            .anyMatch(
                earlier ->
                    earlier.id().equals(later.id())
                        && ids.indexOf(earlier.found().collection().id()) < taken);
  }

  /** Forgets a collection's channels too. */
  private void close(CollectionCapture capture) throws InterruptedException {
    capture.close();
    opening.leave(capture.collection());
  }

  @Override
  public void close() {
    watch.close();
  }
}
