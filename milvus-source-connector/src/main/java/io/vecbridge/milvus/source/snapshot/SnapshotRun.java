// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.rate.Backoff;
import io.vecbridge.milvus.source.snapshot.SnapshotPager.Page;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The snapshot of one collection inside its stream. It guarantees the hand-over from one to the
 * other.
 *
 * <p>A timestamp G is allocated, pages are read that are at least as new as G, the collection's
 * changes up to G are released, then the pages are emitted; changes above G wait until after them.
 * So a page is never older than a change before it. Milvus 2.5 and later show a page at exactly G;
 * an older one has no multi-version reads, and the page may be newer than G: the changes that
 * follow then repeat what the page showed, and lead to the same rows. That makes the snapshot exact
 * for any number of pages and timestamps, and it can resume after the last key at any later time.
 * The position on the log that the stream began at must be older than the first G.
 *
 * <p>One G serves several pages, because Milvus answers the first read at a fresh G only when its
 * time ticks have passed it (0.2 to 0.6 s). It is abandoned early when many changes wait for it.
 * The pages of one G are read ahead of what is emitted, a few of them at most.
 *
 * <p>Nothing here blocks but the output. A collection that isn't loaded, or a Milvus that is
 * unavailable, is queried again after a pause, which gets longer, while changes are emitted. Only a
 * few of a task's snapshots read at a time ({@link SnapshotBudget}); one that pauses, or whose
 * changes take long to reach G, lets another one read.
 */
public final class SnapshotRun {
  /** Where pages go to. */
  public interface Output {
    /** It is the snapshot's turn to read, and that of others to wait. */
    default void reading() {}

    /** Receives the rows of a page. */
    void page(Page page) throws InterruptedException;

    /**
     * Milvus can't be queried at present, and is queried again after a pause.
     *
     * @param first whether the previous query succeeded, or failed for another reason
     */
    void waiting(MilvusRequestException reason, boolean first);
  }

  /** The gate of a collection whose changes are not held back. */
  public static final long OPEN = Long.MAX_VALUE;

  private static final long CLOSED = 0;

  private static final long GUARANTEE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  // A page that waits longer for the changes before it is read again later, and then waits longer:
  // the changes may always be that late.
  private static final long FIRST_PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();
  private static final long HELD_BYTES_SOFT = 16L << 20;

  /** How many bytes of changes may be held back in a task. */
  public static final long MAX_HELD_BYTES = 64L << 20;

