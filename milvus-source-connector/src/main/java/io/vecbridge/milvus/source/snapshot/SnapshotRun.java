// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
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
 * So a page is never older than a change before it. It may be newer than G, since Milvus before 2.5
 * has no multi-version reads: the changes that follow then repeat what the page showed, and lead to
 * the same rows. That makes the snapshot exact for any number of pages and timestamps, and it can
 * resume after the last key at any later time. The position on the log that the stream began at
 * must be older than the first G.
 *
 * <p>One G serves several pages, because Milvus answers the first read at a fresh G only when its
 * time ticks have passed it (0.2 to 0.6 s). It is abandoned early when many changes wait for it.
 * The pages of one G are read ahead of what is emitted, a few of them at most.
 *
 * <p>Nothing here blocks but the output. A collection that isn't loaded, or a Milvus that is
 * unavailable, is queried again after a pause, while changes are emitted.
 */
public final class SnapshotRun {
  /** Where pages go to. */
  public interface Output {
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
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long GONE_NANOS = Duration.ofSeconds(60).toNanos();
  private static final long HELD_BYTES_SOFT = 16L << 20;
  private static final long HELD_BYTES_HARD = 64L << 20;

  private final SnapshotPager pager;
  private final Supplier<CompletableFuture<Long>> timestamps;
  private final Output output;

  private CompletableFuture<Long> timestamp;
  private Page ready;
  private long guarantee;
  private long guaranteeUntil;
  private long pausedUntil;
  private MilvusReason waitingFor;
  private long goneSince;
  private boolean complete;

  /**
   * A run of the pager's pages.
   *
   * @param timestamps allocates a timestamp later than every change that was written before
   */
  public SnapshotRun(
      SnapshotPager pager, Supplier<CompletableFuture<Long>> timestamps, Output output) {
    this.pager = pager;
    this.timestamps = timestamps;
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
    if (complete || (waitingFor != null && now - pausedUntil < 0)) {
      return false;
    }
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
      return emitted(released);
    }
    if (heldBytes > HELD_BYTES_HARD) {
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
    if (!mayRead) {
      return false;
    }
    timestamp = timestamps.get();
    return true;
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
    waitingFor = null;
    pager.readAhead(!ready.isEnd() && now - guaranteeUntil < 0 && mayRead);
    return true;
  }

  private boolean emitted(long released) throws InterruptedException {
    if (released < guarantee) {
      return false;
    }
    Page page = ready;
    ready = null;
    if (page.isEnd()) {
      complete = true;
    } else {
      output.page(page);
    }
    return true;
  }

  private void pauseOrThrow(long now, MilvusRequestException reason) {
    if (reason.failure() != Failure.RETRY && !(isGone(reason.reason()) && mayComeBack(now))) {
      throw reason;
    }
    output.waiting(reason, waitingFor != reason.reason());
    waitingFor = reason.reason();
    pausedUntil = now + PAUSE_NANOS;
  }

  private static boolean isGone(MilvusReason reason) {
    return reason == MilvusReason.NO_COLLECTION || reason == MilvusReason.NO_DATABASE;
  }

  /**
   * The log announces a drop soon, and that announcement decides what becomes of the collection.
   */
  private boolean mayComeBack(long now) {
    if (waitingFor == null || !isGone(waitingFor)) {
      goneSince = now;
    }
    return now - goneSince < GONE_NANOS;
  }

  /** Cancels what is under way. */
  public void cancel() {
    if (timestamp != null) {
      timestamp.cancel(true);
      timestamp = null;
    }
    pager.cancel();
  }
}
