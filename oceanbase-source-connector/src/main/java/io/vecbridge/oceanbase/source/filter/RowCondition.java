// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.filter;

import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.source.filter.Condition;
import io.vecbridge.common.source.filter.FilterException;
import io.vecbridge.common.source.filter.Truth;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Which rows of a table are captured, by an SQL condition. It holds for exactly the rows that the
 * server returns for the condition; one whose value could differ is refused.
 */
public final class RowCondition {
  private final List<ColumnDefinition> columns;
  private final Condition condition;

  private RowCondition(List<ColumnDefinition> columns, Condition condition) {
    this.columns = List.copyOf(columns);
    this.condition = condition;
  }

  /**
   * The filter of a condition.
   *
   * @throws FilterException for a condition that is not evaluated
   */
  public static RowCondition of(String sql, TableDefinition table) {
    ConditionParser parser = new ConditionParser(sql, table);
    Condition condition = parser.parse();
    return new RowCondition(parser.columns(), condition);
  }

  /** The columns that it needs. */
  public List<ColumnDefinition> columns() {
    return columns;
  }

  /**
   * Whether it holds for a row.
   *
   * @param cells of {@link #columns}, by their numbers, as the events of the binlog have them
   */
  public boolean matches(IntFunction<Object> cells) {
    return condition.test(cells) == Truth.TRUE;
  }
}