  private final SnapshotPager pager;
  private final Supplier<CompletableFuture<Long>> timestamps;
  private final SnapshotBudget budget;
  private final Output output;
  private final Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);

  private CompletableFuture<Long> timestamp;
  private Page ready;
  private long readySince;
  private long patience = FIRST_PATIENCE_NANOS;
  private boolean entered;
  private long guarantee;
  private long guaranteeUntil;
  private long pausedUntil;
  private boolean paused;
  private MilvusReason waitingFor;
  private boolean complete;

  /**
   * A run of the pager's pages.
   *
   * @param timestamps allocates a timestamp later than every change that was written before
   * @param budget of the task
   */
  public SnapshotRun(
      SnapshotPager pager,
      Supplier<CompletableFuture<Long>> timestamps,
      SnapshotBudget budget,
      Output output) {
    this.pager = pager;
    this.timestamps = timestamps;
    this.budget = budget;
    this.output = output;
  }

  /**
   * The latest timestamp of changes that may be released now. While G is being allocated none may:
   * a change emitted in the meantime could be newer than G, and a page at G older than the change.
   */
  public long gate() {
    if (timestamp != null) {
      return CLOSED;
    }
    return pager.isReading() || ready != null ? guarantee : OPEN;
  }

  /**
   * The timestamp of the page that waits for the changes before it: Milvus has answered, so it has
   * read the log up to there. 0 if no page waits.
   */
  public long answered() {
    return ready == null ? 0 : guarantee;
  }

  /** Whether something is on its way from Milvus. */
  public boolean isReading() {
    return timestamp != null || (ready == null && pager.isReading());
  }

  /** Whether it waits until other snapshots have ended or paused. */
  public boolean isQueued() {
    return !complete && !entered && !paused;
  }

  /** Whether the last page has been emitted. */
  public boolean isComplete() {
    return complete;
  }

  /**
   * Advances by one step.
   *
   * @param now nanoseconds of a monotonic clock
   * @param released up to which timestamp the collection's changes have been emitted, on all its
   *     channels
   * @param heldBytes size of the changes that wait
   * @param mayRead whether another page may be requested
   * @return whether anything was done
   */
  public boolean advance(long now, long released, long heldBytes, boolean mayRead)
      throws InterruptedException {
    if (complete || (paused && now - pausedUntil < 0)) {
      return false;
    }
    paused = false;
    try {
      return step(now, released, heldBytes, mayRead && heldBytes < HELD_BYTES_SOFT);
    } catch (MilvusRequestException e) {
      pauseOrThrow(now, e);
    } catch (CompletionException e) {
      if (e.getCause() instanceof MilvusRequestException request) {
        pauseOrThrow(now, request);
      } else {
        throw e;
      }
    }
    return false;
  }

  private boolean step(long now, long released, long heldBytes, boolean mayRead)
      throws InterruptedException {
    if (ready != null) {
      return emitted(now, released);
    }
    if (heldBytes > MAX_HELD_BYTES) {
      // The current pages are requested again, after the changes that can now be released.
      cancel();
      return false;
    }
    if (pager.isReading()) {
      return pageArrived(now, mayRead);
    }
    if (timestamp != null) {
      return timestampArrived(now);
    }
    if (!mayRead || !enter() || !pager.reserve()) {
      return false;
    }
    timestamp = timestamps.get();
    return true;
  }

  private boolean enter() {
    if (!entered && budget.enter()) {
      entered = true;
      output.reading();
    }
    return entered;
  }

  private void leave() {
    if (entered) {
      entered = false;
      budget.leave();
    }
  }

  private boolean timestampArrived(long now) {
    if (!timestamp.isDone()) {
      return false;
    }
    CompletableFuture<Long> arrived = timestamp;
    timestamp = null;
    guarantee = arrived.join();
    guaranteeUntil = now + GUARANTEE_NANOS;
    pager.start(guarantee);
    return true;
  }

  private boolean pageArrived(long now, boolean mayRead) {
    Optional<Page> page = pager.poll();
    if (page.isEmpty()) {
      return false;
    }
    ready = page.get();
    readySince = now;
    waitingFor = null;
    pauses.succeeded();
    pager.readAhead(!ready.isEnd() && now - guaranteeUntil < 0 && mayRead);
    return true;
  }

  private boolean emitted(long now, long released) throws InterruptedException {
    if (released < guarantee) {
      if (now - readySince > patience) {
        patience *= 2;
        cancel();
        pause(now);
      }
      return false;
    }
    patience = FIRST_PATIENCE_NANOS;
    Page page = ready;
    ready = null;
    if (page.isEnd()) {
      complete = true;
      leave();
    } else {
      output.page(page);
    }
    pager.emitted(page);
    return true;
  }

  private void pauseOrThrow(long now, MilvusRequestException reason) {
    cancel();
    // A collection that is gone: its log, or what Milvus lists, decides what becomes of it.
    boolean gone =
        reason.reason() == MilvusReason.NO_COLLECTION
            || reason.reason() == MilvusReason.NO_DATABASE;
    if (reason.failure() != Failure.RETRY && !gone) {
      throw reason;
    }
    output.waiting(reason, waitingFor != reason.reason());
    waitingFor = reason.reason();
    pause(now);
  }

  private void pause(long now) {
    paused = true;
    pausedUntil = now + pauses.failed().toNanos();
  }

  /** Cancels what is under way, and makes a pause. */
  public void suspend(long now) {
    cancel();
    pause(now);
  }

  /** Cancels what is under way. */
  public void cancel() {
    if (timestamp != null) {
      timestamp.cancel(true);
      timestamp = null;
    }
    ready = null;
    pager.cancel();
    leave();
  }
}
