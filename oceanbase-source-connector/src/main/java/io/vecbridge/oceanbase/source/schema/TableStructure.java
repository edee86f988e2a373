// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.schema;

import io.debezium.relational.Attribute;
import io.debezium.relational.Column;
import io.debezium.relational.ColumnEditor;
import io.debezium.relational.Table;
import io.debezium.relational.TableEditor;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.wire.DeclaredIndex;
import io.vecbridge.common.wire.TableAttributes;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import io.vecbridge.oceanbase.source.table.TableKeys;
import io.vecbridge.oceanbase.source.type.ColumnTypes;
import java.sql.Types;
import java.util.List;

/** A table as Debezium's table structure, for the schema change event. */
final class TableStructure {
  private TableStructure() {}

  static Table of(TableDefinition definition, TableKeys keys, List<CapturedColumn> columns) {
    TableEditor table = Table.editor().tableId(CapturedTables.id(definition.name()));
    table.setComment(orNull(definition.comment()));
    int position = 1;
    for (CapturedColumn column : columns) {
      table.addColumn(column(column.definition(), position++));
    }
    table.setPrimaryKeyNames(keys.record().stream().map(ColumnDefinition::name).toList());
    for (CapturedColumn column : columns) {
      if (FieldSchemas.isPartitionKey(definition, keys, column.definition())) {
        table.addAttribute(attribute(TableAttributes.PARTITION_KEY, column.definition().name()));
        table.addAttribute(
            attribute(
                TableAttributes.PARTITIONS, Integer.toString(definition.partitioning().count())));
      }
      if (FieldSchemas.isDynamic(column.definition())) {
        table.addAttribute(attribute(TableAttributes.DYNAMIC, column.definition().name()));
      }
      DeclaredIndex index = definition.indexes().vectors().get(column.definition().name());
      if (index != null) {
        table.addAttribute(
            attribute(TableAttributes.INDEX + column.definition().name(), index.text()));
      }
    }
    return table.create();
  }

  private static Column column(ColumnDefinition definition, int position) {
    ColumnEditor column =
        Column.editor()
            .name(definition.name())
            .type(ColumnTypes.wireName(definition))
            .jdbcType(Types.OTHER)
            .position(position)
            .optional(definition.nullable())
            .autoIncremented(definition.autoIncremented())
            .generated(definition.generated())
            .comment(orNull(definition.comment()));
    if (definition.length() != null) {
      column.length(definition.length());
    }
    if (definition.scale() != null) {
      column.scale(definition.scale());
    }
    return column.create();
  }

  private static Attribute attribute(String name, String value) {
    return Attribute.editor().name(name).value(value).create();
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
