// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition.Indexes;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import io.vecbridge.oceanbase.sink.type.ColumnTypes;
import java.util.ArrayList;
import java.util.List;

/** Tables as information_schema would show them. */
public final class TablesOfTests {
  private static final ColumnTypes TYPES = new ColumnTypes(true);

  private TablesOfTests() {}

  /**
   * @param columns name and type in turn
   */
  public static TargetTable target(List<String> key, String... columns) {
    return target(table(key, columns));
  }

  public static TargetTable target(TableDefinition table) {
    return new TargetTable(table, TYPES, 0);
  }

  public static TableDefinition table(List<String> key, String... columns) {
    return collated("utf8mb4_0900_bin", key, columns);
  }

  public static TableDefinition collated(String collation, List<String> key, String... columns) {
    List<ColumnDefinition> definitions = new ArrayList<>();
    for (int i = 0; i < columns.length; i += 2) {
      String type = columns[i + 1];
      definitions.add(
          column(columns[i], type, type.startsWith("varchar") ? collation : null, false));
    }
    return table(key, definitions);
  }

  public static TableDefinition table(List<String> key, List<ColumnDefinition> columns) {
    return new TableDefinition(
        new TableName("shop", "goods"), columns, new Indexes(key, List.of()), null, "", "");
  }

  public static ColumnDefinition column(
      String name, String type, String collation, boolean generated) {
    return new ColumnDefinition(
        name,
        1,
        new ColumnDefinition.DeclaredType(type, null, null, collation),
        true,
        "",
        new ColumnDefinition.Filling(null, generated, false));
  }
}
