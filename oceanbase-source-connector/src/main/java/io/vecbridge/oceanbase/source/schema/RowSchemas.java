// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.schema;

import io.debezium.schema.SchemaNameAdjuster;
import io.vecbridge.oceanbase.source.table.ColumnDefinition;
import io.vecbridge.oceanbase.source.table.TableDefinition;
import io.vecbridge.oceanbase.source.table.TableKeys;
import io.vecbridge.oceanbase.source.type.ColumnTypes;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Makes the row schemas of tables. */
public final class RowSchemas {
  private final ColumnTypes types;
  private final SchemaNameAdjuster schemaNames;
  private final SchemaNameAdjuster fieldNames;

  /**
   * @param schemaNames of {@code schema.name.adjustment.mode}
   * @param fieldNames of {@code field.name.adjustment.mode}
   */
  public RowSchemas(
      ColumnTypes types, SchemaNameAdjuster schemaNames, SchemaNameAdjuster fieldNames) {
    this.types = types;
    this.schemaNames = schemaNames;
    this.fieldNames = fieldNames;
  }

  /**
   * The schema of a table.
   *
   * @param prefix of the schemas' names, {@code <topic.prefix>.<database>.<table>}
   * @param captured which columns are captured; key columns are, and are not asked for
   * @throws org.apache.kafka.connect.errors.ConnectException for a column whose type is not read, a
   *     key of a type that can't be one
   */
  public RowSchema of(
      TableDefinition table, TableKeys keys, String prefix, Predicate<ColumnDefinition> captured) {
    for (ColumnDefinition column : table.columns()) {
      if (captured.test(column)) {
        fieldNames.adjust(types.of(table.id(), column).expression(column.name()));
      }
    }
    return new RowSchema(
        table,
        SchemaBuilder.struct().name(schemaNames.adjust(prefix + ".Key")).build(),
        SchemaBuilder.struct().name(schemaNames.adjust(prefix + ".Value")).optional().build(),
        List.of(),
        new KeyColumns(List.of()),
        new KeyColumns(List.of()),
        null);
  }
}
