// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Makes the records that a source sends for one table, in both shapes: envelopes, and rows as
 * ExtractNewRecordState leaves them. Offsets count up.
 */
final class TableRecords {
  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .field("db", Schema.STRING_SCHEMA)
          .field("table", Schema.STRING_SCHEMA)
          .build();

  private final String table;
  private final Schema key;
  private final Schema row;
  private final Schema envelope;
  private long offset;

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
    this.table = table;
    this.key =
        SchemaBuilder.struct()
            .field(columns[0].name(), SchemaBuilder.type(columns[0].schema().type()).build())
            .build();
    SchemaBuilder rows = SchemaBuilder.struct().optional();
    if (!parameters.isEmpty()) {
      rows.parameters(parameters);
    }
    for (Field column : columns) {
      rows.field(column.name(), column.schema());
    }
    this.row = rows.build();
    this.envelope =
        SchemaBuilder.struct()
            .name(topic() + ".Envelope")
            .field("before", row)
            .field("after", row)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .build();
  }

  /**
   * An optional column.
   *
   * @param parameters name and value in turn
   */
  static Field column(String name, SchemaBuilder schema, String... parameters) {
    for (int i = 0; i < parameters.length; i += 2) {
      schema.parameter(parameters[i], parameters[i + 1]);
    }
    return new Field(name, 0, schema.optional().build());
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

  String topic() {
    return "ob.shop." + table;
  }

  /**
   * @param values in the order of the columns
   */
  SinkRecord change(String op, Object... values) {
    return record(key(values[0]), envelope, envelope(op).put("after", row(values)));
  }

  SinkRecord flattened(Object... values) {
    return record(key(values[0]), row, row(values));
  }

  SinkRecord delete(Object id) {
    return record(key(id), envelope, envelope("d"));
  }

  SinkRecord tombstone(Object id) {
    return record(key(id), null, null);
  }

  SinkRecord truncate() {
    return record(null, envelope, envelope("t"));
  }

  private Struct envelope(String op) {
    return new Struct(envelope)
        .put("op", op)
        .put("source", new Struct(SOURCE).put("db", "shop").put("table", table));
  }

  private Struct key(Object id) {
    return new Struct(key).put(key.fields().get(0), id);
  }

  private Struct row(Object... values) {
    Struct struct = new Struct(row);
    for (int i = 0; i < values.length; i++) {
      struct.put(row.fields().get(i), values[i]);
    }
    return struct;
  }

  private SinkRecord record(Struct keyStruct, Schema schema, Struct value) {
    return new SinkRecord(
        topic(), 0, keyStruct == null ? null : key, keyStruct, schema, value, offset++);
  }
}
