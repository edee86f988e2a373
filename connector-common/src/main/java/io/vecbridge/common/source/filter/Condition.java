// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.filter;

import java.util.function.IntFunction;

/** A condition on one row. */
@FunctionalInterface
public interface Condition {
  /**
   * Whether it holds.
   *
   * @param row the values of the fields that it needs, by their numbers
   */
  Truth test(IntFunction<Object> row);

  /** Whether both hold. */
  default Condition and(Condition other) {
    return row -> test(row).and(other.test(row));
  }

  /** Whether one of both holds, or both. */
  default Condition or(Condition other) {
    return row -> test(row).or(other.test(row));
  }

  /** Whether it doesn't hold. */
  default Condition not() {
    return row -> test(row).not();
  }
}
