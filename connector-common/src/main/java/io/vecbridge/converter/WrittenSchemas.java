// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.converter;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.json.JsonConverter;

/**
 * The texts of the schemas that are written. A source has one schema object for all rows of a
 * table, so a schema is looked for as the object that it is; comparing, and even hashing, visits
 * all of it.
 */
final class WrittenSchemas {
  private static final byte[] SCHEMA = "{\"schema\":".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PAYLOAD = ",\"payload\":".getBytes(StandardCharsets.UTF_8);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonConverter connect;
  private final ValueWriters writers;
  private final Cache<Same, Opening> same;
  private final Cache<Schema, Opening> equal;

  WrittenSchemas(JsonConverter connect, ValueWriters writers, int size) {
    this.connect = connect;
    this.writers = writers;
    this.same = new SynchronizedCache<>(new LRUCache<>(size));
    this.equal = new SynchronizedCache<>(new LRUCache<>(size));
  }

  /**
   * How a record begins.
   *
   * @param text the record up to its value
   * @param payload writes the value
   */
  record Opening(byte[] text, ValueWriter payload) {}

  Opening of(Schema schema) throws IOException {
    Same key = new Same(schema);
    Opening opening = same.get(key);
    if (opening == null) {
      opening = equalTo(schema);
      same.put(key, opening);
    }
    return opening;
  }

  private Opening equalTo(Schema schema) throws IOException {
    Opening opening = equal.get(schema);
    if (opening == null) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      text.writeBytes(SCHEMA);
      text.writeBytes(MAPPER.writeValueAsBytes(connect.asJsonSchema(schema)));
      text.writeBytes(PAYLOAD);
      opening = new Opening(text.toByteArray(), writers.of(schema));
      equal.put(schema, opening);
    }
    return opening;
  }

  /** A schema that equals itself only. */
  private static final class Same {
    private final Schema schema;

    Same(Schema schema) {
      this.schema = schema;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Same same && same.schema == schema;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(schema);
    }
  }
}
