// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Makes the records that a source sends for one collection, in both shapes: envelopes, and rows as
 * ExtractNewRecordState leaves them. Offsets count up.
 */
final class CollectionRecords {
  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .field("db", Schema.STRING_SCHEMA)
          .field("collection", Schema.STRING_SCHEMA)
          .build();

  private final String database;
  private final String collection;
  private final Schema key;
  private final Schema row;
  private final Schema envelope;
  private long offset;

  /**
   * @param fields the row's columns, the key first
   */
  CollectionRecords(String database, String collection, Field... fields) {
    this(database, collection, Map.of(), fields);
  }

  CollectionRecords(
      String database, String collection, Map<String, String> parameters, Field... fields) {
    this.database = database;
    this.collection = collection;
    this.key =
        SchemaBuilder.struct()
            .field(fields[0].name(), SchemaBuilder.type(fields[0].schema().type()).build())
            .build();
    SchemaBuilder rows = SchemaBuilder.struct().optional();
    if (!parameters.isEmpty()) {
      rows.parameters(parameters);
    }
    for (Field field : fields) {
      rows.field(field.name(), field.schema());
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

  /** A column, optional unless it is a key. */
  static Field column(String name, SchemaBuilder schema, String... parameters) {
    for (int i = 0; i < parameters.length; i += 2) {
      schema.parameter(parameters[i], parameters[i + 1]);
    }
    return new Field(name, 0, schema.optional().build());
  }

  /** A column as the Milvus source describes it. */
  static Field milvus(String name, SchemaBuilder schema, String type, int length, String role) {
    List<String> parameters =
        new ArrayList<>(
            List.of("__debezium.source.column.type", type, "__debezium.source.column.name", name));
    if (length > 0) {
      parameters.addAll(List.of("__debezium.source.column.length", String.valueOf(length)));
    }
    if (role != null) {
      parameters.addAll(List.of("vecbridge.role", role));
    }
    return column(name, schema, parameters.toArray(new String[0]));
  }

  String topic() {
    return "vec." + database + "." + collection;
  }

  /**
   * @param values in the order of the columns
   */
  SinkRecord change(String op, Object... values) {
    Struct after = row(values);
    Struct value = envelope(op).put("after", after);
    return record(key(values[0]), envelope, value);
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

  SinkRecord withoutKey(Object... values) {
    return record(null, row, row(values));
  }

  private Struct envelope(String op) {
    return new Struct(envelope)
        .put("op", op)
        .put("source", new Struct(SOURCE).put("db", database).put("collection", collection));
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
