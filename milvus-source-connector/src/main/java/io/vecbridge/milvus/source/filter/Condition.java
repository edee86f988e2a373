// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import java.util.function.IntFunction;

/** A condition on one row. */
@FunctionalInterface
interface Condition {
  /** Whether it holds. */
  Truth test(IntFunction<Object> row);

  default Condition and(Condition other) {
    return row -> test(row).and(other.test(row));
  }

  default Condition or(Condition other) {
    return row -> test(row).or(other.test(row));
  }

  default Condition not() {
    return row -> test(row).not();
  }
}
