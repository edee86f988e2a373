// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.filter;

import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.source.filter.Condition;
import io.vecbridge.common.source.filter.Truth;
import io.vecbridge.oceanbase.source.filter.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Parses a condition: comparisons of columns with literals, {@code IN}, {@code BETWEEN} and null
 * tests, with {@code AND}, {@code OR}, {@code NOT} and parentheses. {@code NOT} binds less tightly
 * than a comparison.
 */
final class ConditionParser {
  private static final Set<String> KEYWORDS =
      Set.of("AND", "OR", "NOT", "IN", "BETWEEN", "IS", "NULL", "TRUE", "FALSE", "LIKE", "XOR");

  private final List<SqlToken> tokens;
  private final TableDefinition table;
  private final List<ColumnDefinition> columns = new ArrayList<>();
  private int next;

  ConditionParser(String sql, TableDefinition table) {
    this.tokens = SqlToken.of(sql);
    this.table = table;
  }

  /** The columns that have been named, as the condition numbers them. */
  List<ColumnDefinition> columns() {
    return columns;
  }

  /** The whole condition. */
  Condition parse() {
    Condition condition = or();
    if (peek().kind() != Kind.END) {
      throw peek().refused("the connector doesn't know this part of the condition.");
    }
    return condition;
  }

  private Condition or() {
    Condition condition = and();
    while (takeWord("OR")) {
      condition = condition.or(and());
    }
    return condition;
  }

  private Condition and() {
    Condition condition = not();
    while (takeWord("AND")) {
      condition = condition.and(not());
    }
    return condition;
  }

  private Condition not() {
    return takeWord("NOT") ? not().not() : simple();
  }

  private Condition simple() {
    if (takeSign("(")) {
      Condition condition = or();
      expect(")");
      return condition;
    }
    if (isLiteral()) {
      SqlLiteral literal = literal();
      IntPredicate holds = operator(take());
      int column = column();
      ToIntFunction<Object> order = ColumnOrder.of(columns.get(column), literal);
      // The sides are exchanged.
      return compared(column, cell -> holds.test(-order.applyAsInt(cell)));
    }
    int column = column();
    if (takeWord("IS")) {
      boolean expected = !takeWord("NOT");
      if (!takeWord("NULL")) {
        throw peek().refused("NULL is expected after IS.");
      }
      return row -> Truth.of((row.apply(column) == null) == expected);
    }
    boolean negated = takeWord("NOT");
    if (takeWord("IN")) {
      return negated ? in(column).not() : in(column);
    }
    if (takeWord("BETWEEN")) {
      return negated ? between(column).not() : between(column);
    }
    if (negated) {
      throw peek().refused("IN or BETWEEN is expected after NOT.");
    }
    IntPredicate holds = operator(take());
    ToIntFunction<Object> order = ColumnOrder.of(columns.get(column), literal());
    return compared(column, cell -> holds.test(order.applyAsInt(cell)));
  }

  private Condition in(int column) {
    expect("(");
    List<ToIntFunction<Object>> orders = new ArrayList<>();
    do {
      orders.add(ColumnOrder.of(columns.get(column), literal()));
    } while (takeSign(","));
    expect(")");
    return compared(column, cell -> orders.stream().anyMatch(order -> order.applyAsInt(cell) == 0));
  }

  private Condition between(int column) {
    ToIntFunction<Object> low = ColumnOrder.of(columns.get(column), literal());
    if (!takeWord("AND")) {
      throw peek().refused("AND and a second literal are expected after BETWEEN.");
    }
    ToIntFunction<Object> high = ColumnOrder.of(columns.get(column), literal());
    return compared(column, cell -> low.applyAsInt(cell) >= 0 && high.applyAsInt(cell) <= 0);
  }

  /** What is compared with null is unknown. */
  private static Condition compared(int column, Predicate<Object> test) {
    return row -> {
      Object cell = row.apply(column);
      return cell == null ? Truth.UNKNOWN : Truth.of(test.test(cell));
    };
  }

  private IntPredicate operator(SqlToken token) {
    return switch (token.kind() == Kind.SIGN ? token.text() : "") {
      case "=" -> order -> order == 0;
      case "<>", "!=" -> order -> order != 0;
      case "<" -> order -> order < 0;
      case "<=" -> order -> order <= 0;
      case ">" -> order -> order > 0;
      case ">=" -> order -> order >= 0;
      default -> throw token.refused("only comparisons, IN, BETWEEN and IS NULL are evaluated.");
    };
  }

  private int column() {
    SqlToken token = take();
    boolean keyword =
        token.kind() == Kind.WORD && KEYWORDS.contains(token.text().toUpperCase(Locale.ROOT));
    if ((token.kind() != Kind.WORD && token.kind() != Kind.QUOTED_NAME) || keyword) {
      throw token.refused("a column is expected.");
    }
    ColumnDefinition column = table.column(token.text());
    if (column == null) {
      throw token.refused("the table has no column \"" + token.text() + "\".");
    }
    if (!columns.contains(column)) {
      columns.add(column);
    }
    return columns.indexOf(column);
  }

  private boolean isLiteral() {
    SqlToken token = peek();
    return token.kind() == Kind.NUMBER
        || token.kind() == Kind.TEXT
        || token.isWord("TRUE")
        || token.isWord("FALSE")
        || token.isSign("-")
        || token.isSign("+");
  }

  private SqlLiteral literal() {
    SqlToken token = take();
    if (token.isSign("-") || token.isSign("+")) {
      SqlToken number = take();
      if (number.kind() != Kind.NUMBER) {
        throw number.refused("a number is expected after the sign.");
      }
      return SqlLiteral.number(number, token.isSign("-"));
    }
    if (token.kind() == Kind.NUMBER) {
      return SqlLiteral.number(token, false);
    }
    if (token.isWord("TRUE") || token.isWord("FALSE")) {
      return SqlLiteral.truth(token);
    }
    if (token.kind() == Kind.TEXT && peek().kind() != Kind.TEXT) {
      return SqlLiteral.text(token);
    }
    throw token.refused("a number or a text in single quotes is expected.");
  }

  private SqlToken peek() {
    return tokens.get(next);
  }

  private SqlToken take() {
    SqlToken token = tokens.get(next);
    if (token.kind() != Kind.END) {
      next++;
    }
    return token;
  }

  private boolean takeWord(String word) {
    return advance(peek().isWord(word));
  }

  private boolean takeSign(String sign) {
    return advance(peek().isSign(sign));
  }

  private boolean advance(boolean found) {
    if (found) {
      next++;
    }
    return found;
  }

  private void expect(String sign) {
    if (!takeSign(sign)) {
      throw peek().refused("\"" + sign + "\" is expected.");
    }
  }
}
