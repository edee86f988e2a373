// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.common.sink.write.Chunks;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.common.sink.write.TargetBatch;
import io.vecbridge.oceanbase.sink.config.ConflictConfig;
import io.vecbridge.oceanbase.sink.config.ConflictConfig.Mode;
import io.vecbridge.oceanbase.sink.config.ConflictConfig.Report;
import io.vecbridge.oceanbase.sink.metrics.OceanBaseSinkMetrics;
import io.vecbridge.oceanbase.sink.row.RecordKey;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guarantees that each primary-key conflict is counted, and reported once: the key of a snapshot
 * row belongs to a row that was committed before the connector first used the table. Such rows are
 * found inside the transaction that writes; rows that the pipeline wrote itself have a later SCN.
 * What is found counts at the commit, so a put that is tried again reports nothing twice. Nothing
 * is looked up in a table that held no row at first.
 */
final class Conflicts {
  private static final Logger LOG = LoggerFactory.getLogger(Conflicts.class);

  private final ConflictConfig config;
  private final Chunks chunks;
  private final OceanBaseSinkMetrics metrics;
  private final List<String> reports = new ArrayList<>();
  private final Map<String, Long> found = new HashMap<>();

  Conflicts(ConflictConfig config, Chunks chunks, OceanBaseSinkMetrics metrics) {
    this.config = config;
    this.chunks = chunks;
    this.metrics = metrics;
  }

  /** A put begins: nothing is found yet. */
  void begin() {
    found.clear();
    reports.clear();
  }

  /** What was found is committed. */
  void committed() {
    found.forEach(metrics::conflicts);
    reports.forEach(LOG::warn);
    begin();
  }

  /**
   * Finds the snapshot rows of a batch whose keys were already in the table. With {@code
   * conflict.mode=ignore} they are removed from the batch; later changes of these keys stay.
   *
   * @throws ConnectException with {@code conflict.mode=fail}
   */
  void resolve(
      Connection connection,
      TargetBatch<TargetTable> batch,
      ErrantRecords errant,
      PutDeadline deadline)
      throws SQLException {
    if (batch.target().startScn() == 0) {
      return;
    }
    List<RowChange> snapshot = new ArrayList<>();
    for (RowChange change : batch.changes()) {
      // A snapshot row that follows a change of the pipeline itself meets that change's row.
      if (change.first().kind() == Kind.SNAPSHOT) {
        snapshot.add(change);
      }
    }
    OlderRows older = new OlderRows(connection, batch.target(), deadline);
    for (List<RowChange> chunk : chunks.of(snapshot, change -> RecordKey.of(change).columns())) {
      if (config.mode() == Mode.OVERWRITE && config.report() == Report.NONE) {
        count(chunk.get(0), older.count(chunk));
      } else {
        handle(batch, older, older.find(chunk), errant);
      }
    }
  }

  private void handle(
      TargetBatch<TargetTable> batch,
      OlderRows older,
      List<RowChange> conflicts,
      ErrantRecords errant)
      throws SQLException {
    if (conflicts.isEmpty()) {
      return;
    }
    String table = batch.target().name().toString();
    if (config.mode() == Mode.FAIL) {
      errant.requireTask();
      metrics.conflicts(source(conflicts.get(0)), conflicts.size());
      throw new ConnectException(
          met(conflicts.get(0), table)
              + ", and "
              + ConflictConfig.MODE
              + "=fail. Remove the row from the table or at the source, or choose overwrite or"
              + " ignore.");
    }
    count(conflicts.get(0), conflicts.size());
    if (config.mode() == Mode.IGNORE && config.report() != Report.LOG) {
      reports.add(
          met(conflicts.get(0), table)
              + "; keeping the row in the table ("
              + conflicts.size()
              + " such rows).");
    }
    for (RowChange conflict : conflicts) {
      String columns = config.report() == Report.NONE ? "" : older.columns(conflict.first());
      if (config.report() == Report.LOG) {
        reports.add(met(conflict, table) + outcome() + columns + ".");
      }
      if (config.mode() == Mode.IGNORE) {
        errant.addIfTolerated(
            new BadRecordException(
                conflict.first().origin(),
                "its key was already in the table, and conflict.mode=ignore" + columns));
        batch.replace(conflict.key(), conflict.withoutLeadingSnapshotRows());
      } else if (config.report() == Report.DEAD_LETTER_QUEUE) {
        errant.addCopy(conflict.first().origin(), met(conflict, table) + outcome() + columns + ".");
      }
    }
  }

  private void count(RowChange first, long rows) {
    if (rows > 0) {
      found.merge(source(first), rows, Long::sum);
    }
  }

  private static String source(RowChange change) {
    return change.event().source().text();
  }

  private String outcome() {
    return config.mode() == Mode.IGNORE ? ", which stays" : ", and replaces it";
  }

  private static String met(RowChange conflict, String table) {
    return "The snapshot row at "
        + conflict.first().origin()
        + " has a key that was in table "
        + table
        + " before this connector";
  }
}
