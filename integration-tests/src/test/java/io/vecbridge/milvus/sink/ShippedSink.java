// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;

/** The shipped configuration for a worker, and records as its converters read them. */
final class ShippedSink {
  private ShippedSink() {}

  static Map<String, String> config(String uri) throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(Path.of("..", "config", "milvus-sink.json").toFile());
    Map<String, String> config = new HashMap<>();
    json.path("config").properties().forEach(e -> config.put(e.getKey(), e.getValue().asText()));
    config.put("milvus.uri", uri);
    config.put("milvus.database", "default");
    config.put("name", "milvus-sink");
    return config;
  }

  static ProducerRecord<byte[], byte[]> json(String topic, SinkRecord record) {
    try (JsonConverter keys = new JsonConverter();
        JsonConverter values = new JsonConverter()) {
      keys.configure(Map.of(), true);
      values.configure(Map.of(), false);
      return new ProducerRecord<>(
          topic,
          keys.fromConnectData("", record.keySchema(), record.key()),
          record.value() == null
              ? null
              : values.fromConnectData("", record.valueSchema(), record.value()));
    }
  }
}
