// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.metrics;

import io.vecbridge.common.sink.metrics.SinkMetrics;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What a task has done, with what only OceanBase has: conflicts, altered tables, a memstore. */
public final class OceanBaseSinkMetrics extends SinkMetrics implements OceanBaseSinkMetricsMXBean {
  /** The phase in which OceanBase's memstore is too full to write. */
  public static final String MEMSTORE_FULL = "memstore_full";

  private final AtomicLong conflicts = new AtomicLong();
  private final AtomicLong tablesAltered = new AtomicLong();

  /**
   * @param nanoClock such as {@code System::nanoTime}
   * @param epochMillis such as {@code System::currentTimeMillis}
   */
  public OceanBaseSinkMetrics(LongSupplier nanoClock, LongSupplier epochMillis) {
    super(nanoClock, epochMillis);
  }

  /**
   * Counts snapshot rows that met a row from before the pipeline.
   *
   * @param table as the source calls it
   */
  public void conflicts(String table, long rows) {
    conflicts.addAndGet(rows);
    status(table).conflicts(rows);
  }

  public void tableAltered() {
    tablesAltered.incrementAndGet();
  }

  @Override
  public long getTotalNumberOfConflicts() {
    return conflicts.get();
  }

  @Override
  public long getTotalNumberOfTablesAltered() {
    return tablesAltered.get();
  }
}
