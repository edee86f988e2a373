// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import io.vecbridge.common.source.filter.Condition;
import io.vecbridge.common.source.filter.FilterException;
import io.vecbridge.common.source.filter.Truth;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.AndContext;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.ArithmeticContext;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.CallContext;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.ComparisonContext;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.ConstantContext;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.ExistsContext;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.ExpressionContext;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.FilterContext;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.InContext;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.LikeContext;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.ListContext;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.NotInContext;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.NullTestContext;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.OrContext;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.ParenthesesContext;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.UnaryContext;
import io.vecbridge.milvus.source.filter.FilterExpressionParser.ValueContext;
import io.vecbridge.milvus.source.filter.Part.Column;
import io.vecbridge.milvus.source.filter.Part.Computed;
import io.vecbridge.milvus.source.filter.Part.Constant;
import io.vecbridge.milvus.source.filter.Part.Constants;
import io.vecbridge.milvus.source.filter.Part.Kind;
import io.vecbridge.milvus.source.filter.Part.Length;
import io.vecbridge.milvus.source.filter.Part.Test;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;

/** Makes the condition of a parsed expression, or refuses what Milvus may evaluate otherwise. */
final class FilterCompiler extends FilterExpressionBaseVisitor<Part> {
  private final UsedFields fields;
  private final Dialect dialect;
  private final Comparisons comparisons;
  private final Elements elements;

  FilterCompiler(UsedFields fields, Dialect dialect) {
    this.fields = fields;
    this.dialect = dialect;
    this.comparisons = new Comparisons(dialect);
    this.elements = new Elements(comparisons, dialect);
  }

  Condition condition(FilterContext filter) {
    return condition(filter.expression());
  }

  private Condition condition(ExpressionContext expression) {
    if (visit(expression) instanceof Test test) {
      return test.condition();
    }
    throw refused(expression, "a condition is expected, such as a comparison.");
  }

  @Override
  public Part visitAnd(AndContext and) {
    return new Test(condition(and.expression(0)).and(condition(and.expression(1))));
  }

  @Override
  public Part visitOr(OrContext or) {
    return new Test(condition(or.expression(0)).or(condition(or.expression(1))));
  }

  @Override
  public Part visitParentheses(ParenthesesContext parentheses) {
    return visit(parentheses.expression());
  }

  @Override
  public Part visitConstant(ConstantContext constant) {
    var literal = constant.literal();
    if (literal.INTEGER() != null) {
      return new Constant(Literals.integer(literal.start, false));
    }
    if (literal.DECIMAL() != null) {
      return new Constant(Double.valueOf(literal.getText()));
    }
    return new Constant(
        literal.BOOLEAN() != null
            ? Boolean.valueOf(literal.getText())
            : (Object) Literals.text(literal.start));
  }

  @Override
  public Part visitList(ListContext list) {
    List<Object> values = new ArrayList<>();
    for (ExpressionContext element : list.expression()) {
      values.add(visit(element) instanceof Constants inner ? inner : constant(element));
    }
    return new Constants(values);
  }

  @Override
  public Part visitValue(ValueContext value) {
    return fields.column(value.column());
  }

  @Override
  public Part visitUnary(UnaryContext unary) {
    ExpressionContext operand = unary.expression();
    String sign = unary.sign.getText();
    if (!sign.equals("+") && !sign.equals("-")) {
      return new Test(condition(operand).not());
    }
    if (sign.equals("-")
        && operand instanceof ConstantContext constant
        && constant.literal().INTEGER() != null) {
      return new Constant(Literals.integer(constant.start, true));
    }
    Object value = constant(operand);
    if (value instanceof Number number) {
      return new Constant(
          sign.equals("+")
              ? number
              : number instanceof Long l ? (Object) (-l) : (Object) (-number.doubleValue()));
    }
    throw refused(unary, "a number is expected after the sign.");
  }

  @Override
  public Part visitArithmetic(ArithmeticContext arithmetic) {
    Part left = visit(arithmetic.expression(0));
    Part right = visit(arithmetic.expression(1));
    String sign = arithmetic.operator.getText();
    if (left instanceof Constant one && right instanceof Constant other) {
      return new Constant(
          Calculations.of(one.value(), sign, other.value())
              .orElseThrow(() -> refused(arithmetic, "the calculation has no exact result.")));
    }
    boolean commutes = sign.equals("+") || sign.equals("*");
    if (left instanceof Column column && right instanceof Constant number) {
      return new Computed(column, sign, number.value());
    }
    if (left instanceof Constant number && right instanceof Column column && commutes) {
      return new Computed(column, sign, number.value());
    }
    throw refused(arithmetic, "only a field and a number can be calculated with.");
  }

  @Override
  public Part visitComparison(ComparisonContext comparison) {
    Operator operator = Operator.of(comparison.operator.getText());
    ExpressionContext left = comparison.expression(0);
    Part right = visit(comparison.expression(1));
    if (left instanceof ComparisonContext range && isRange(range, operator)) {
      Part middle = visit(range.expression(1));
      Condition first = compare(range, visit(range.expression(0)), operatorOf(range), middle);
      return new Test(first.and(compare(comparison, middle, operator, right)));
    }
    return new Test(compare(comparison, visit(left), operator, right));
  }

