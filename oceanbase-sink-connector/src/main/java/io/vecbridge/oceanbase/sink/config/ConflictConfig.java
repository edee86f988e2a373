// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Choice;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.sink.config.DeadLetters;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** What happens to snapshot rows whose key was in the table before the connector. */
public record ConflictConfig(Mode mode, Report report) {
  /** Which of the two rows stays. */
  public enum Mode implements Choice {
    /** The snapshot's row replaces the one in the table. */
    OVERWRITE,
    /** The row in the table stays; the snapshot's row is reported. */
    IGNORE,
    /** The table isn't written, and the error message names the record. */
    FAIL
  }

  /** Where each conflict is described, besides the metric that counts it. */
  public enum Report implements Choice {
    /** Nowhere. */
    NONE,
    /** In the worker's log. */
    LOG,
    /** By a copy of the record in the dead letter queue. */
    DEAD_LETTER_QUEUE
  }

  public static final Field MODE =
      Choice.option("conflict.mode", Mode.OVERWRITE)
          .withDisplayName("Conflicts")
          .withImportance(Importance.MEDIUM)
          .withDescription(
              "What to do with a snapshot row whose key was in the table before this connector first"
                  + " wrote to it: 'overwrite' replaces the row in the table, 'ignore' keeps it and"
                  + " reports the record, 'fail' stops the task. Rows that the connector wrote itself"
                  + " are no conflicts. All modes count conflicts; 'ignore' and 'fail' need"
                  + " bookkeeping.database.");

  public static final Field REPORT =
      Choice.option("conflict.report", Report.NONE)
          .withDisplayName("Report of conflicts")
          .withImportance(Importance.MEDIUM)
          .withDescription(
              "Where each conflict is described once, with its topic, partition and offset, the names"
                  + " of the key's columns and of the columns whose values differ: 'none' only counts"
                  + " conflicts, 'log' writes a line into the worker's log, 'dead_letter_queue' sends a"
                  + " copy of the record to the dead letter queue. Values are compared in the server,"
                  + " by one query for each conflict. 'log' and 'dead_letter_queue' need"
                  + " bookkeeping.database.");

  static ConflictConfig of(Configuration config) {
    return new ConflictConfig(
        Choice.of(Mode.class, config, MODE), Choice.of(Report.class, config, REPORT));
  }

  /** A finding if the report has no place to go to. */
  static List<Finding> findings(Configuration config) {
    if (of(config).report != Report.DEAD_LETTER_QUEUE || DeadLetters.isQueued(config)) {
      return List.of();
    }
    return List.of(
        Finding.of(
            REPORT,
            "The report needs a dead letter queue. Set errors.tolerance=all and"
                + " errors.deadletterqueue.topic.name, or choose log."));
  }

  /** Whether conflicts must be known, so that the connector can't do without bookkeeping. */
  boolean needsBookkeeping() {
    return mode != Mode.OVERWRITE || report != Report.NONE;
  }
}
