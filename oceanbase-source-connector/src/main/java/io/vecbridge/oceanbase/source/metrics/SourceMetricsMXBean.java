// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.metrics;

import java.util.Map;

/** What Debezium's own MBeans of a task don't show. Totals are since the start of the task. */
public interface SourceMetricsMXBean {
  /**
   * The task's tables, by {@code database.table}. With {@code capture.mode=binlog}, and with {@code
   * snapshot.mode=schema_only}, a table has no position of its own.
   */
  Map<String, TableStatus> getTables();

  /**
   * How long the tenant keeps history ({@code undo_retention}), which no position may be older
   * than; -1 if it isn't known, as with {@code capture.mode=binlog}.
   */
  long getUndoRetentionSeconds();

  /**
   * The tables that can't be captured at present, by {@code database.table}, with the reason of the
   * last failure. Each is tried again; one that was dropped is listed until one of its name is
   * captured.
   */
  Map<String, String> getFailedTables();

  /** How often the capture of a table failed, including failures that pass. */
  long getTotalNumberOfTableFailures();

  /** How often the task had to wait because the tenant was unavailable or busy. */
  long getTotalNumberOfRetries();

  /**
   * New snapshots because a position was lost ({@code snapshot.mode=when_needed}): rows that were
   * deleted in the gap stay in the target.
   */
  long getTotalNumberOfGaps();

  /** The last failure that the task survived, never with a value; empty if there was none. */
  String getLastError();
}
