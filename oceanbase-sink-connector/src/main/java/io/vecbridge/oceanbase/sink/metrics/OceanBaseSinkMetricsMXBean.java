// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.metrics;

import io.vecbridge.common.sink.metrics.SinkMetricsMXBean;

/**
 * What an OceanBase sink task shows over JMX besides what every sink shows. A batch is one
 * transaction, unless a truncate divides it.
 */
public interface OceanBaseSinkMetricsMXBean extends SinkMetricsMXBean {
  /** Snapshot rows whose key was in the table before the pipeline. */
  long getTotalNumberOfConflicts();

  long getTotalNumberOfTablesAltered();
}
