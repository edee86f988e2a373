// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.vecbridge.harness.process.Await;
import java.util.List;
import java.util.Optional;

/** What the worker says about the connectors and their tasks, at one moment. */
record ConnectorStates(List<Part> parts) {
  private static final String RUNNING = "RUNNING";
  private static final String FAILED = "FAILED";
  private static final int MOST_LINES = 6;
  private static final int LONGEST_LINE = 400;

  /**
   * A connector or a task.
   *
   * @param name such as {@code milvus-source} or {@code milvus-source task 0}
   * @param trace why it has failed; empty if it hasn't
   */
  record Part(String name, String state, String trace) {
    static Part of(String name, JsonNode status) {
      return new Part(name, status.path("state").asText(), status.path("trace").asText());
    }
  }

  /** Whether each connector runs, and at least one task of it, and no task doesn't. */
  boolean allRunning() {
    return parts.stream().allMatch(part -> part.state().equals(RUNNING));
  }

  /** Of the first that has failed: its name and the first lines of its trace. */
  Optional<String> failure() {
    return parts.stream()
        .filter(part -> part.state().equals(FAILED))
        .findFirst()
        .map(part -> part.name() + " has failed:\n" + messages(part.trace()));
  }

  /**
   * Ends a wait for what can't come any more.
   *
   * @throws Await.Impossible with {@link #failure()}
   */
  void requireNoneFailed() {
    Optional<String> failure = failure();
    if (failure.isPresent()) {
      throw new Await.Impossible(failure.get());
    }
  }

  /** What isn't as it should be: {@code milvus-source task 0 is PAUSED}. */
  List<String> notRunning() {
    return parts.stream()
        .filter(part -> !part.state().equals(RUNNING))
        .map(part -> part.name() + " is " + part.state())
        .toList();
  }

  /**
   * The lines of a stack trace that say something: the exceptions' messages, without the frames.
   */
  static String messages(String trace) {
    return String.join(
        "\n",
        trace
            .lines()
            .filter(line -> !line.isBlank() && !line.strip().startsWith("at "))
            .filter(line -> !line.strip().startsWith("..."))
            .limit(MOST_LINES)
            .map(line -> line.substring(0, Math.min(line.length(), LONGEST_LINE)))
            .toList());
  }
}
