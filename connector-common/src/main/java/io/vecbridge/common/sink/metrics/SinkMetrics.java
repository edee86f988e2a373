// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.metrics;

import java.util.function.LongSupplier;

/** What a task tells of itself; reading it disturbs the task in nothing. */
public final class SinkMetrics implements SinkMetricsMXBean {
  private final SinkCounters counters = new SinkCounters();
  private final SinkProgress progress;

  /**
   * @param nanoClock such as {@code System::nanoTime}
   * @param epochMillis such as {@code System::currentTimeMillis}
   */
  public SinkMetrics(LongSupplier nanoClock, LongSupplier epochMillis) {
    this.progress = new SinkProgress(nanoClock, epochMillis);
  }

  public SinkCounters counters() {
    return counters;
  }

  public SinkProgress progress() {
    return progress;
  }

  @Override
  public String getPhase() {
    return progress.phase().text();
  }

  @Override
  public long getTotalNumberOfRecordsRead() {
    return counters.snapshot().records();
  }

  @Override
  public long getTotalNumberOfUpserts() {
    return counters.snapshot().upserts();
  }

  @Override
  public long getTotalNumberOfDeletes() {
    return counters.snapshot().deletes();
  }

  @Override
  public long getTotalNumberOfTruncates() {
    return counters.snapshot().truncates();
  }

  @Override
  public long getTotalNumberOfErrantRecords() {
    return counters.snapshot().errant();
  }

  @Override
  public long getTotalNumberOfConflicts() {
    return counters.snapshot().conflicts();
  }

  @Override
  public long getTotalNumberOfSkipped() {
    return counters.snapshot().skipped();
  }

  @Override
  public long getTotalNumberOfRetries() {
    return counters.snapshot().retries();
  }

  @Override
  public long getTotalNumberOfTablesCreated() {
    return counters.snapshot().tablesCreated();
  }

  @Override
  public long getTotalNumberOfTablesAltered() {
    return counters.snapshot().tablesAltered();
  }

  @Override
  public long getTotalBytes() {
    return counters.snapshot().bytes();
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
    return counters.lastError();
  }
}
