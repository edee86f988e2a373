// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;

/** Key and value of one record; the value of a tombstone is null. */
record WireRecord(Struct key, Struct value) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Both as Connect's JsonConverter writes them with {@code schemas.enable=true}. */
  JsonNode json() {
    ObjectNode record = MAPPER.createObjectNode();
    record.set("key", json(key, true));
    record.set("value", json(value, false));
    return record;
  }

  private static JsonNode json(Struct struct, boolean key) {
    if (struct == null) {
      return MAPPER.nullNode();
    }
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", "true"), key);
      return MAPPER.readTree(converter.fromConnectData("topic", struct.schema(), struct));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
