// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import io.debezium.data.Envelope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Makes sink records of both shapes, with and without schema. */
public final class Records {
  public static final String TOPIC = "vec.shop.goods";
  public static final Schema KEY =
      SchemaBuilder.struct().name(TOPIC + ".Key").field("id", Schema.INT64_SCHEMA).build();
  public static final Schema ROW =
      SchemaBuilder.struct()
          .name(TOPIC + ".Value")
          .optional()
          .field("id", Schema.INT64_SCHEMA)
          .field("name", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  public static final Schema SOURCE =
      SchemaBuilder.struct()
          .name("source")
          .field("db", Schema.STRING_SCHEMA)
          .field("collection", Schema.STRING_SCHEMA)
          .build();
  public static final Envelope ENVELOPE =
      Envelope.defineSchema()
          .withName(TOPIC + ".Envelope")
          .withRecord(ROW)
          .withSource(SOURCE)
          .build();

  private Records() {}

  public static Struct key(long id) {
    return new Struct(KEY).put("id", id);
  }

  public static Struct row(long id, String name) {
    return new Struct(ROW).put("id", id).put("name", name);
  }

  public static SinkRecord envelope(String op, Long id, String name, long offset) {
    Struct value = new Struct(ENVELOPE.schema()).put("op", op);
    value.put("source", new Struct(SOURCE).put("db", "shop").put("collection", "goods"));
    if (!op.equals("d") && !op.equals("t")) {
      value.put("after", row(id, name));
    }
    return record(KEY, id == null ? null : key(id), ENVELOPE.schema(), value, offset);
  }

  public static SinkRecord flattened(long id, String name, long offset) {
    return record(KEY, key(id), ROW, row(id, name), offset);
  }

  public static SinkRecord tombstone(Long id, long offset) {
    return record(KEY, id == null ? null : key(id), null, null, offset);
  }

  /** The record as a transformation that renames topics leaves it. */
  public static SinkRecord renamed(SinkRecord record, String topic) {
    return record.newRecord(
        topic,
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        record.timestamp());
  }

  public static SinkRecord schemaless(Object key, Map<String, ?> value, long offset) {
    return record(null, key, null, value == null ? null : new HashMap<>(value), offset);
  }

  /** A schema change event without a schema, in the topic of the prefix {@code vec}. */
  public static SinkRecord schemaChange(String table, long offset) {
    Map<String, Object> definition =
        Map.of(
            "primaryKeyColumnNames",
            List.of("id"),
            "columns",
            List.of(Map.of("name", "id", "typeName", "INT64")));
    Map<String, Object> change =
        Map.of("type", "CREATE", "id", "\"shop\".\"" + table + "\"", "table", definition);
    Map<String, Object> event = Map.of("databaseName", "shop", "tableChanges", List.of(change));
    return new SinkRecord("vec", 0, null, Map.of("databaseName", "shop"), null, event, offset);
  }

  public static SinkRecord record(
      Schema keySchema, Object key, Schema valueSchema, Object value, long offset) {
    return new SinkRecord(TOPIC, 3, keySchema, key, valueSchema, value, offset);
  }
}
