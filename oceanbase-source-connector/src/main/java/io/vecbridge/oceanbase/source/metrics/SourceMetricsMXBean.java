// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.metrics;

import java.util.Map;

/** What Debezium's own MBeans of a task don't show. Totals are since the start of the task. */
public interface SourceMetricsMXBean {
  /**
   * The tables that can't be captured at present, by {@code database.table}, with the reason of the
   * last failure. Each is tried again; one that was dropped is listed until one of its name is
   * captured.
   */
  Map<String, String> getFailedTables();

  /** How often the capture of a table failed, including failures that pass. */
  long getTotalNumberOfTableFailures();
}
