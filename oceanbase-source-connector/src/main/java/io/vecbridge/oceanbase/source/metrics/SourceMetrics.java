// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What a task reports of its tables beside Debezium's metrics. Written by the capture thread, read
 * by any; reading never disturbs the task.
 */
public final class SourceMetrics implements SourceMetricsMXBean {
  private static final long UNKNOWN = -1;

  private final LongSupplier epochMillis;
  private final Map<String, String> failed = new ConcurrentHashMap<>();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong gaps = new AtomicLong();
  private volatile Map<String, TableStatus> tables = Map.of();
  private volatile long undoRetentionSeconds = UNKNOWN;
  private volatile String lastError = "";

  /**
   * @param epochMillis such as {@code System::currentTimeMillis}
   */
  public SourceMetrics(LongSupplier epochMillis) {
    this.epochMillis = epochMillis;
  }

  /**
   * What a table is at.
   *
   * @param scn up to which its changes have been emitted; 0 if it isn't known
   */
  public TableStatus status(TableStatus.Phase phase, long scn, long polls) {
    return new TableStatus(phase, scn, polls, epochMillis);
  }

  /** The task's tables, all together. */
  public void tables(Map<String, TableStatus> statuses) {
    tables = Map.copyOf(statuses);
  }

  /** How long the tenant keeps history; negative if it doesn't show it. */
  public void undoRetention(long seconds) {
    undoRetentionSeconds = seconds;
  }

  /**
   * A table can't be captured at present.
   *
   * @param reason without values
   */
  public void failed(String table, String reason) {
    lastError = reason;
    failed.put(table, reason);
    failures.incrementAndGet();
  }

  /** A table is captured again. */
  public void recovered(String table) {
    failed.remove(table);
  }

  /**
   * The tenant is waited for.
   *
   * @param reason without values
   */
  public void retried(String reason) {
    lastError = reason;
    retries.incrementAndGet();
  }

  /**
   * A position was lost, and a new snapshot is taken.
   *
   * @param message of what, without values
   */
  public void gap(String message) {
    lastError = message;
    gaps.incrementAndGet();
  }

  @Override
  public Map<String, TableStatus> getTables() {
    return new TreeMap<>(tables);
  }

  @Override
  public long getUndoRetentionSeconds() {
    return undoRetentionSeconds;
  }

  @Override
  public Map<String, String> getFailedTables() {
    return new TreeMap<>(failed);
  }

  @Override
  public long getTotalNumberOfTableFailures() {
    return failures.get();
  }

  @Override
  public long getTotalNumberOfRetries() {
    return retries.get();
  }

  @Override
  public long getTotalNumberOfGaps() {
    return gaps.get();
  }

  @Override
  public String getLastError() {
    return lastError;
  }
}
