// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.debezium.data.Envelope.Operation;
import io.vecbridge.oceanbase.source.offset.BinlogOffset.Place;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.FilePlace;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Turns rows into records: each change that is still to be sent, with the position after it. An
 * update that changes the record key is a delete and an insert, as in Debezium.
 *
 * <p>Of a row that the table's filter doesn't hold for, an insert isn't sent, and an update is sent
 * as a delete if the filter held for the row before it. Every delete is sent.
 */
final class RowChanges {
  private final TransactionProgress progress;
  private final CurrentRows current;
  private final BinlogOutput output;
  private FilePlace file = FilePlace.NONE;
  private Instant time = Instant.EPOCH;

  RowChanges(TransactionProgress progress, CurrentRows current, BinlogOutput output) {
    this.progress = progress;
    this.current = current;
    this.output = output;
  }

  /** The event that comes now. */
  void at(String newFile, long newEnd, Instant newTime) {
    // The heartbeats and the first events of a connection have no place in a file.
    if (newEnd > 0) {
      file = new FilePlace(newFile, newEnd);
      time = newTime;
    }
  }

  /** The position of the capture. */
  BinlogPosition position() {
    return output.position().at(progress.gtids(), progress.partial(), file);
  }

  /** The position is reached without a record: what is known of the tables changes here. */
  void reach() {
    output.moveTo(new Place(null, position(), time));
  }

  /** Row images of a table that is not captured. */
  void skip(int images) {
    for (int i = 0; i < images; i++) {
      progress.next();
    }
  }

  void insert(LogTable table, List<LogTable.Row> rows) throws SQLException, InterruptedException {
    Map<List<Object>, Object[]> exact = current.read(table.schema(), rows);
    for (LogTable.Row row : rows) {
      Object[] values = exact(row, exact);
      if (progress.next() && row.matches() && values != null) {
        emit(Operation.CREATE, table.schema(), null, values);
      }
    }
  }

  void delete(LogTable table, List<LogTable.Row> rows) throws InterruptedException {
    for (LogTable.Row row : rows) {
      if (progress.next()) {
        emit(Operation.DELETE, table.schema(), row.values(), null);
      }
    }
  }

  void update(LogTable table, List<LogTable.Row> before, List<LogTable.Row> after)
      throws SQLException, InterruptedException {
    RowSchema schema = table.schema();
    Map<List<Object>, Object[]> exact = current.read(schema, after);
    for (int i = 0; i < after.size(); i++) {
      Object[] old = before.get(i).values();
      Object[] values = exact(after.get(i), exact);
      boolean sameKey = schema.key(old).equals(schema.key(after.get(i).values()));
      if (progress.next() && !sameKey) {
        emit(Operation.DELETE, schema, old, null);
      }
      if (!progress.next()) {
        continue;
      }
      if (after.get(i).matches()) {
        if (values != null) {
          emit(sameKey ? Operation.UPDATE : Operation.CREATE, schema, sameKey ? old : null, values);
        }
      } else if (sameKey && before.get(i).matches()) {
        emit(Operation.DELETE, schema, old, null);
      }
    }
  }

  private static Object[] exact(LogTable.Row row, Map<List<Object>, Object[]> exact) {
    return row.rounded() ? exact.get(row.cursor()) : row.values();
  }

  private void emit(Operation operation, RowSchema schema, Object[] before, Object[] after)
      throws InterruptedException {
    Place place = new Place(schema.table().id(), position(), time);
    output.change(place, operation, schema, before, after);
  }
}
