// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.oceanbase.sink.row.RecordKey;
import io.vecbridge.oceanbase.sink.type.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;

/**
 * Executes the statements of one table; an error of the server becomes a failed request.
 *
 * <p>If the table's key is wider than the record's, an upsert is a delete by the record's key and
 * an insert, both after a savepoint: otherwise, the old row would remain if its partition key
 * changed.
 */
final class RowWriter implements UniqueRowsWriter.UniqueRows {
  private final Connection connection;
  private final TableDefinition table;
  private final PutDeadline deadline;

  RowWriter(Connection connection, TableDefinition table, PutDeadline deadline) {
    this.connection = connection;
    this.table = table;
    this.deadline = deadline;
  }

  @Override
  public void delete(List<RowChange> changes) {
    OceanBaseTenant.run(() -> executeDelete(changes));
  }

  @Override
  public void upsert(List<RowChange> changes) {
    OceanBaseTenant.run(() -> executeUpsert(changes));
  }

  @Override
  public void insert(List<RowChange> changes) {
    OceanBaseTenant.run(
        () -> execute(RowStatements.insert(table.name(), changes.get(0).columns()), changes));
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

  private void executeDelete(List<RowChange> changes) throws SQLException {
    deadline.check();
    List<String> key = RecordKey.of(changes.get(0)).columns();
    try (PreparedStatement statement =
        connection.prepareStatement(RowStatements.delete(table.name(), key, changes.size()))) {
      int index = 1;
      for (RowChange change : changes) {
        index = bindKey(statement, index, change);
      }
      statement.executeUpdate();
    }
  }

  private void executeUpsert(List<RowChange> changes) throws SQLException {
    List<String> columns = changes.get(0).columns();
    TableName name = table.name();
    if (RecordKey.of(changes.get(0)).columns().size() == table.key().size()) {
      execute(RowStatements.upsert(name, columns, table.key()), changes);
      return;
    }
    Savepoint before = connection.setSavepoint("upsert");
    try {
      executeDelete(changes);
      execute(RowStatements.insert(name, columns), changes);
    } catch (SQLException e) {
      rollback(before, e);
      throw e;
    }
  }

  private void rollback(Savepoint savepoint, SQLException cause) {
    try {
      connection.rollback(savepoint);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private void execute(String text, List<RowChange> changes) throws SQLException {
    deadline.check();
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      for (RowChange change : changes) {
        Object[] values = change.values();
        for (int i = 0; i < values.length; i++) {
          Parameters.set(statement, i + 1, values[i]);
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
