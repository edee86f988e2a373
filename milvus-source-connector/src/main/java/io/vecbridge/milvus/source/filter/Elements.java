// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import com.fasterxml.jackson.databind.JsonNode;
import io.vecbridge.common.source.filter.Condition;
import io.vecbridge.milvus.source.filter.Part.Column;
import io.vecbridge.milvus.source.filter.Part.Constants;
import io.vecbridge.milvus.source.filter.Part.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Conditions on the elements of an array, which is a field or in JSON. */
final class Elements {
  private final Comparisons comparisons;
  private final Dialect dialect;

  Elements(Comparisons comparisons, Dialect dialect) {
    this.comparisons = comparisons;
    this.dialect = dialect;
  }

  /**
   * Whether an array has all, or any, of the values; empty if their types don't fit.
   *
   * @param expected literals, and for an array in JSON lists of them
   */
  Optional<Condition> contain(Column column, List<Object> expected, boolean all) {
    long lists = expected.stream().filter(Constants.class::isInstance).count();
    if (lists > 0 && (lists < expected.size() || expected.stream().anyMatch(Elements::isNested))) {
      // Milvus fails on lists among other values, depending on the row, and on lists of lists.
      return Optional.empty();
    }
    List<Predicate<Object>> tests = new ArrayList<>();
    for (Object value : expected) {
      Optional<Predicate<Object>> test =
          column.kind() == Kind.JSON
              ? Optional.of(json(value, dialect.wholeNumbers()))
              : Comparisons.value(Comparisons.elements(column), Operator.EQUAL, value);
      if (test.isEmpty()) {
        return Optional.empty();
      }
      tests.add(test.get());
    }
    return Optional.of(
        comparisons.on(
            column,
            Elements::isArray,
            value -> {
              List<Object> elements = elements(value);
              return isArray(value)
                  && (all
                      ? tests.stream().allMatch(test -> elements.stream().anyMatch(test))
                      : tests.stream().anyMatch(test -> elements.stream().anyMatch(test)));
            }));
  }

  /**
   * The test of an element in JSON.
   *
   * @param wholeNumbers whether 1 is found as 1.0
   */
  private static Predicate<Object> json(Object expected, boolean wholeNumbers) {
    if (expected instanceof Constants list) {
      List<Predicate<Object>> tests =
          list.values().stream().map(value -> json(value, false)).toList();
      return element -> {
        JsonNode node = (JsonNode) element;
        boolean equal = node.isArray() && node.size() == tests.size();
        for (int i = 0; equal && i < tests.size(); i++) {
          equal = tests.get(i).test(node.get(i));
        }
        return equal;
      };
    }
    Predicate<Object> equal = Comparisons.json(Operator.EQUAL, expected).orElseThrow();
    return expected instanceof Long && !wholeNumbers
        ? equal.and(element -> ((JsonNode) element).isIntegralNumber())
        : equal;
  }

  /** The comparison of the number of elements, which is 0 of what is no array. */
  Condition length(Column column, Operator operator, long constant) {
    return comparisons.on(
        column, Elements::isArray, value -> operator.test((long) elements(value).size(), constant));
  }

  private static boolean isNested(Object expected) {
    return expected instanceof Constants list
        && list.values().stream().anyMatch(Constants.class::isInstance);
  }

  private static boolean isArray(Object value) {
    return !(value instanceof JsonNode node) || node.isArray();
  }

  private static List<Object> elements(Object value) {
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    List<Object> elements = new ArrayList<>();
    JsonNode node = (JsonNode) value;
    if (node.isArray()) {
      node.forEach(elements::add);
    }
    return elements;
  }
}
