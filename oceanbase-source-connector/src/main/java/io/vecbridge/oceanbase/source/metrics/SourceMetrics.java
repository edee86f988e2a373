// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a task reports of its tables beside Debezium's metrics. Written by the capture thread, read
 * by any.
 */
public final class SourceMetrics implements SourceMetricsMXBean {
  private final Map<String, String> failed = new ConcurrentHashMap<>();
  private final AtomicLong failures = new AtomicLong();

  /**
   * A table can't be captured at present.
   *
   * @param reason without values
   */
  public void failed(String table, String reason) {
    failed.put(table, reason);
    failures.incrementAndGet();
  }

  /** A table is captured again. */
  public void recovered(String table) {
    failed.remove(table);
  }

  @Override
  public Map<String, String> getFailedTables() {
    return new TreeMap<>(failed);
  }

  @Override
  public long getTotalNumberOfTableFailures() {
    return failures.get();
  }
}
