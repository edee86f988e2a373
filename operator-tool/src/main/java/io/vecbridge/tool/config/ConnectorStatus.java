// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state of a connector and its tasks.
 *
 * @param state such as {@code RUNNING} or {@code STOPPED}
 * @param reason why the connector itself has failed; empty if it hasn't
 */
public record ConnectorStatus(String state, String reason, List<Task> tasks) {
  private static final String RUNNING = "RUNNING";
  private static final String STATE = "state";
  private static final String CAUSE = "Caused by: ";

  /** Keeps its own copy. */
  public ConnectorStatus {
    tasks = List.copyOf(tasks);
  }

  /**
   * A task.
   *
   * @param reason why it has failed; empty if it hasn't
   */
  public record Task(int id, String state, String worker, String reason) {}

  /** Reads the answer of a worker. */
  static ConnectorStatus of(JsonNode status) {
    List<Task> tasks = new ArrayList<>();
    for (JsonNode task : status.path("tasks")) {
      tasks.add(
          new Task(
              task.path("id").asInt(),
              task.path(STATE).asText(),
              task.path("worker_id").asText(),
              reason(task.path("trace").asText(""))));
    }
    JsonNode connector = status.path("connector");
    return new ConnectorStatus(
        connector.path(STATE).asText("UNKNOWN"), reason(connector.path("trace").asText("")), tasks);
  }

  /** Whether the connector runs with at least one task, and all of them. */
  public boolean isRunning() {
    return state.equals(RUNNING)
        && !tasks.isEmpty()
        && tasks.stream().allMatch(task -> task.state().equals(RUNNING));
  }

  /** Whether the connector is stopped and no task is left. */
  public boolean isStopped() {
    return state.equals("STOPPED") && tasks.isEmpty();
  }

  /** Why the connector or one of its tasks has failed; empty if none has. */
  public Optional<String> failure() {
    if (state.equals("FAILED")) {
      return Optional.of(reason);
    }
    return tasks.stream()
        .filter(task -> task.state().equals("FAILED"))
        .map(task -> "task " + task.id() + ": " + task.reason())
        .findFirst();
  }

  /** The message of the last cause of a stack trace, without the exception's class. */
  static String reason(String trace) {
    int last = trace.lastIndexOf(CAUSE);
    String text = last < 0 ? trace : trace.substring(last + CAUSE.length());
    int end = text.indexOf("\n\tat ");
    String message = (end < 0 ? text : text.substring(0, end)).strip();
    return message.replaceFirst("^[a-zA-Z0-9_.$]+(Exception|Error): ", "");
  }
}
