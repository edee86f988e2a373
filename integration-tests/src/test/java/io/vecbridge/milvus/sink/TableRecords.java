// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import io.vecbridge.sink.SourceRecords;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Makes the records that a source sends for one table of the database {@code shop}. */
final class TableRecords extends SourceRecords {
  /**
   * @param columns the row's columns, the key first
   */
  TableRecords(String table, Field... columns) {
    this(table, Map.of(), columns);
  }

  /**
   * @param parameters of the row's schema
   */
  TableRecords(String table, Map<String, String> parameters, Field... columns) {
    super("ob", "shop", "table", table, parameters, columns);
  }

  /** A column as a source describes it. */
  static Field described(String name, SchemaBuilder schema, String type, int length) {
    return column(
        name,
        schema,
        "__debezium.source.column.type",
        type,
        "__debezium.source.column.length",
        String.valueOf(length));
  }

  static Field vector() {
    return column(
        "v", SchemaBuilder.array(Schema.FLOAT32_SCHEMA).name("io.debezium.data.FloatVector"));
  }
}
