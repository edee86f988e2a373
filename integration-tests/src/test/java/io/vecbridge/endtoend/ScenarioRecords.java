// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A log that Milvus's own code for the streaming service wrote. */
final class ScenarioRecords {
  private ScenarioRecords() {}

  /** The records, in the order of the log. */
  static List<JsonNode> records(JsonNode scenario) {
    List<JsonNode> records = new ArrayList<>();
    scenario.get("records").forEach(records::add);
    return records;
  }

  /** The number of records up to a tick in the middle at which no transaction is open. */
  static int afterTickWithoutTransactions(List<JsonNode> records) {
    int open = 0;
    for (int i = 0; i < records.size(); i++) {
      int type = Integer.parseInt(headers(records.get(i)).get("_t"));
      open += type == 900 ? 1 : type == 901 || type == 902 ? -1 : 0;
      if (type == 1 && open == 0 && i >= records.size() / 3) {
        return i + 1;
      }
    }
    throw new AssertionError("no such tick");
  }

  /** The headers of a record. */
  static Map<String, String> headers(JsonNode record) {
    Map<String, String> headers = new HashMap<>();
    record
        .get("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    return headers;
  }

  /** The message of a record. */
  static byte[] value(JsonNode record) {
    return Base64.getDecoder().decode(record.get("value_base64").asText());
  }

  /** A record in Kafka. */
  static ProducerRecord<byte[], byte[]> record(
      String pchannel, Map<String, String> headers, byte... value) {
    ProducerRecord<byte[], byte[]> produced = new ProducerRecord<>(pchannel, 0, null, value);
    headers.forEach(
        (name, text) -> produced.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return produced;
  }
}
