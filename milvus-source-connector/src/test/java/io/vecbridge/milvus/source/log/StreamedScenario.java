// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DescribeCollectionResponse;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A log that Milvus's own code for the streaming service wrote, and what it amounts to. See the
 * README beside the files.
 */
public record StreamedScenario(JsonNode json, String file) {
  private static final List<String> FILES =
      List.of("milvus-2.6.json", "scenarios-2.6.json", "scenarios-3.0.json");

  /** All scenarios, and the parts of the upgrades as the one log that they are. */
  public static List<StreamedScenario> all() throws IOException {
    List<StreamedScenario> all = new ArrayList<>();
    for (String file : FILES) {
      all.addAll(of(file));
    }
    List<StreamedScenario> parts =
        all.stream()
            .filter(scenario -> scenario.name().startsWith("upgrade_"))
            .sorted(Comparator.comparing(StreamedScenario::name))
            .toList();
    all.add(joined("upgrades", parts));
    return all;
  }

  private static StreamedScenario joined(String name, List<StreamedScenario> parts) {
    ObjectNode joined = parts.get(0).json().deepCopy();
    joined.put("name", name);
    for (StreamedScenario part : parts.subList(1, parts.size())) {
      joined.withArray("records").addAll((ArrayNode) part.json().get("records"));
      joined.withArray("expected").addAll((ArrayNode) part.json().get("expected"));
    }
    joined.set("final_state", remaining(joined.get("expected")));
    return new StreamedScenario(joined, parts.get(0).file());
  }

  /** The rows that remain. A delete acts before the insert of its upsert, whatever their order. */
  private static ObjectNode remaining(JsonNode events) {
    Map<String, Long> written = new HashMap<>();
    ObjectNode remaining = new ObjectMapper().createObjectNode();
    for (JsonNode event : events) {
      ObjectNode rows = remaining.withObjectProperty(event.get("collection_id").asText());
      String key = event.get("pk").asText();
      if (event.has("fields")) {
        rows.set(key, event.get("fields"));
        written.put(key, event.get("ts").asLong());
      } else if (written.getOrDefault(key, 0L) != event.get("ts").asLong()) {
        rows.remove(key);
      }
    }
    return remaining;
  }

  /** The scenarios of a file. */
  public static List<StreamedScenario> of(String file) throws IOException {
    List<StreamedScenario> scenarios = new ArrayList<>();
    try (InputStream in = StreamedScenario.class.getResourceAsStream(file)) {
      for (JsonNode json : new ObjectMapper().readTree(in)) {
        scenarios.add(new StreamedScenario(json, file));
      }
    }
    return scenarios;
  }

  /** The scenario of a name. */
  public static StreamedScenario of(String file, String name) throws IOException {
    return of(file).stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Its name in its file. */
  public String name() {
    return json.get("name").asText();
  }

  /** What the message of the failure contains that the log ends with; empty if there is none. */
  public Optional<String> failure() {
    return Optional.ofNullable(json.get("failure")).map(JsonNode::asText);
  }

  /** The records of the one physical channel. */
  public List<LogRecord> records() {
    List<LogRecord> records = new ArrayList<>();
    for (JsonNode record : json.get("records")) {
      Map<String, String> properties = new HashMap<>();
      record
          .get("headers")
          .properties()
          .forEach(header -> properties.put(header.getKey(), header.getValue().asText()));
      records.add(
          new LogRecord(
              json.get("topic").asText(),
              record.get("offset").asLong(),
              properties,
              Base64.getDecoder().decode(record.get("value_base64").asText())));
    }
    return records;
  }

  /** The collections as Milvus describes them in the end, by database. */
  public List<Map.Entry<String, DescribeCollectionResponse>> collections() throws IOException {
    return collections("db", "name", "collection_schema_base64");
  }

  /** The collections as Milvus describes them in the beginning, by database. */
  public List<Map.Entry<String, DescribeCollectionResponse>> firstCollections() throws IOException {
    return file.equals(FILES.get(0))
        ? collections()
        : collections("first_db", "first_name", "first_schema_base64");
  }

  private List<Map.Entry<String, DescribeCollectionResponse>> collections(
      String databaseKey, String nameKey, String schemaKey) throws IOException {
    List<Map.Entry<String, DescribeCollectionResponse>> collections = new ArrayList<>();
    for (JsonNode collection : json.get("collections")) {
      DescribeCollectionResponse.Builder described =
          DescribeCollectionResponse.newBuilder()
              .setCollectionID(collection.get("id").asLong())
              .setCollectionName(collection.get(nameKey).asText())
              .setSchema(
                  CollectionSchema.parseFrom(
                      Base64.getDecoder().decode(collection.get(schemaKey).asText())));
      for (JsonNode vchannel : collection.get("vchannels")) {
        described
            .addVirtualChannelNames(vchannel.asText())
            .addPhysicalChannelNames(json.get("topic").asText());
      }
      collections.add(Map.entry(collection.get(databaseKey).asText(), described.build()));
    }
    return collections;
  }

  /** The rows and announcements of a virtual channel, in the order of their release. */
  public List<JsonNode> expected(String vchannel) {
    List<JsonNode> expected = new ArrayList<>();
    for (JsonNode event : json.get("expected")) {
      if (event.get("vchannel").asText().equals(vchannel)) {
        expected.add(event);
      }
    }
    return expected;
  }

  @Override
  public String toString() {
    return file + " " + name();
  }
}
