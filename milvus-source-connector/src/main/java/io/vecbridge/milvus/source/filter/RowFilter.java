// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.common.source.filter.Condition;
import io.vecbridge.common.source.filter.FilterException;
import io.vecbridge.common.source.filter.Truth;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.util.List;
import java.util.function.IntFunction;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;

/**
 * Which rows of a collection are captured, by a boolean expression of Milvus. It holds for exactly
 * the rows that Milvus returns for the expression; an expression whose value could differ is
 * refused.
 */
public final class RowFilter {
  private static final BaseErrorListener REFUSING =
      new BaseErrorListener() {
        @Override
        public void syntaxError(
            Recognizer<?, ?> recognizer,
            Object symbol,
            int line,
            int column,
            String message,
            RecognitionException cause) {
          throw new FilterException(
              column + 1, "the connector doesn't know this part of the expression.");
        }
      };

  private final List<MilvusField> fields;
  private final Condition condition;

  private RowFilter(List<MilvusField> fields, Condition condition) {
    this.fields = List.copyOf(fields);
    this.condition = condition;
  }

  /**
   * The filter of an expression.
   *
   * @param fields of the collection
   * @param version of the Milvus that evaluates it otherwise
   * @throws FilterException for an expression that is not evaluated
   */
  public static RowFilter of(String expression, List<MilvusField> fields, MilvusVersion version) {
    FilterExpressionLexer lexer = new FilterExpressionLexer(CharStreams.fromString(expression));
    lexer.removeErrorListeners();
    lexer.addErrorListener(REFUSING);
    FilterExpressionParser parser = new FilterExpressionParser(new CommonTokenStream(lexer));
    parser.removeErrorListeners();
    parser.addErrorListener(REFUSING);
    UsedFields used = new UsedFields(fields);
    Condition condition = new FilterCompiler(used, Dialect.of(version)).condition(parser.filter());
    return new RowFilter(used.used(), condition);
  }

  /** The fields that it needs. */
  public List<MilvusField> fields() {
    return fields;
  }

  /**
   * Whether it holds for a row.
   *
   * @param row the Connect values of {@link #fields}, by their numbers
   */
  public boolean matches(IntFunction<Object> row) {
    return condition.test(row) == Truth.TRUE;
  }
}
