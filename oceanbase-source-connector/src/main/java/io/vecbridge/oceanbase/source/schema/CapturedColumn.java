// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.schema;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.oceanbase.source.type.ColumnType;
import io.vecbridge.oceanbase.source.type.VectorText;

/**
 * A column that is captured.
 *
 * @param index of its value in a row's values, and of its field in the row's schema
 * @param field the field's name in records, adjusted according to {@code
 *     field.name.adjustment.mode}
 */
public record CapturedColumn(
    ColumnDefinition definition, ColumnType type, int index, String field) {

  /**
   * The column for a statement.
   *
   * @param alias of the table; empty for none
   */
  public String quoted(String alias) {
    String name = TableName.quote(definition.name());
    return alias.isEmpty() ? name : alias + "." + name;
  }

  /** The expression that reads it exactly. */
  public String expression(String alias) {
    return type.expression(quoted(alias));
  }

  /** The expression that reads it exactly, its vectors in some text. */
  public String expression(String alias, VectorText text) {
    return type.expression(quoted(alias), text);
  }
}
