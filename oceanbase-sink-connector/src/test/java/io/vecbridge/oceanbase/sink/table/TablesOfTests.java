// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.oceanbase.sink.type.ColumnTypes;
import java.util.ArrayList;
import java.util.List;

/** Makes tables as information_schema would show them. */
public final class TablesOfTests {
  private static final ColumnTypes TYPES = new ColumnTypes(true);

  private TablesOfTests() {}

  /**
   * @param columns name and type in turn
   */
  public static Table table(List<String> key, String... columns) {
    return collated("utf8mb4_0900_bin", key, columns);
  }

  public static Table collated(String collation, List<String> key, String... columns) {
    List<Column> made = new ArrayList<>();
    for (int i = 0; i < columns.length; i += 2) {
      String type = columns[i + 1];
      made.add(
          new Column(
              columns[i],
              TYPES.parse(type),
              type,
              type.startsWith("varchar") ? collation : null,
              false));
    }
    return new Table(new TableName("shop", "goods"), made, key, false);
  }
}
