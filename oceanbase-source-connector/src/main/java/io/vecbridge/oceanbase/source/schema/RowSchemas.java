// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.schema;

import io.debezium.schema.SchemaNameAdjuster;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.wire.ColumnParameters;
import io.vecbridge.oceanbase.source.table.TableKeys;
import io.vecbridge.oceanbase.source.type.ColumnType;
import io.vecbridge.oceanbase.source.type.ColumnTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;

/** Makes the {@link RowSchema} of each table, with the connector's options. */
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
   * @param captured which columns are captured; key columns always are
   * @throws ConnectException for a column whose type is not read, a key of a type that can't be
   *     one, and two columns that have one name once they are adjusted
   */
  public RowSchema of(
      TableDefinition table, TableKeys keys, String prefix, Predicate<ColumnDefinition> captured) {
    List<CapturedColumn> columns = new ArrayList<>();
    for (ColumnDefinition column : table.columns()) {
      boolean key = keys.record().contains(column) || keys.row().contains(column);
      if (key || captured.test(column)) {
        ColumnType type = types.of(table.name(), column);
        if (key && type.key() == null) {
          throw unfitKey(table, column);
        }
        columns.add(
            new CapturedColumn(column, type, columns.size(), fieldNames.adjust(column.name())));
      }
    }
    List<CapturedColumn> recordKey = chosen(columns, keys.record());
    return new RowSchema(
        table,
        keySchema(prefix, recordKey),
        rowSchema(prefix, table, keys, columns),
        columns,
        new RowSchema.Keys(
            new KeyColumns(recordKey, columns.size()),
            new KeyColumns(chosen(columns, keys.row()), columns.size())),
        TableStructure.of(table, keys, columns));
  }

  private Schema keySchema(String prefix, List<CapturedColumn> key) {
    SchemaBuilder schema = SchemaBuilder.struct().name(schemaNames.adjust(prefix + ".Key"));
    for (CapturedColumn column : key) {
      schema.field(column.field(), column.type().schema().build());
    }
    return schema.build();
  }

  private Schema rowSchema(
      String prefix, TableDefinition table, TableKeys keys, List<CapturedColumn> columns) {
    SchemaBuilder row = SchemaBuilder.struct().name(schemaNames.adjust(prefix + ".Value"));
    if (!table.comment().isEmpty()) {
      row.doc(table.comment());
    }
    for (CapturedColumn column : columns) {
      ColumnDefinition definition = column.definition();
      row.field(column.field(), FieldSchemas.of(table, keys, definition, column.type()));
      if (FieldSchemas.isPartitionKey(table, keys, definition)) {
        row.parameter(ColumnParameters.PARTITIONS, Integer.toString(table.partitioning().count()));
      }
    }
    return row.optional().build();
  }

  private static List<CapturedColumn> chosen(
      List<CapturedColumn> columns, List<ColumnDefinition> key) {
    return key.stream()
        .map(
            definition ->
                columns.stream()
                    .filter(column -> column.definition().equals(definition))
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  private static ConnectException unfitKey(TableDefinition table, ColumnDefinition column) {
    return new ConnectException(
        "Column \""
            + column.name()
            + "\" of table \""
            + table.name()
            + "\" has type "
            + column.type()
            + ", which is not supported as a key. Name other columns that are unique in"
            + " message.key.columns, or leave the table out with table.exclude.list.");
  }
}
