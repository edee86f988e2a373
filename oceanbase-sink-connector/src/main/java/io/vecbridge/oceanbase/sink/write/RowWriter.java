// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.oceanbase.sink.row.RecordKey;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import io.vecbridge.oceanbase.sink.type.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Executes the statements of one table; an error of the server becomes a failed request.
 *
 * <p>An existing row is changed in place, never deleted and inserted: rows of other tables that
 * refer to it, and columns of its own that the record doesn't have, stay. So a row of a table whose
 * key is wider than the record's, because of a partition key, is looked up first.
 */
final class RowWriter implements HandOvers.LinkedRows {
  private final Connection connection;
  private final TargetTable target;
  private final TableDefinition table;
  private final PutDeadline deadline;
  private final NewRows newRows;

  RowWriter(Connection connection, TargetTable target, PutDeadline deadline, NewRows newRows) {
    this.connection = connection;
    this.target = target;
    this.table = target.table();
    this.deadline = deadline;
    this.newRows = newRows;
  }

  @Override
  public void delete(List<RowChange> changes) {
    List<String> key = RecordKey.of(changes.get(0)).columns();
    OceanBaseTenant.run(
        () -> executeForKeys(RowStatements.delete(table.name(), key, changes.size()), changes));
  }

  @Override
  public void upsert(List<RowChange> changes) {
    OceanBaseTenant.run(() -> executeUpsert(changes));
  }

  @Override
  public void exchange(List<RowChange> changes) {
    OceanBaseTenant.run(() -> new Exchange(connection, table, deadline).execute(changes));
  }

  @Override
  public boolean isBlocked(RowChange change, List<RowChange> changes) {
    return OceanBaseTenant.call(
        () -> new Exchange(connection, table, deadline).isBlocked(change, changes));
  }

  @Override
  public Runnable mark() {
    Savepoint[] savepoint = new Savepoint[1];
    OceanBaseTenant.run(() -> savepoint[0] = connection.setSavepoint());
    return () -> OceanBaseTenant.run(() -> connection.rollback(savepoint[0]));
  }

  static int bindKey(PreparedStatement statement, int first, RowChange change) throws SQLException {
    RecordKey key = RecordKey.of(change);
    int index = first;
    for (int i = 0; i < key.columns().size(); i++) {
      Parameters.set(statement, index++, key.value(i));
    }
    return index;
  }

  private void executeUpsert(List<RowChange> changes) throws SQLException {
    RowChange any = changes.get(0);
    List<String> recordKey = RecordKey.of(any).columns();
    List<String> key = table.keyWith(recordKey);
    List<RowChange> inPlace = recordKey.size() < key.size() ? move(changes, key) : changes;
    if (inPlace.isEmpty()) {
      return;
    }
    int rows = inPlace.size();
    if (table.uniqueKeysBeside(key).isEmpty()) {
      if (!newRows.areExpected(target, inPlace) || !areInserted(inPlace)) {
        execute(
            RowStatements.upsert(table.name(), any.columns(), key, rows, any.values()), inPlace);
      }
    } else if (rows == 1) {
      // Says by which key the row is refused, if it is.
      updateOrInsert(inPlace.get(0));
    } else {
      execute(
          RowStatements.guardedUpsert(table.name(), any.columns(), key, rows, any.values()),
          inPlace);
    }
  }

  /** Inserts rows, unless one of them is there. */
  private boolean areInserted(List<RowChange> changes) throws SQLException {
    RowChange any = changes.get(0);
    try {
      execute(
          RowStatements.insert(table.name(), any.columns(), changes.size(), any.values()), changes);
      return true;
    } catch (SQLException e) {
      if (!OceanBaseFailures.isDuplicateKey(e)) {
        throw e;
      }
      newRows.refused(target);
      return false;
    }
  }

  /** Updates the rows that exist with another key of the table, and returns the other changes. */
  private List<RowChange> move(List<RowChange> changes, List<String> wide) throws SQLException {
    Map<RecordKey, RecordKey> existing = existing(changes, wide);
    List<RowChange> inPlace = new ArrayList<>();
    for (RowChange change : changes) {
      RecordKey now = existing.get(RecordKey.of(change));
      if (now == null || now.equals(tableKey(change, wide))) {
        inPlace.add(change);
      } else {
        update(change);
      }
    }
    return inPlace;
  }

  /** The table's keys of the rows that exist, by the record's keys. */
  private Map<RecordKey, RecordKey> existing(List<RowChange> changes, List<String> wide)
      throws SQLException {
    deadline.check();
    List<String> key = RecordKey.of(changes.get(0)).columns();
    List<String> columns = new ArrayList<>(key);
    columns.addAll(wide);
    Map<RecordKey, RecordKey> existing = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            RowStatements.select(table.name(), columns, key, changes.size()))) {
      bindKeys(statement, 1, changes);
      KeyResult recordKeys = new KeyResult(target, key, 1);
      KeyResult tableKeys = new KeyResult(target, wide, key.size() + 1);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          existing.put(recordKeys.key(rows), tableKeys.key(rows));
        }
      }
    }
    return existing;
  }

  private static RecordKey tableKey(RowChange change, List<String> wide) {
    Object[] values = new Object[wide.size()];
    for (int i = 0; i < values.length; i++) {
      int index = change.columns().indexOf(wide.get(i));
      // A row without the column is updated by the record's key.
      values[i] = index < 0 ? null : change.values()[index];
    }
    return new RecordKey(wide, values);
  }

  private void updateOrInsert(RowChange change) throws SQLException {
    if (update(change) == 0) {
      execute(
          RowStatements.insert(table.name(), change.columns(), 1, change.values()),
          List.of(change));
    }
  }

  /** Updates the row of the record's key; the number of rows that there are. */
  private int update(RowChange change) throws SQLException {
    deadline.check();
    List<String> key = RecordKey.of(change).columns();
    try (PreparedStatement statement =
        connection.prepareStatement(
            RowStatements.update(table.name(), change.columns(), key, change.values()))) {
      int index = bindValues(statement, 1, change);
      bindKey(statement, index, change);
      return statement.executeUpdate();
    }
  }

  private void executeForKeys(String text, List<RowChange> changes) throws SQLException {
    deadline.check();
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      bindKeys(statement, 1, changes);
      statement.executeUpdate();
    }
  }

  static void bindKeys(PreparedStatement statement, int first, List<RowChange> changes)
      throws SQLException {
    int index = first;
    for (RowChange change : changes) {
      index = bindKey(statement, index, change);
    }
  }

  private static int bindValues(PreparedStatement statement, int first, RowChange change)
      throws SQLException {
    int index = first;
    for (Object value : change.values()) {
      index = Parameters.bind(statement, index, value);
    }
    return index;
  }

  private void execute(String text, List<RowChange> changes) throws SQLException {
    deadline.check();
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      int index = 1;
      for (RowChange change : changes) {
        index = bindValues(statement, index, change);
      }
      StatementPacket.reserve(connection, text, changes);
      statement.executeUpdate();
    }
  }
}
