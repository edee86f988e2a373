// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import com.fasterxml.jackson.databind.JsonNode;
import io.vecbridge.common.source.filter.Condition;
import io.vecbridge.common.source.filter.Truth;
import io.vecbridge.milvus.source.filter.Part.Column;
import io.vecbridge.milvus.source.filter.Part.Constants;
import io.vecbridge.milvus.source.filter.Part.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Comparisons of a column with literals. Null is neither equal nor unequal to anything, and so is a
 * value in JSON that is missing or of another type, and an element that an array lacks, in newer
 * versions of Milvus. In older ones the value in JSON is unequal to all literals, and the element
 * is neither.
 */
final class Comparisons {
  private final Dialect dialect;

  Comparisons(Dialect dialect) {
    this.dialect = dialect;
  }

  /** The comparison of a column with a literal; empty if their types don't fit. */
  Optional<Condition> of(Column column, Operator operator, Object constant) {
    return (column.kind() == Kind.JSON
            ? json(operator, constant)
            : value(kind(column), operator, constant))
        .map(test -> on(column, value -> fits(value, constant), test));
  }

  /** Whether a column has one of the literals; empty if their types don't fit. */
  Optional<Condition> in(Column column, List<Object> constants) {
    Set<Class<?>> types = new HashSet<>();
    constants.forEach(constant -> types.add(constant.getClass()));
    if (types.contains(Constants.class) || (column.kind() == Kind.JSON && types.size() > 1)) {
      return Optional.empty();
    }
    Predicate<Object> any = value -> false;
    for (Object constant : constants) {
      Optional<Predicate<Object>> equal =
          column.kind() == Kind.JSON
              ? json(Operator.EQUAL, constant)
              : value(kind(column), Operator.EQUAL, constant);
      if (equal.isEmpty()) {
        return Optional.empty();
      }
      any = any.or(equal.get());
    }
    return Optional.of(
        on(column, value -> constants.isEmpty() || fits(value, constants.get(0)), any));
  }

  /** Whether the text of a column begins, ends or contains as the pattern says. */
  Optional<Condition> like(Column column, Predicate<String> pattern) {
    return switch (column.kind()) {
      case TEXT -> Optional.of(on(column, value -> true, value -> pattern.test((String) value)));
      case JSON ->
          Optional.of(
              on(
                  column,
                  value -> ((JsonNode) value).isTextual(),
                  value ->
                      ((JsonNode) value).isTextual()
                          && pattern.test(((JsonNode) value).textValue())));
      case INTEGER, FLOAT, DOUBLE, BOOLEAN, ARRAY, OTHER -> Optional.empty();
    };
  }

  /** Milvus rounds a literal to the FLOAT of a field, but not to that of an element. */
  private static Kind kind(Column column) {
    return column.isElement() ? elements(column) : column.kind();
  }

  /** As what the elements of an array are compared. */
  static Kind elements(Column array) {
    Kind kind = Kind.of(array.field().elementType());
    return kind == Kind.FLOAT ? Kind.DOUBLE : kind;
  }

  /**
   * A condition on a column's value.
   *
   * @param fits whether the value has the type that is expected
   */
  Condition on(Column column, Predicate<Object> fits, Predicate<Object> test) {
    return row -> {
      Object value = column.read(row);
      boolean element = value != Column.NO_ELEMENT;
      if (value == null || (dialect.unknown() && !(element && fits.test(value)))) {
        return Truth.UNKNOWN;
      }
      return Truth.of(element && test.test(value));
    };
  }

  /** Whether a value is no JSON, or of the type of a literal. */
  private static boolean fits(Object value, Object constant) {
    if (!(value instanceof JsonNode node)) {
      return true;
    }
    return constant instanceof Number
        ? node.isNumber()
        : constant instanceof String ? node.isTextual() : node.isBoolean();
  }

  /** The test of a value of a field or of an element of an array. */
  static Optional<Predicate<Object>> value(Kind kind, Operator operator, Object constant) {
    return switch (kind) {
      case INTEGER ->
          constant instanceof Long number
              ? Optional.of(value -> operator.test(((Number) value).longValue(), (long) number))
              : Optional.empty();
      case FLOAT ->
          constant instanceof Number number
              ? Optional.of(
                  value -> operator.test(((Number) value).doubleValue(), number.floatValue()))
              : Optional.empty();
      case DOUBLE ->
          constant instanceof Number number
              ? Optional.of(
                  value -> operator.test(((Number) value).doubleValue(), number.doubleValue()))
              : Optional.empty();
      case TEXT ->
          constant instanceof String text
              ? Optional.of(value -> operator.test((String) value, text))
              : Optional.empty();
      case BOOLEAN ->
          constant instanceof Boolean truth && operator.isEquality()
              ? Optional.of(value -> operator.test((boolean) value, truth))
              : Optional.empty();
      case JSON, ARRAY, OTHER -> Optional.empty();
    };
  }

  /** The test of a value in JSON. */
  static Optional<Predicate<Object>> json(Operator operator, Object constant) {
    boolean otherwise = operator == Operator.UNEQUAL;
    if (constant instanceof Boolean && !operator.isEquality()) {
      return Optional.empty();
    }
    return Optional.of(
        value -> {
          JsonNode node = (JsonNode) value;
          if (constant instanceof Number number && node.isNumber()) {
            return constant instanceof Long && node.isIntegralNumber() && node.canConvertToLong()
                ? operator.test(node.longValue(), number.longValue())
                : operator.test(node.doubleValue(), number.doubleValue());
          }
          if (constant instanceof String text && node.isTextual()) {
            return operator.test(node.textValue(), text);
          }
          if (constant instanceof Boolean truth && node.isBoolean()) {
            return operator.test(node.booleanValue(), (boolean) truth);
          }
          return otherwise;
        });
  }
}
