// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.log.StreamedScenario;
import io.vecbridge.milvus.source.schema.RowSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * The changes of a scenario, and those of the connector, as texts that can be compared, such as
 * {@code u 462430000000000001 {id=7, txt=a}}.
 */
final class ScenarioTexts {
  private static final Map<String, String> ANNOUNCED =
      Map.of(
          "drop_collection", "CollectionDropped",
          "drop_partition", "PartitionDropped",
          "schema_change", "SchemaChanged",
          "import", "Imported",
          "rewrite", "Rewritten",
          "rename_collection", "Renamed",
          "encrypted", "Encrypted",
          "alter_wal", "LogMoved",
          "truncate_collection", "Truncated");

  private static final Set<String> FLOATS =
      Set.of("vec", "nvec", "nvec_all_null", "a_f", "f", "nf", "emb");
  private static final Set<String> DOUBLES = Set.of("a_d", "d", "nd", "score");

  private static final List<String> BEHIND_THE_LAST_TICK =
      List.of(
          "c 462430000104603650 {id=3, txt=c, vec=[3.0, 0.5, -1.25, 3.0]}",
          "u 462430000104603654 {id=1, txt=upserted, vec=[1.0, 0.5, -1.25, 3.0]}");

  private static final String STRUCTS = "parts";

  private ScenarioTexts() {}

  /** The rows that remain of a collection, by key. */
  static Map<String, String> remaining(StreamedScenario scenario, long collectionId) {
    Map<String, String> expected = new TreeMap<>();
    JsonNode remaining = scenario.json().get("final_state").path(Long.toString(collectionId));
    remaining.properties().forEach(row -> expected.put(row.getKey(), text(row.getValue())));
    if (scenario.name().equals("b_delete") && expected.containsKey("k1")) {
      // A delete in one partition of a key in another: the log doesn't show where the row is.
      expected.remove("k1");
    }
    return expected;
  }

  static String text(Change change, RowSchema schema) {
    if (change instanceof Change.RowWritten written) {
      return (written.update() ? "u " : "c ")
          + change.timestamp()
          + " "
          + text(schema.row(written.rows(), written.row()));
    }
    if (change instanceof Change.RowDeleted deleted) {
      return "d " + change.timestamp() + " " + deleted.key();
    }
    LogMessage message = ((Change.Announced) change).message();
    return message.getClass().getSimpleName() + " " + change.timestamp();
  }

  /** The changes of a virtual channel that are complete by the ticks of the log. */
  static List<String> expected(StreamedScenario scenario, String vchannel) {
    return expected(scenario.expected(vchannel));
  }

  /** The rows that remain if all of the log is complete. */
  static Map<String, String> remainingConfirmed(StreamedScenario scenario, long collectionId) {
    Map<String, String> rows = remaining(scenario, collectionId);
    if (scenario.name().equals("idle_topic")) {
      for (String change : BEHIND_THE_LAST_TICK) {
        String row = change.substring(change.indexOf('{'));
        rows.put(row.replaceAll(".*[{]id=([0-9]+),.*", "$1"), row);
      }
    }
    return rows;
  }

  /** The same if all of the log is complete, because Milvus or a query has said so. */
  static List<String> confirmed(StreamedScenario scenario, String vchannel) {
    List<String> confirmed = new ArrayList<>(expected(scenario, vchannel));
    if (scenario.name().equals("idle_topic")) {
      confirmed.addAll(BEHIND_THE_LAST_TICK);
    }
    return confirmed;
  }

  private static List<String> expected(List<JsonNode> events) {
    Map<Long, List<JsonNode>> byTime = new LinkedHashMap<>();
    events.forEach(
        event ->
            byTime.computeIfAbsent(event.get("ts").asLong(), ts -> new ArrayList<>()).add(event));
    List<String> changes = new ArrayList<>();
    byTime.forEach((time, at) -> fold(time, at, changes));
    return changes;
  }

  private static void fold(long time, List<JsonNode> events, List<String> changes) {
    Set<String> deleted = new LinkedHashSet<>();
    Set<String> inserted = new LinkedHashSet<>();
    for (JsonNode event : events) {
      if (event.get("op").asText().equals("delete")) {
        deleted.add(event.get("pk").asText());
      } else if (event.get("op").asText().equals("insert")) {
        inserted.add(event.get("pk").asText());
      }
    }
    deleted.stream()
        .filter(key -> !inserted.contains(key))
        .forEach(key -> changes.add("d " + time + " " + key));
    for (JsonNode event : events) {
      String operation = event.get("op").asText();
      if (operation.equals("insert")) {
        String letter = deleted.contains(event.get("pk").asText()) ? "u " : "c ";
        changes.add(letter + time + " " + text(event.get("fields")));
      } else if (ANNOUNCED.containsKey(operation)) {
        changes.add(ANNOUNCED.get(operation) + " " + time);
      }
    }
  }

  /** A row of the connector; a field that is null is left out, like one that is not there. */
  static String text(Struct row) {
    Map<String, String> fields = new TreeMap<>();
    for (Field field : row.schema().fields()) {
      if (row.get(field) != null) {
        fields.put(
            field.name(),
            field.name().equals(STRUCTS)
                ? structs(String.valueOf(row.get(field)))
                : value(row.get(field)));
      }
    }
    return fields.toString();
  }

  /** An array of structs, as JSON. */
  private static String structs(String json) {
    try {
      return value(STRUCTS, new ObjectMapper().readTree(json));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String value(Object value) {
    if (value instanceof byte[] bytes) {
      StringBuilder hex = new StringBuilder();
      for (byte one : bytes) {
        hex.append(String.format("%02x", one));
      }
      return hex.toString();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(ScenarioTexts::value).toList().toString();
    }
    if (value instanceof Struct sparse) {
      return sparse.schema().fields().stream()
          .map(field -> value(sparse.get(field)))
          .toList()
          .toString();
    }
    return String.valueOf(value);
  }

  private static String text(JsonNode row) {
    Map<String, String> fields = new TreeMap<>();
    row.properties()
        .forEach(
            field -> {
              if (!field.getValue().isNull()) {
                fields.put(field.getKey(), value(field.getKey(), field.getValue()));
              }
            });
    return fields.toString();
  }

  private static String value(String field, JsonNode value) {
    if (value.has("hex")) {
      return value.get("hex").asText();
    }
    if (field.equals(STRUCTS) && value.isObject()) {
      Map<String, String> members = new TreeMap<>();
      value
          .properties()
          .forEach(
              member -> members.put(member.getKey(), value(member.getKey(), member.getValue())));
      return members.toString();
    }
    if (value.has("indices")) {
      return "[" + value("", value.get("indices")) + ", " + value("vec", value.get("values")) + "]";
    }
    if (value.isArray()) {
      List<String> all = new ArrayList<>();
      StringBuilder hex = new StringBuilder();
      value.forEach(
          one -> {
            all.add(value(field, one));
            hex.append(String.format("%02x", (byte) one.asInt()));
          });
      return field.endsWith("i8v") ? hex.toString() : all.toString();
    }
    if (DOUBLES.contains(field) && value.isNumber()) {
      return Double.toString(value.asDouble());
    }
    return FLOATS.contains(field) ? Float.toString((float) value.asDouble()) : value.asText();
  }
}
