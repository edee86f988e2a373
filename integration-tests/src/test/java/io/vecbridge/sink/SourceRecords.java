// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.sink;

import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Makes the records that a source sends for one table or collection, in both shapes: envelopes, and
 * rows as ExtractNewRecordState leaves them. Offsets count up.
 */
public class SourceRecords {
  private final String topic;
  private final Struct origin;
  private final Schema key;
  private final Schema row;
  private final Schema envelope;
  private long offset;

  /**
   * @param logicalName of the source, the first part of the topic
   * @param kind what the source calls its tables
   * @param parameters of the row's schema
   * @param columns the row's columns, the key first
   */
  protected SourceRecords(
      String logicalName,
      String database,
      String kind,
      String name,
      Map<String, String> parameters,
      Field... columns) {
    this.topic = logicalName + "." + database + "." + name;
    Schema source =
        SchemaBuilder.struct()
            .field("db", Schema.STRING_SCHEMA)
            .field(kind, Schema.STRING_SCHEMA)
            .build();
    this.origin = new Struct(source).put("db", database).put(kind, name);
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
            .name(topic + ".Envelope")
            .field("before", row)
            .field("after", row)
            .field("source", source)
            .field("op", Schema.STRING_SCHEMA)
            .build();
  }

  /**
   * An optional column.
   *
   * @param parameters name and value in turn
   */
  public static Field column(String name, SchemaBuilder schema, String... parameters) {
    for (int i = 0; i < parameters.length; i += 2) {
      schema.parameter(parameters[i], parameters[i + 1]);
    }
    return new Field(name, 0, schema.optional().build());
  }

  public String topic() {
    return topic;
  }

  /**
   * @param values in the order of the columns
   */
  public SinkRecord change(String op, Object... values) {
    return record(key(values[0]), envelope, envelope(op).put("after", row(values)));
  }

  public SinkRecord flattened(Object... values) {
    return record(key(values[0]), row, row(values));
  }

  public SinkRecord delete(Object id) {
    return record(key(id), envelope, envelope("d"));
  }

  public SinkRecord tombstone(Object id) {
    return record(key(id), null, null);
  }

  public SinkRecord truncate() {
    return record(null, envelope, envelope("t"));
  }

  public SinkRecord withoutKey(Object... values) {
    return record(null, row, row(values));
  }

  private Struct envelope(String op) {
    return new Struct(envelope).put("op", op).put("source", origin);
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
        topic, 0, keyStruct == null ? null : key, keyStruct, schema, value, offset++);
  }
}
