// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import io.vecbridge.common.source.filter.Condition;
import io.vecbridge.common.source.filter.Truth;
import io.vecbridge.milvus.source.filter.Part.Column;
import io.vecbridge.milvus.source.filter.Part.Kind;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Comparisons of two fields of a row. Numbers of two types are converted as C++ does it: to the
 * FLOAT or DOUBLE of the other side, even if that is less exact.
 */
final class ColumnComparisons {
  private ColumnComparisons() {}

  /** The comparison; empty if Milvus's own conversion of the two types is not known exactly. */
  static Optional<Condition> of(Column left, Operator operator, Column right) {
    if (!left.path().isEmpty() || !right.path().isEmpty()) {
      return Optional.empty();
    }
    return test(left.kind(), right.kind(), operator)
        .map(
            test ->
                row -> {
                  Object one = left.read(row);
                  Object other = right.read(row);
                  return one == null || other == null
                      ? Truth.UNKNOWN
                      : Truth.of(test.test(one, other));
                });
  }

  private static Optional<BiPredicate<Object, Object>> test(
      Kind left, Kind right, Operator operator) {
    if (isNumber(left) && isNumber(right)) {
      return Optional.of(numbers(left, right, operator));
    }
    if (left != right) {
      return Optional.empty();
    }
    return switch (left) {
      case TEXT -> Optional.of((one, other) -> operator.test((String) one, (String) other));
      case BOOLEAN ->
          operator.isEquality()
              ? Optional.of((one, other) -> operator.test((boolean) one, (boolean) other))
              : Optional.empty();
      case INTEGER, FLOAT, DOUBLE, JSON, ARRAY, OTHER -> Optional.empty();
    };
  }

  private static BiPredicate<Object, Object> numbers(Kind left, Kind right, Operator operator) {
    if (left == Kind.INTEGER && right == Kind.INTEGER) {
      return (one, other) ->
          operator.test(((Number) one).longValue(), ((Number) other).longValue());
    }
    if (left == Kind.DOUBLE || right == Kind.DOUBLE) {
      return (one, other) ->
          operator.test(((Number) one).doubleValue(), ((Number) other).doubleValue());
    }
    return (one, other) ->
        operator.test(((Number) one).floatValue(), ((Number) other).floatValue());
  }

  private static boolean isNumber(Kind kind) {
    return kind == Kind.INTEGER || kind == Kind.FLOAT || kind == Kind.DOUBLE;
  }
}
