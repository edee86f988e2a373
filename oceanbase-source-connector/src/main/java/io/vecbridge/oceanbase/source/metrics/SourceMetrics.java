// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.metrics;

import io.vecbridge.common.source.emit.CaptureMetrics;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** What a task reports of its tables beside Debezium's metrics. */
public final class SourceMetrics extends CaptureMetrics implements SourceMetricsMXBean {
  private static final long UNKNOWN = -1;

  private final LongSupplier epochMillis;
  private volatile Map<String, TableStatus> tables = Map.of();
  private volatile long undoRetentionSeconds = UNKNOWN;

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
    return failed();
  }

  @Override
  public long getTotalNumberOfTableFailures() {
    return failures();
  }
}
