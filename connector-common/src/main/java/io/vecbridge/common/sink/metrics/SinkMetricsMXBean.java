// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.metrics;

import java.util.List;
import java.util.Map;

/**
 * What every sink task shows over JMX, named as Debezium names its metrics. All totals are since
 * the start of the task; a batch is one put of Connect.
 */
public interface SinkMetricsMXBean {
  /** What the task does now: see {@link SinkProgress}. */
  String getPhase();

  /** Records of committed puts, also those that ask for nothing, such as tombstones. */
  long getTotalNumberOfRecordsRead();

  /** Rows inserted or overwritten; changes of one key within a put are one. */
  long getTotalNumberOfUpserts();

  /** Keys deleted, whether the row existed or not; as for upserts. */
  long getTotalNumberOfDeletes();

  long getTotalNumberOfTruncates();

  /** Records reported because they can't be written. */
  long getTotalNumberOfErrantRecords();

  /** Deletes and truncates that the configuration leaves out. */
  long getTotalNumberOfSkipped();

  /** Puts that failed because the target was unavailable or busy. */
  long getTotalNumberOfRetries();

  /** Tables or collections. */
  long getTotalNumberOfTablesCreated();

  /** Tries that ended with a table or collection that can't be written. */
  long getTotalNumberOfTableFailures();

  /**
   * The tables or collections that can't be written now: the reason, the partition that waits, and
   * the tables that wait with it. Empty if all are written.
   */
  List<String> getBlockedTables();

  /** How many there are of these. */
  int getNumberOfBlockedTables();

  /** What was written of each table or collection, by its name in the source. */
  Map<String, TableStatus> getTables();

  /** About the bytes that the rows take in statements or requests. */
  long getTotalBytes();

  /** Puts that were committed. */
  long getTotalNumberOfBatches();

  /** Time that these took, their commits included. */
  long getTotalBatchMillis();

  /** Records of the last put. */
  long getLastBatchSize();

  long getMaxBatchSize();

  long getLastBatchMillis();

  long getMaxBatchMillis();

  /**
   * From the change in the source to the end of the last put that held it, done or not; -1 before
   * the first record that has the time of its change.
   */
  long getMilliSecondsBehindSource();

  /** The last failure that the task survived, never with a value; empty if there was none. */
  String getLastError();
}
