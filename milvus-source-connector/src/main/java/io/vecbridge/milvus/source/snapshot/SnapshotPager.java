// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import io.milvus.grpc.QueryResults;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads a collection page by page: the home of the guarantee that a snapshot misses no row.
 *
 * <ul>
 *   <li>Each page begins behind the last key of the page before; there is no paging by offset.
 *   <li>The keys of a page ascend, or the snapshot fails ({@link PageException}).
 *   <li>Only an empty page is the end.
 *   <li>A page comes from the collection of the given id, never from another one under its name.
 *   <li>A page that is too large is asked for again with fewer rows.
 *   <li>The cursor moves when a page is handed out; after a failure the next page begins where the
 *       failed one did.
 * </ul>
 *
 * <p>Used by one thread, which it never blocks; at most one page is on its way.
 */
public final class SnapshotPager {
  private final PageSource source;
  private final PageSize size;
  private PrimaryKeyCursor cursor;
  private CompletableFuture<QueryResults> reading;
  private long guaranteeTimestamp;

  SnapshotPager(PageSource source, PageSize size, PrimaryKeyCursor cursor) {
    this.source = source;
    this.size = size;
    this.cursor = cursor;
  }

  /**
   * A pager that begins, or goes on behind a key.
   *
   * @param collection with the fields that are to be read, the primary key among them
   * @param filter an expression of Milvus that restricts the rows; empty for all
   * @param fetchSize the most rows of a page
   * @param lastKey the last key that was read, a {@link Long} or a {@link String}; null to begin
   */
  public static SnapshotPager of(
      MilvusClient client,
      MilvusCollection collection,
      String filter,
      int fetchSize,
      Object lastKey) {
    return new SnapshotPager(
        new MilvusPageSource(client, collection),
        new PageSize(fetchSize, RowEstimate.bytes(collection.fields())),
        new PrimaryKeyCursor(collection.primaryKey().name(), lastKey, filter.strip()));
  }

  /**
   * Begins to read the next page.
   *
   * @param timestamp every change up to it will be in the page
   * @throws IllegalStateException when a page is on its way
   */
  public void start(long timestamp) {
    if (reading != null) {
      throw new IllegalStateException("A page is on its way");
    }
    guaranteeTimestamp = timestamp;
    reading = source.read(cursor.expression(), size.rows(), timestamp);
  }

  /** Whether a page is on its way or waits to be taken. */
  public boolean isReading() {
    return reading != null;
  }

  /**
   * The page that was started, once it is there; empty before that.
   *
   * @throws MilvusRequestException when it can't be read: where it is one of {@code Failure.RETRY},
   *     {@link MilvusReason#NOT_LOADED} among them, it can be started again later
   * @throws PageException when its rows don't ascend
   */
  public Optional<Page> poll() {
    if (reading == null || !reading.isDone()) {
      return Optional.empty();
    }
    CompletableFuture<QueryResults> done = reading;
    reading = null;
    try {
      return Optional.of(accept(done.join()));
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof MilvusRequestException failure)) {
        throw e;
      }
      if (failure.reason() == MilvusReason.TOO_LARGE && size.shrink()) {
        start(guaranteeTimestamp);
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** Gives up the page that is on its way, if any. */
  public void cancel() {
    if (reading != null) {
      reading.cancel(true);
      reading = null;
    }
  }

  /** Key of the last row that was handed out; null before the first one. */
  public Object lastKey() {
    return cursor.lastKey();
  }

  private Page accept(QueryResults answer) {
    KeyColumn keys = KeyColumn.of(answer.getFieldsDataList(), cursor.field());
    Object lastKey = keys.lastKey(cursor.lastKey());
    long bytes = answer.getSerializedSize();
    size.seen(keys.rows(), bytes);
    cursor = cursor.after(lastKey);
    return new Page(guaranteeTimestamp, answer.getFieldsDataList(), keys.rows(), lastKey, bytes);
  }
}
