// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import io.vecbridge.milvus.source.filter.Part.Column;
import io.vecbridge.milvus.source.filter.Part.Kind;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Comparisons of two fields of a row. */
final class ColumnComparisons {
  private ColumnComparisons() {}

  /** The comparison; empty if Milvus's own conversion of the two types is not known exactly. */
  static Optional<Condition> of(Column left, Operator operator, Column right) {
    if (!left.path().isEmpty() || !right.path().isEmpty() || left.kind() != right.kind()) {
      return Optional.empty();
    }
    return test(left.kind(), operator)
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

  private static Optional<BiPredicate<Object, Object>> test(Kind kind, Operator operator) {
    return switch (kind) {
      case INTEGER ->
          Optional.of(
              (one, other) ->
                  operator.test(((Number) one).longValue(), ((Number) other).longValue()));
      case FLOAT, DOUBLE ->
          Optional.of(
              (one, other) ->
                  operator.test(((Number) one).doubleValue(), ((Number) other).doubleValue()));
      case TEXT -> Optional.of((one, other) -> operator.test((String) one, (String) other));
      case BOOLEAN, JSON, ARRAY, OTHER -> Optional.empty();
    };
  }
}
