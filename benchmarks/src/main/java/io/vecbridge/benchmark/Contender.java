// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

/** One way to move rows, which can be run again and again. */
interface Contender {
  /**
   * What stands in the table.
   *
   * @return a few words
   */
  String name();

  /** Rows that a run moves. */
  int rows();

  /** Moves the rows once; returns rows per second. */
  double run() throws Exception;
}
