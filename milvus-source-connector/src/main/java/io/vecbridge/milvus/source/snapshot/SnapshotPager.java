// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import io.milvus.grpc.QueryResults;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.rate.PageSize;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.row.RowBatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Reads a collection page by page, and guarantees that a snapshot misses no row.
 *
 * <ul>
 *   <li>Each page begins after the last key of the page before; there is no paging by offset.
 *   <li>The keys of a page are ascending, or the snapshot fails.
 *   <li>Only an empty page is the end.
 *   <li>A page comes from the collection of the given id, never from another one under its name.
 *   <li>A page that is too large is requested again with fewer rows.
 *   <li>The cursor moves when a page has been emitted; whatever fails or is abandoned before is
 *       read again from the same position.
 * </ul>
 *
 * <p>Used by one thread, which it never blocks. If it may read ahead, the thread that delivers a
 * page requests the next one immediately, so that Milvus is never idle: one page is being read
 * while one, or several small ones, wait to be taken. A page takes its bytes from the task's {@link
 * SnapshotBudget} from its request until it has been emitted.
 */
public final class SnapshotPager {
  /**
   * Rows of a collection in the order of the primary key.
   *
   * @param guaranteeTimestamp every change with a timestamp up to this one is in the rows; later
   *     ones may be
   * @param batch the rows; none at the end of the collection
   * @param lastKey key of the last row, a {@link Long} or a {@link String}; that of the page before
   *     if there are no rows
   * @param duplicates rows whose key another one before them has
   * @param bytes size of Milvus's answer
   * @param isShort whether there are fewer rows than were asked for: no more follow, as far as one
   *     page shows it
   */
  public record Page(
      long guaranteeTimestamp,
      RowBatch batch,
      Object lastKey,
      int duplicates,
      long bytes,
      boolean isShort) {
    /** Number of rows. */
    public int rows() {
      return batch.rows();
    }

    /** Whether the snapshot is complete: only an empty page shows it, a short one does not. */
    public boolean isEnd() {
      return rows() == 0;
    }
  }

  /**
   * How pages are read.
   *
   * @param fetchSize the most rows of a page
   * @param cursor after the last key that was read
   * @param atTimestamp whether a page has no changes later than its timestamp
   */
  public record Reading(int fetchSize, PrimaryKeyCursor cursor, boolean atTimestamp) {}

  /** Where pages come from. */
  interface PageSource {
    /**
     * Asks for the first rows in the order of the primary key. Cancelling the future ends the call.
     *
     * @param expression which rows; empty for all
     * @param rows the most rows of the answer, which may have fewer though there are more
     * @param guaranteeTimestamp the changes up to this timestamp have to be in it
     */
    CompletableFuture<QueryResults> read(String expression, int rows, long guaranteeTimestamp);
  }

  /** Milvus's quotaAndLimits.limits.maxQueryResultWindow. */
  private static final int MAX_QUERY_RESULT_WINDOW = 16_384;

  private static final int MAX_WAITING = 2;

  private final PageSource source;
  private final Function<QueryResults, RowBatch> opener;
  private final PageSize size;
  private final SnapshotBudget budget;
  private final Deque<Page> waiting = new ArrayDeque<>();
  private long waitingBytes;
  // Taken from the budget: for the page on its way, and by pages that haven't been emitted.
  private long reserved;
  private long held;
  // After the last page that was emitted, and after the last that has come.
  private PrimaryKeyCursor cursor;
  private PrimaryKeyCursor ahead;
  private CompletableFuture<QueryResults> reading;
  private RuntimeException failure;
  private boolean ended;
  private boolean readsAhead;
  private long guaranteeTimestamp;

  SnapshotPager(
      PageSource source,
      Function<QueryResults, RowBatch> opener,
      PageSize size,
      PrimaryKeyCursor cursor,
      SnapshotBudget budget) {
    this.source = source;
    this.opener = opener;
    this.size = size;
    this.budget = budget;
    this.cursor = cursor;
    this.ahead = cursor;
  }

  /**
   * A pager that begins, or resumes after a key.
   *
   * @param collection with the fields that are to be read, the primary key among them
   * @param opener opens the rows of an answer
   * @param budget of the task
   */
  public static SnapshotPager of(
      MilvusClient client,
      MilvusCollection collection,
      Function<QueryResults, RowBatch> opener,
      Reading reading,
      SnapshotBudget budget) {
    return new SnapshotPager(
        new MilvusPageSource(client, collection, reading.atTimestamp()),
        opener,
        new PageSize(
            Math.min(reading.fetchSize(), MAX_QUERY_RESULT_WINDOW),
            RowEstimate.bytes(collection.fields())),
        reading.cursor(),
        budget);
  }

