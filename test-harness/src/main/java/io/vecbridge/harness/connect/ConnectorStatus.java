// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the worker says about a connector and its tasks. */
record ConnectorStatus(JsonNode json) {

  /** Whether the connector and all its tasks, at least one, run. */
  boolean isRunning() {
    return json.path("tasks").size() > 0 && parts().allMatch(part -> state(part).equals("RUNNING"));
  }

  /** The trace of the first part that has failed. */
  Optional<String> failure() {
    return failure(parts());
  }

  /** The trace of the connector itself, if that has failed. */
  Optional<String> connectorFailure() {
    return failure(Stream.of(json.path("connector")));
  }

  private static Optional<String> failure(Stream<JsonNode> parts) {
    return parts
        .filter(part -> state(part).equals("FAILED"))
        .map(part -> part.path("trace").asText())
        .findFirst();
  }

  private Stream<JsonNode> parts() {
    Stream<JsonNode> tasks = StreamSupport.stream(json.path("tasks").spliterator(), false);
    return Stream.concat(Stream.of(json.path("connector")), tasks);
  }

  private static String state(JsonNode part) {
    return part.path("state").asText();
  }
}
