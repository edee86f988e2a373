// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.status;

import io.vecbridge.tool.config.ConnectorStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a pair of connectors does at a time.
 *
 * @param complete whether the source database has answered, so that no object is left out
 * @param deadLetters what the sink has put into its dead letter topic, by the names of sources;
 *     null if that isn't known
 * @param measures what the tasks report over JMX
 * @param notes what isn't known, and why
 */
public record PipelineStatus(
    Instant at,
    List<ConnectorLine> connectors,
    List<ObjectLine> objects,
    boolean complete,
    Map<String, Long> deadLetters,
    List<TaskMeasures> measures,
    List<String> notes) {
  /** Keeps its own copies. */
  public PipelineStatus {
    connectors = List.copyOf(connectors);
    objects = List.copyOf(objects);
    deadLetters = deadLetters == null ? null : Map.copyOf(deadLetters);
    measures = List.copyOf(measures);
    notes = List.copyOf(notes);
  }

  /** A connector with its tasks. */
  public record ConnectorLine(String name, ConnectorStatus status) {}

  /**
   * A captured collection or table.
   *
   * @param records that the sink has not written yet; null if unknown
   * @param conflicts that the sink has met; null if unknown
   * @param problem why it isn't captured or written; null if it is
   */
  public record ObjectLine(
      String source,
      String target,
      Captured captured,
      Long records,
      Long conflicts,
      String problem) {}

  /**
   * How far the source is with a collection or table.
   *
   * @param phase such as {@code streaming}
   * @param snapshotPercent of a snapshot that runs; null if unknown
   * @param millisBehind how far the sent changes are behind the source database; null if unknown
   * @param historyMillis until the source database no longer keeps what the source has to read, if
   *     it makes no progress; null if that isn't limited or not known
   */
  public record Captured(
      String phase, Double snapshotPercent, Long millisBehind, Long historyMillis) {
    /**
     * As a task shows it.
     *
     * @param percent negative if the task doesn't know it
     */
    Captured measured(String shownPhase, double percent) {
      return new Captured(shownPhase, percent < 0 ? null : percent, millisBehind, historyMillis);
    }

    /** Whether the source database no longer keeps what the source has to read. */
    public boolean isLost() {
      return historyMillis != null && historyMillis <= 0;
    }
  }

  /** Whether all connectors run and all collections are captured and written. */
  public boolean isGood() {
    return complete
        && connectors.stream().allMatch(line -> line.status().isRunning())
        && objects.stream().allMatch(line -> line.problem() == null && !line.captured().isLost());
  }
}
