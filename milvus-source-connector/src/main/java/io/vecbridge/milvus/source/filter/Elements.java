// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import com.fasterxml.jackson.databind.JsonNode;
import io.vecbridge.milvus.source.filter.Part.Column;
import io.vecbridge.milvus.source.filter.Part.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Conditions on the elements of an array, which is a field or in JSON. */
final class Elements {
  private Elements() {}

  /** Whether an array has all, or any, of the literals; empty if their types don't fit. */
  static Optional<Condition> contain(Column column, List<Object> constants, boolean all) {
    List<Predicate<Object>> tests = new ArrayList<>();
    for (Object constant : constants) {
      Optional<Predicate<Object>> test =
          column.kind() == Kind.JSON
              ? Comparisons.json(Operator.EQUAL, constant).map(equal -> exact(equal, constant))
              : Comparisons.value(Comparisons.elements(column), Operator.EQUAL, constant);
      if (test.isEmpty()) {
        return Optional.empty();
      }
      tests.add(test.get());
    }
    return Optional.of(
        Comparisons.on(
            column,
            value -> {
              Optional<List<Object>> elements = elements(value);
              return elements.isPresent()
                  && (all
                      ? tests.stream().allMatch(test -> elements.get().stream().anyMatch(test))
                      : tests.stream().anyMatch(test -> elements.get().stream().anyMatch(test)));
            }));
  }

  /** An integer is found only as an integer: 1 is not in [1.0]. */
  private static Predicate<Object> exact(Predicate<Object> test, Object constant) {
    return constant instanceof Long
        ? test.and(element -> ((JsonNode) element).isIntegralNumber())
        : test;
  }

  /** The comparison of the number of elements of an ARRAY field. */
  static Condition length(Column column, Operator operator, long constant) {
    return Comparisons.on(
        column, value -> operator.test((long) ((List<?>) value).size(), constant));
  }

  /** Empty if the value is no array. */
  private static Optional<List<Object>> elements(Object value) {
    if (value instanceof List<?> list) {
      return Optional.of(new ArrayList<>(list));
    }
    JsonNode node = (JsonNode) value;
    if (!node.isArray()) {
      return Optional.empty();
    }
    List<Object> elements = new ArrayList<>();
    node.forEach(elements::add);
    return Optional.of(elements);
  }
}
