// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;

/** Reads the records of docs/wire-format as a worker with JsonConverter does. */
public final class GoldenRecords {
  private static final Path FOLDER = Path.of("..", "docs", "wire-format");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private GoldenRecords() {}

  public static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList();
    }
  }

  public static List<SinkRecord> read(String name) throws IOException {
    JsonNode file = MAPPER.readTree(FOLDER.resolve(name + ".json").toFile());
    List<SinkRecord> records = new ArrayList<>();
    try (JsonConverter keys = new JsonConverter();
        JsonConverter values = new JsonConverter()) {
      keys.configure(Map.of(), true);
      values.configure(Map.of(), false);
      for (JsonNode record : file.get("records")) {
        SchemaAndValue key = connect(keys, record.get("key"));
        SchemaAndValue value = connect(values, record.get("value"));
        records.add(
            new SinkRecord(
                "vec.default.documents",
                0,
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                records.size()));
      }
    }
    return records;
  }

  private static SchemaAndValue connect(JsonConverter converter, JsonNode json) throws IOException {
    return json.isNull()
        ? SchemaAndValue.NULL
        : converter.toConnectData("golden", MAPPER.writeValueAsBytes(json));
  }
}
