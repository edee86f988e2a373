// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.schema;

import io.debezium.relational.Attribute;
import io.debezium.relational.Column;
import io.debezium.relational.ColumnEditor;
import io.debezium.relational.Table;
import io.debezium.relational.TableEditor;
import io.vecbridge.common.wire.DeclaredIndex;
import io.vecbridge.common.wire.TableAttributes;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.row.RowLayout.CapturedField;
import java.sql.Types;
import java.util.List;

/** A collection as Debezium's table structure, under the names that Milvus has. */
final class CollectionTable {
  private CollectionTable() {}

  static Table of(MilvusCollection collection, List<CapturedField> fields) {
    TableEditor table =
        Table.editor().tableId(collection.tableId()).setComment(orNull(collection.description()));
    int position = 1;
    for (CapturedField field : fields) {
      table.addColumn(column(field, position++));
    }
    table.setPrimaryKeyNames(collection.primaryKey().name());
    for (CapturedField field : fields) {
      addAttributes(table, field.field(), collection.partitions());
      DeclaredIndex index = collection.indexes().get(field.field().name());
      if (index != null && field.field().typeName().endsWith("_VECTOR")) {
        table.addAttribute(attribute(TableAttributes.INDEX + field.field().name(), index.text()));
      }
    }
    return table.create();
  }

  private static Column column(CapturedField captured, int position) {
    MilvusField field = captured.field();
    ColumnEditor column =
        Column.editor()
            .name(field.name())
            .type(captured.type().name())
            .jdbcType(Types.OTHER)
            .position(position)
            .optional(field.nullable() && !field.primaryKey())
            .autoIncremented(field.autoId())
            .comment(orNull(field.description()));
    int length = FieldSchemas.length(field);
    if (length > 0) {
      column.length(length);
    }
    if (field.maxCapacity() > 0) {
      column.scale(field.maxCapacity());
    }
    return column.create();
  }

  private static void addAttributes(TableEditor table, MilvusField field, int partitions) {
    if (field.partitionKey()) {
      table.addAttribute(attribute(TableAttributes.PARTITION_KEY, field.name()));
      table.addAttribute(attribute(TableAttributes.PARTITIONS, Integer.toString(partitions)));
    }
    if (field.dynamic()) {
      table.addAttribute(attribute(TableAttributes.DYNAMIC, field.name()));
    }
    if (field.autoId()) {
      table.addAttribute(attribute(TableAttributes.AUTO_ID, "true"));
    }
  }

  private static Attribute attribute(String name, String value) {
    return Attribute.editor().name(name).value(value).create();
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