  /** Whether this is a range such as {@code 1 < a < 5}. */
  private static boolean isRange(ComparisonContext left, Operator operator) {
    Operator first = operatorOf(left);
    boolean up = first == Operator.LESS || first == Operator.AT_MOST;
    return !first.isEquality()
        && !operator.isEquality()
        && up == (operator == Operator.LESS || operator == Operator.AT_MOST)
        && left.expression(1) instanceof ValueContext;
  }

  private static Operator operatorOf(ComparisonContext comparison) {
    return Operator.of(comparison.operator.getText());
  }

  private Condition compare(ParserRuleContext place, Part left, Operator operator, Part right) {
    if (left instanceof Constant && !(right instanceof Constant)) {
      return compare(place, right, operator.reversed(), left);
    }
    Optional<Condition> condition = Optional.empty();
    if (left instanceof Column one && right instanceof Column other) {
      condition = ColumnComparisons.of(one, operator, other);
    } else if (right instanceof Constant constant) {
      if (left instanceof Column column) {
        condition = comparisons.of(column, operator, constant.value());
      } else if (left instanceof Computed computed) {
        condition = Calculations.compare(comparisons, computed, operator, constant.value());
      } else if (left instanceof Length length && constant.value() instanceof Long number) {
        condition = Optional.of(elements.length(length.column(), operator, number));
      }
    }
    return condition.orElseThrow(() -> refused(place, "the types of this comparison don't fit."));
  }

  @Override
  public Part visitIn(InContext in) {
    return new Test(in(in, in.expression(0), in.expression(1)));
  }

  @Override
  public Part visitNotIn(NotInContext in) {
    return new Test(in(in, in.expression(0), in.expression(1)).not());
  }

  private Condition in(ParserRuleContext place, ExpressionContext left, ExpressionContext right) {
    if (visit(left) instanceof Column column && visit(right) instanceof Constants constants) {
      return comparisons
          .in(column, constants.values())
          .orElseThrow(() -> refused(right, "the types of the list don't fit."));
    }
    throw refused(place, "a field is expected before \"in\", and a list of values after it.");
  }

  @Override
  public Part visitLike(LikeContext like) {
    String pattern = Literals.text(like.pattern);
    LikePattern.refusal(pattern, dialect)
        .ifPresent(
            reason -> {
              throw refused(like, reason);
            });
    if (visit(like.expression()) instanceof Column column) {
      return new Test(
          comparisons
              .like(column, LikePattern.of(pattern))
              .orElseThrow(() -> refused(like, "a VARCHAR field is expected before \"like\".")));
    }
    throw refused(like, "a VARCHAR field is expected before \"like\".");
  }

  @Override
  public Part visitNullTest(NullTestContext test) {
    Column column = fields.column(test.column());
    boolean expected = test.test.getType() == FilterExpressionParser.IS_NULL;
    if (column.path().isEmpty()) {
      return new Test(row -> Truth.of((column.field(row) == null) == expected));
    }
    if (column.kind() != Kind.JSON || column.isElement() || !dialect.nullTests()) {
      throw refused(
          test, "a null test is evaluated of a field, and from Milvus 2.5.9 on of a key in JSON.");
    }
    Condition present = JsonPresence.of(column, dialect);
    return new Test(expected ? present.not() : present);
  }

  @Override
  public Part visitExists(ExistsContext exists) {
    Column column = fields.column(exists.column());
    if (column.kind() != Kind.JSON || column.path().isEmpty()) {
      throw refused(exists, "a key of JSON or of the dynamic field is expected after \"exists\".");
    }
    return new Test(JsonPresence.of(column, dialect));
  }

  @Override
  public Part visitCall(CallContext call) {
    String function = call.function.getText().toLowerCase(Locale.ROOT);
    Part first = visit(call.expression(0));
    if (function.equals("array_length")) {
      if (call.expression().size() == 1 && first instanceof Column column && isArray(column)) {
        return new Length(column);
      }
      throw refused(call, "array_length takes an array.");
    }
    if (!(first instanceof Column column) || call.expression().size() != 2 || !isArray(column)) {
      throw refused(call, function + " takes an array, and what it may contain.");
    }
    Part second = visit(call.expression(1));
    List<Object> constants =
        function.endsWith("contains")
            ? List.of(second instanceof Constants list ? list : constant(call.expression(1)))
            : constants(call.expression(1));
    return new Test(
        elements
            .contain(column, constants, !function.endsWith("any"))
            .orElseThrow(() -> refused(call, "the types of the values don't fit the array.")));
  }

  private static boolean isArray(Column column) {
    return column.kind() == Kind.ARRAY || (column.kind() == Kind.JSON && !column.path().isEmpty());
  }

  private Object constant(ExpressionContext expression) {
    if (visit(expression) instanceof Constant constant) {
      return constant.value();
    }
    throw refused(expression, "a value is expected.");
  }

  private List<Object> constants(ExpressionContext expression) {
    if (visit(expression) instanceof Constants constants && !constants.values().isEmpty()) {
      return constants.values();
    }
    throw refused(expression, "a list with values is expected.");
  }

  static FilterException refused(ParserRuleContext place, String reason) {
    return new FilterException(place.start.getCharPositionInLine() + 1, reason);
  }
}
