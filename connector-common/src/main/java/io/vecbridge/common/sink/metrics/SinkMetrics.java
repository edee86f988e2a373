// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What a task has done since its start: the one place that counts. Written by the task's thread,
 * read by any; reading it does not disturb the task.
 */
public class SinkMetrics implements SinkMetricsMXBean {
  private final SinkProgress progress;
  private final LongSupplier epochMillis;
  private final Map<String, TableStatus> tables = new ConcurrentHashMap<>();
  private final AtomicLong records = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong upserts = new AtomicLong();
  private final AtomicLong deletes = new AtomicLong();
  private final AtomicLong truncates = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private final AtomicLong errant = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong tablesCreated = new AtomicLong();
  private final AtomicLong tableFailures = new AtomicLong();
  private volatile List<String> blockedTables = List.of();
  private volatile String lastError = "";

  /**
   * @param nanoClock such as {@code System::nanoTime}
   * @param epochMillis such as {@code System::currentTimeMillis}
   */
  public SinkMetrics(LongSupplier nanoClock, LongSupplier epochMillis) {
    this.progress = new SinkProgress(nanoClock, epochMillis);
    this.epochMillis = epochMillis;
  }

  public final SinkProgress progress() {
    return progress;
  }

  /** Counts the records of a put that is committed. */
  public final void read(long putRecords) {
    records.addAndGet(putRecords);
  }

  /**
   * Counts what a put wrote of one table or collection.
   *
   * @param table as the source calls it
   * @param sourceMillis the time of its last change; negative if it isn't known
   */
  public final void written(String table, TableStatus.Written written, long sourceMillis) {
    bytes.addAndGet(written.bytes());
    upserts.addAndGet(written.upserts());
    deletes.addAndGet(written.deletes());
    truncates.addAndGet(written.truncates());
    TableStatus status = status(table);
    status.written(written);
    if (sourceMillis >= 0) {
      status.behind(epochMillis.getAsLong() - sourceMillis);
    }
  }

  /**
   * What is shown of one table or collection.
   *
   * @param table as the source calls it
   */
  protected final TableStatus status(String table) {
    return tables.computeIfAbsent(table, any -> new TableStatus());
  }

  /** Counts the records of a put that the configuration leaves out. */
  public final void skipped(long records) {
    skipped.addAndGet(records);
  }

  /**
   * Counts records that were reported because they can't be written.
   *
   * @param message about one of them, without values
   */
  public final void errant(long reported, String message) {
    errant.addAndGet(reported);
    lastError = message;
  }

  /**
   * Counts a put that failed for a reason that passes.
   *
   * @param message the reason, without values
   */
  public final void retried(String message) {
    lastError = message;
    retries.incrementAndGet();
  }

  /**
   * Counts a try of a table or collection that can't be written.
   *
   * @param message the reason, without values
   */
  public final void blocked(String message) {
    lastError = message;
    tableFailures.incrementAndGet();
  }

  /**
   * Shows the tables or collections that can't be written now.
   *
   * @param names as the source calls them
   * @param texts the reason of each
   */
  public final void blockedTables(Set<String> names, List<String> texts) {
    blockedTables = List.copyOf(texts);
    names.forEach(this::status);
    tables.forEach((table, status) -> status.blocked(names.contains(table)));
  }

  /** Counts a table or collection. */
  public final void tableCreated() {
    tablesCreated.incrementAndGet();
  }

  @Override
  public String getPhase() {
    return progress.phase();
  }

  @Override
  public long getTotalNumberOfRecordsRead() {
    return records.get();
  }

  @Override
  public long getTotalNumberOfUpserts() {
    return upserts.get();
  }

  @Override
  public long getTotalNumberOfDeletes() {
    return deletes.get();
  }

  @Override
  public long getTotalNumberOfTruncates() {
    return truncates.get();
  }

  @Override
  public long getTotalNumberOfErrantRecords() {
    return errant.get();
  }

  @Override
  public long getTotalNumberOfSkipped() {
    return skipped.get();
  }

  @Override
  public long getTotalNumberOfRetries() {
    return retries.get();
  }

  @Override
  public long getTotalNumberOfTablesCreated() {
    return tablesCreated.get();
  }

  @Override
  public long getTotalNumberOfTableFailures() {
    return tableFailures.get();
  }

  @Override
  public Map<String, TableStatus> getTables() {
    return new TreeMap<>(tables);
  }

  @Override
  public List<String> getBlockedTables() {
    return blockedTables;
  }

  @Override
  public int getNumberOfBlockedTables() {
    return blockedTables.size();
  }

  @Override
  public long getTotalBytes() {
    return bytes.get();
  }

  @Override
  public long getTotalNumberOfBatches() {
    return progress.batches().count();
  }

  @Override
  public long getTotalBatchMillis() {
    return progress.batches().millis();
  }

  @Override
  public long getLastBatchSize() {
    return progress.batches().lastSize();
  }

  @Override
  public long getMaxBatchSize() {
    return progress.batches().maxSize();
  }

  @Override
  public long getLastBatchMillis() {
    return progress.batches().lastMillis();
  }

  @Override
  public long getMaxBatchMillis() {
    return progress.batches().maxMillis();
  }

  @Override
  public long getMilliSecondsBehindSource() {
    return progress.behindMillis();
  }

  @Override
  public String getLastError() {
    return lastError;
  }
}
