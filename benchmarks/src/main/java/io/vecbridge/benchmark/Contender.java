// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

/** One way to move rows, which can be run again and again. */
interface Contender {
  OperatingSystemMXBean PROCESS = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /**
   * What stands in the table.
   *
   * @return a few words
   */
  String name();

  /** Rows that a run moves. */
  int rows();

  /**
   * Time of the processor that whatever moves the rows has taken so far: by default this process.
   */
  default long cpuNanos() throws Exception {
    return PROCESS.getProcessCpuTime();
  }

  /** What else its runs have cost so far, by what it is; the report has it per row. */
  default Map<String, Double> totals() throws Exception {
    return Map.of();
  }

  /** Whether it becomes faster with each run at first, as a JVM does. */
  default boolean warmsUp() {
    return true;
  }

  /** Moves the rows once; returns rows per second. */
  double run() throws Exception;
}
