// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.common.sink.write.Chunks;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.common.sink.write.TargetBatch;
import io.vecbridge.oceanbase.sink.config.WriteConfig;
import io.vecbridge.oceanbase.sink.config.WriteConfig.ConflictMode;
import io.vecbridge.oceanbase.sink.metrics.OceanBaseSinkMetrics;
import io.vecbridge.oceanbase.sink.row.RecordKey;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import io.vecbridge.oceanbase.sink.type.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Primary-key conflicts: the key of a snapshot row already belongs to a row that was committed
 * before the connector first used the table. Existing rows are looked up and locked inside the
 * transaction that writes; rows that the pipeline wrote itself have a later SCN and are not
 * conflicts. Costs nothing with {@code conflict.mode=overwrite}.
 */
final class Conflicts {
  private static final Logger LOG = LoggerFactory.getLogger(Conflicts.class);

  private final ConflictMode mode;
  private final Chunks chunks;
  private final OceanBaseSinkMetrics metrics;

  Conflicts(ConflictMode mode, Chunks chunks, OceanBaseSinkMetrics metrics) {
    this.mode = mode;
    this.chunks = chunks;
    this.metrics = metrics;
  }

  /**
   * Removes the snapshot rows from the batch whose keys were already in the table; later changes of
   * these keys stay.
   *
   * @throws ConnectException with {@code conflict.mode=fail}
   */
  void resolve(
      Connection connection,
      TargetBatch<TargetTable> batch,
      ErrantRecords errant,
      PutDeadline deadline)
      throws SQLException {
    if (mode == ConflictMode.OVERWRITE) {
      return;
    }
    List<RowChange> snapshot = new ArrayList<>();
    for (RowChange change : batch.changes()) {
      // A snapshot row that follows a change of the pipeline itself meets that change's row.
      if (change.first().kind() == Kind.SNAPSHOT) {
        snapshot.add(change);
      }
    }
    for (List<RowChange> chunk : chunks.of(snapshot, change -> RecordKey.of(change).columns())) {
      deadline.check();
      List<RowChange> conflicts = lookUp(connection, batch, chunk);
      if (!conflicts.isEmpty()) {
        handle(batch, conflicts, errant);
      }
    }
  }

  private void handle(
      TargetBatch<TargetTable> batch, List<RowChange> conflicts, ErrantRecords errant) {
    RowChange first = conflicts.get(0);
    String message =
        "The snapshot row at "
            + first.first().origin()
            + " has a key that was in table "
            + batch.target().table().name()
            + " before this connector";
    metrics.conflicts(conflicts.size());
    if (mode == ConflictMode.FAIL) {
      throw new ConnectException(
          message
              + ", and "
              + WriteConfig.CONFLICT_MODE
              + "=fail. Remove the row from the table or"
              + " at the source, or choose overwrite or ignore.");
    }
    LOG.warn("{}; keeping the row in the table ({} such rows).", message, conflicts.size());
    for (RowChange conflict : conflicts) {
      errant.addIfTolerated(
          new BadRecordException(
              conflict.first().origin(),
              "its key was already in the table, and conflict.mode=ignore"));
      batch.replace(conflict.key(), conflict.withoutLeadingSnapshotRows());
    }
  }

  private static List<RowChange> lookUp(
      Connection connection, TargetBatch<TargetTable> batch, List<RowChange> chunk)
      throws SQLException {
    TargetTable target = batch.target();
    List<String> key = RecordKey.of(chunk.get(0)).columns();
    Map<RecordKey, RowChange> byKey = new HashMap<>();
    List<RowChange> conflicts = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            RowStatements.selectOlder(target.table().name(), key, chunk.size()))) {
      int index = 1;
      for (RowChange change : chunk) {
        index = RowWriter.bindKey(statement, index, change);
        byKey.put(RecordKey.of(change), change);
      }
      Parameters.set(statement, index, target.startScn());
      try (ResultSet rows = statement.executeQuery()) {
        KeyResult result = new KeyResult(target, key, 1);
        while (rows.next()) {
          RowChange change = byKey.remove(result.key(rows));
          if (change != null) {
            conflicts.add(change);
          }
        }
      }
    }
    return conflicts;
  }
}
