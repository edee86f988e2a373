// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Makes sink records without envelope, with and without schema. */
public final class Records {
  private static final String TOPIC = "vec.shop.goods";
  private static final Schema KEY =
      SchemaBuilder.struct().name(TOPIC + ".Key").field("id", Schema.INT64_SCHEMA).build();
  private static final Schema ROW =
      SchemaBuilder.struct()
          .name(TOPIC + ".Value")
          .optional()
          .field("id", Schema.INT64_SCHEMA)
          .field("name", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  private Records() {}

  private static Struct key(long id) {
    return new Struct(KEY).put("id", id);
  }

  private static Struct row(long id, String name) {
    return new Struct(ROW).put("id", id).put("name", name);
  }

  public static SinkRecord flattened(long id, String name, long offset) {
    return record(KEY, key(id), ROW, row(id, name), offset);
  }

  public static SinkRecord tombstone(Long id, long offset) {
    return record(KEY, id == null ? null : key(id), null, null, offset);
  }

  public static SinkRecord schemaless(Object key, Map<String, ?> value, long offset) {
    return record(null, key, null, value == null ? null : new HashMap<>(value), offset);
  }

  private static SinkRecord record(
      Schema keySchema, Object key, Schema valueSchema, Object value, long offset) {
    return new SinkRecord(TOPIC, 3, keySchema, key, valueSchema, value, offset);
  }
}