  /** Takes the bytes of the next page from the budget; false if there are not enough now. */
  public synchronized boolean reserve() {
    if (reserved == 0 && budget.reserve(PageSize.TARGET_BYTES)) {
      reserved = PageSize.TARGET_BYTES;
    }
    return reserved > 0;
  }

  /**
   * Begins to read the next page, whose bytes have been reserved, and no further one.
   *
   * @param timestamp every change up to it will be in the page
   * @throws IllegalStateException if a page is on its way or waits to be taken
   */
  public synchronized void start(long timestamp) {
    if (isReading()) {
      throw new IllegalStateException("A page is already requested");
    }
    guaranteeTimestamp = timestamp;
    readsAhead = false;
    ask();
  }

  /**
   * Continues to read at the timestamp of the page that was started, also before its pages are
   * taken; or stops after the page that is on its way.
   */
  public synchronized void readAhead(boolean enabled) {
    readsAhead = enabled;
    askAhead();
  }

  /** Whether a page is on its way or waits to be taken. */
  public synchronized boolean isReading() {
    return reading != null || failure != null || !waiting.isEmpty();
  }

  /**
   * The next page once it has arrived, otherwise empty.
   *
   * @throws MilvusRequestException if it can't be read: after {@code Failure.RETRY}, which {@link
   *     MilvusReason#NOT_LOADED} is too, it can be started again later
   * @throws ConnectException if its rows don't ascend
   */
  public synchronized Optional<Page> poll() {
    Page page = waiting.poll();
    if (page != null) {
      waitingBytes -= page.bytes();
      return Optional.of(page);
    }
    if (failure != null) {
      RuntimeException failed = failure;
      failure = null;
      throw failed;
    }
    return Optional.empty();
  }

  /** A page that was handed out has been emitted. */
  public synchronized void emitted(Page page) {
    cursor = cursor.after(page.lastKey());
    held -= page.bytes();
    budget.release(page.bytes());
  }

  /** Abandons the pages that are on their way or wait or were not emitted, if any. */
  public synchronized void cancel() {
    CompletableFuture<QueryResults> given = reading;
    reading = null;
    waiting.clear();
    waitingBytes = 0;
    failure = null;
    ended = false;
    ahead = cursor;
    budget.release(reserved + held);
    reserved = 0;
    held = 0;
    if (given != null) {
      given.cancel(true);
    }
  }

  private void askAhead() {
    if (readsAhead
        && reading == null
        && failure == null
        && !ended
        && waiting.size() < MAX_WAITING
        && waitingBytes <= PageSize.TARGET_BYTES
        && reserve()) {
      ask();
    }
  }

  private void ask() {
    CompletableFuture<QueryResults> asked =
        source.read(ahead.expression(), size.rows(), guaranteeTimestamp);
    reading = asked;
    asked.whenComplete((answer, error) -> arrived(asked, answer, error));
  }

  /** On the thread that brings the answer. */
  private synchronized void arrived(
      CompletableFuture<QueryResults> asked, QueryResults answer, Throwable error) {
    if (reading != asked) {
      return;
    }
    reading = null;
    try {
      if (error == null) {
        accept(answer);
        askAhead();
      } else {
        failed(error);
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void accept(QueryResults answer) {
    RowBatch batch = opener.apply(answer);
    KeyOrder.PageKeys keys = KeyOrder.keys(batch, ahead.lastKey());
    long bytes = answer.getSerializedSize();
    boolean isShort = batch.rows() < size.rows();
    size.seen(batch.rows(), bytes);
    ahead = ahead.after(keys.last());
    ended = batch.rows() == 0;
    waiting.add(
        new Page(guaranteeTimestamp, batch, keys.last(), keys.duplicates(), bytes, isShort));
    waitingBytes += bytes;
    budget.correct(bytes - reserved);
    held += bytes;
    reserved = 0;
  }

  private void failed(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    if (cause instanceof MilvusRequestException request
        && request.reason() == MilvusReason.TOO_LARGE
        && size.shrink()) {
      ask();
    } else {
      failure =
          cause instanceof MilvusRequestException request
              ? request
              : new CompletionException(cause);
    }
  }
}
