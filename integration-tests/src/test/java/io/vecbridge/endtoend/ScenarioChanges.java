// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The changes that a scenario amounts to, as {@link StreamedSource#run} has them. */
final class ScenarioChanges {
  private ScenarioChanges() {}

  /** The changes by virtual channel, each in its order. */
  static Map<String, List<String>> of(JsonNode scenario) {
    Map<String, Map<Long, List<JsonNode>>> byChannel = new LinkedHashMap<>();
    for (JsonNode event : scenario.get("expected")) {
      byChannel
          .computeIfAbsent(event.get("vchannel").asText(), channel -> new TreeMap<>())
          .computeIfAbsent(event.get("ts").asLong(), ts -> new ArrayList<>())
          .add(event);
    }
    Map<String, List<String>> changes = new LinkedHashMap<>();
    byChannel.forEach(
        (channel, byTime) -> {
          List<String> ofChannel = new ArrayList<>();
          byTime.values().forEach(events -> fold(events, ofChannel));
          changes.put(channel, ofChannel);
        });
    return changes;
  }

  /** The changes of one timestamp: deletes, then the inserted rows. */
  private static void fold(List<JsonNode> events, List<String> changes) {
    Set<String> deleted = keys(events, "delete");
    Set<String> inserted = keys(events, "insert");
    JsonNode first = events.get(0);
    String name = " " + first.get("db").asText() + "." + first.get("collection").asText() + " ";
    String at = " " + first.get("ts").asText() + " " + first.get("vchannel").asText();
    deleted.stream()
        .filter(key -> !inserted.contains(key))
        .forEach(key -> changes.add("d" + name + key + at));
    for (JsonNode event : events) {
      if (event.get("op").asText().equals("insert")) {
        String key = event.get("pk").asText();
        changes.add((deleted.contains(key) ? "u" : "c") + name + key + at);
      }
    }
  }

  private static Set<String> keys(List<JsonNode> events, String operation) {
    Set<String> keys = new LinkedHashSet<>();
    for (JsonNode event : events) {
      if (event.get("op").asText().equals(operation)) {
        keys.add(event.get("pk").asText());
      }
    }
    return keys;
  }
}
