// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.status;

import java.util.Map;

/**
 * What a task reports over JMX.
 *
 * @param context {@code source} or {@code sink}
 * @param numbers counters and sizes by the names of their attributes
 * @param lastError the reason of the last failure or retry; empty if there was none
 * @param failed collections and tables that can't be captured or written, with the reason
 * @param objects what is known of each collection or table, by its name in the source
 */
public record TaskMeasures(
    String context,
    String task,
    Map<String, Long> numbers,
    String lastError,
    Map<String, String> failed,
    Map<String, OfObject> objects) {
  /**
   * Of one collection or table.
   *
   * @param phase of the source; null if the task doesn't know it
   * @param percent of the source's snapshot; negative if the task doesn't know it
   * @param conflicts of the sink; null if the task doesn't count them
   */
  public record OfObject(String phase, double percent, Long conflicts) {}

  /** Keeps its own copies. */
  public TaskMeasures {
    numbers = Map.copyOf(numbers);
    failed = Map.copyOf(failed);
    objects = Map.copyOf(objects);
  }
}
