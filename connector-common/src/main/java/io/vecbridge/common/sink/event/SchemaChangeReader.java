// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import io.vecbridge.common.wire.DeclaredIndex;
import io.vecbridge.common.wire.TableAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Reads Debezium's schema change events, with what Vecbridge adds as table attributes. Format:
 * io.debezium.relational.history.ConnectTableChangeSerializer.
 */
final class SchemaChangeReader {
  private static final String TABLE_CHANGES = "tableChanges";

  private final String dynamicColumn;

  SchemaChangeReader(String dynamicColumn) {
    this.dynamicColumn = dynamicColumn;
  }

  /** Whether a record's value is a schema change event. */
  static boolean isSchemaChange(Object value) {
    if (value instanceof Struct struct) {
      return struct.schema().field(TABLE_CHANGES) != null
          && struct.schema().field(TABLE_CHANGES).schema().type() == Schema.Type.ARRAY;
    }
    return value instanceof Map<?, ?> map && map.get(TABLE_CHANGES) instanceof List;
  }

  /** The tables of an event; drops are not followed. */
  List<SourceTable> read(Object value, String topic) {
    List<SourceTable> tables = new ArrayList<>();
    for (Object change : Fields.list(value, TABLE_CHANGES)) {
      Object table = Fields.get(change, "table");
      if (table != null && !"DROP".equals(Fields.text(change, "type", ""))) {
        SourceName name = name(value, topic, Fields.text(change, "id", ""));
        tables.add(table(name, table, SourceBlock.isBeforeSnapshot(value)));
      }
    }
    return tables;
  }

  /** The event names the database, and the table is the last part of {@code "db"."table"}. */
  private static SourceName name(Object value, String topic, String id) {
    String last = id.substring(id.lastIndexOf("\".\"") < 0 ? 0 : id.lastIndexOf("\".\"") + 2);
    String table =
        last.startsWith("\"") && last.endsWith("\"") && last.length() > 1
            ? last.substring(1, last.length() - 1).replace("\"\"", "\"")
            : last.substring(last.lastIndexOf('.') + 1);
    String database = Fields.text(value, "databaseName", "");
    String schema = Fields.text(value, "schemaName", "");
    return new SourceName(topic + "." + database + "." + table, database, schema, table);
  }

  private SourceTable table(SourceName name, Object table, boolean beforeSnapshot) {
    Map<String, String> attributes = attributes(table);
    String dynamic = attributes.get(TableAttributes.DYNAMIC);
    boolean autoId = Boolean.parseBoolean(attributes.get(TableAttributes.AUTO_ID));
    List<String> key = new ArrayList<>();
    for (Object column : Fields.list(table, "primaryKeyColumnNames")) {
      key.add(String.valueOf(column));
    }
    List<SourceTable.Column> columns = new ArrayList<>();
    for (Object column : Fields.list(table, "columns")) {
      String own = Fields.text(column, "name", "");
      columns.add(
          new SourceTable.Column(
              own.equals(dynamic) ? dynamicColumn : own,
              new SourceTable.DeclaredType(
                  Fields.text(column, "typeName", null),
                  Fields.number(column, "length"),
                  Fields.number(column, "scale")),
              null,
              Fields.flag(column, "optional"),
              Fields.flag(column, "autoIncremented") || (autoId && key.contains(own)),
              Fields.text(column, "comment", "")));
    }
    return new SourceTable(
        name,
        columns,
        key,
        new SourceTable.Partitioning(
            attributes.get(TableAttributes.PARTITION_KEY),
            partitions(attributes.get(TableAttributes.PARTITIONS))),
        Fields.text(table, "comment", ""),
        new SourceTable.Announcement(indexes(attributes), beforeSnapshot));
  }

  private static Map<String, DeclaredIndex> indexes(Map<String, String> attributes) {
    Map<String, DeclaredIndex> indexes = new HashMap<>();
    attributes.forEach(
        (name, value) -> {
          if (name.startsWith(TableAttributes.INDEX)) {
            String column = name.substring(TableAttributes.INDEX.length());
            DeclaredIndex.of(value).ifPresent(index -> indexes.put(column, index));
          }
        });
    return indexes;
  }

  private static Map<String, String> attributes(Object table) {
    Map<String, String> attributes = new HashMap<>();
    for (Object attribute : Fields.list(table, "attributes")) {
      attributes.put(Fields.text(attribute, "name", ""), Fields.text(attribute, "value", ""));
    }
    return attributes;
  }

  private static int partitions(String number) {
    try {
      return number == null ? 0 : Integer.parseInt(number);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
