// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import com.fasterxml.jackson.databind.JsonNode;
import io.vecbridge.common.source.filter.Condition;
import io.vecbridge.milvus.source.filter.Part.Column;
import io.vecbridge.milvus.source.filter.Part.Computed;
import io.vecbridge.milvus.source.filter.Part.Kind;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Arithmetic: of literals, and of a column with a literal. Integers stay integers, and divisions
 * are truncated, as in C++.
 */
final class Calculations {
  private Calculations() {}

  /** The result of two literals; empty if it is none. */
  static Optional<Object> of(Object left, String sign, Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      try {
        return calculate(sign, (long) a, (long) b).map(Long.class::cast);
      } catch (ArithmeticException e) {
        return Optional.empty();
      }
    }
    if (left instanceof Number a && right instanceof Number b && !sign.equals("%")) {
      return Optional.of(calculate(sign, a.doubleValue(), b.doubleValue()));
    }
    return Optional.empty();
  }

  private static Optional<Long> calculate(String sign, long a, long b) {
    return switch (sign) {
      case "+" -> Optional.of(Math.addExact(a, b));
      case "-" -> Optional.of(Math.subtractExact(a, b));
      case "*" -> Optional.of(Math.multiplyExact(a, b));
      case "/" -> Optional.of(a / b);
      case "%" -> Optional.of(a % b);
      default -> Optional.empty();
    };
  }

  private static double calculate(String sign, double a, double b) {
    return switch (sign) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> a / b;
      default -> throw new IllegalArgumentException(sign);
    };
  }

  /** A double has more than twice the digits of a float, so nothing is rounded differently. */
  private static float calculate(String sign, float a, float b) {
    return (float) calculate(sign, (double) a, (double) b);
  }

  private static long wrapped(String sign, long a, long b) {
    return switch (sign) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> a / b;
      case "%" -> a % b;
      default -> throw new IllegalArgumentException(sign);
    };
  }

  /** The comparison of a computed value with a literal; empty if their types don't fit. */
  static Optional<Condition> compare(
      Comparisons comparisons, Computed computed, Operator operator, Object constant) {
    Column column = computed.column();
    String sign = computed.sign();
    Object operand = computed.number();
    if (operand instanceof Long zero && zero == 0 && (sign.equals("/") || sign.equals("%"))) {
      return Optional.empty();
    }
    boolean integers = operand instanceof Long && constant instanceof Long;
    if (!(constant instanceof Number expected) || !(operand instanceof Number number)) {
      return Optional.empty();
    }
    Kind kind = column.kind();
    if (kind == Kind.INTEGER && integers) {
      return always(
          comparisons,
          column,
          value ->
              operator.test(
                  wrapped(sign, ((Number) value).longValue(), number.longValue()),
                  expected.longValue()));
    }
    if (sign.equals("%")) {
      return Optional.empty();
    }
    return switch (kind) {
      case FLOAT ->
          always(
              comparisons,
              column,
              value ->
                  operator.test(
                      calculate(sign, (float) value, number.floatValue()), expected.floatValue()));
      case DOUBLE ->
          always(
              comparisons,
              column,
              value ->
                  operator.test(
                      calculate(sign, (double) value, number.doubleValue()),
                      expected.doubleValue()));
      case JSON ->
          Optional.of(
              comparisons.on(
                  column,
                  value -> ((JsonNode) value).isNumber(),
                  value -> json((JsonNode) value, sign, number, operator, expected)));
      case INTEGER, BOOLEAN, TEXT, ARRAY, OTHER -> Optional.empty();
    };
  }

  private static Optional<Condition> always(
      Comparisons comparisons, Column column, Predicate<Object> test) {
    return Optional.of(comparisons.on(column, value -> true, test));
  }

  private static boolean json(
      JsonNode node, String sign, Number number, Operator operator, Number expected) {
    if (!node.isNumber()) {
      return operator == Operator.UNEQUAL;
    }
    boolean integers = number instanceof Long && expected instanceof Long;
    return integers && node.isIntegralNumber() && node.canConvertToLong()
        ? operator.test(wrapped(sign, node.longValue(), number.longValue()), expected.longValue())
        : operator.test(
            calculate(sign, node.doubleValue(), number.doubleValue()), expected.doubleValue());
  }
}
