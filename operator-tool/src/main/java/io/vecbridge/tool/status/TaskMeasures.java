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
 * @param progress snapshots in percent, by collection
 */
public record TaskMeasures(
    String context,
    String task,
    Map<String, Long> numbers,
    String lastError,
    Map<String, String> failed,
    Map<String, Progress> progress) {
  /**
   * Of one collection.
   *
   * @param percent -1 if it is unknown
   */
  public record Progress(String phase, double percent) {}

  /** Keeps its own copies. */
  public TaskMeasures {
    numbers = Map.copyOf(numbers);
    failed = Map.copyOf(failed);
    progress = Map.copyOf(progress);
  }
}
