// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.oceanbase.sink.batch.RecordKey;
import io.vecbridge.oceanbase.sink.batch.RowChange;
import io.vecbridge.oceanbase.sink.type.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;

/**
 * Executes the statements of one table.
 *
 * <p>Where the table's key is wider than the record's, an upsert is a delete by the record's key
 * and an insert, together behind a savepoint: an update in place would leave the row behind whose
 * partition key changed.
 */
final class RowWriter implements RowOperations {
  private final Connection connection;
  private final TableDefinition table;
  private final PutDeadline deadline;

  RowWriter(Connection connection, TableDefinition table, PutDeadline deadline) {
    this.connection = connection;
    this.table = table;
    this.deadline = deadline;
  }

  @Override
  public void delete(List<RowChange> changes) throws SQLException {
    deadline.check();
    List<String> key = changes.get(0).key().columns();
    try (PreparedStatement statement =
        connection.prepareStatement(RowStatements.delete(table.name(), key, changes.size()))) {
      int index = 1;
      for (RowChange change : changes) {
        index = bindKey(statement, index, change.key());
      }
      statement.executeUpdate();
    }
  }

  @Override
  public void upsert(List<RowChange> changes) throws SQLException {
    List<String> columns = changes.get(0).columns();
    TableName name = table.name();
    if (!deletesFirst(changes.get(0).key())) {
      insert(RowStatements.upsert(name, columns, table.key()), changes);
      return;
    }
    Savepoint before = connection.setSavepoint("upsert");
    try {
      delete(changes);
      insert(RowStatements.insert(name, columns), changes);
    } catch (SQLException e) {
      rollback(before, e);
      throw e;
    }
  }

  @Override
  public boolean hasOtherUniqueKeys() {
    return table.hasOtherUniqueKeys();
  }

  @Override
  public void insert(List<RowChange> changes) throws SQLException {
    insert(RowStatements.insert(table.name(), changes.get(0).columns()), changes);
  }

  @Override
  public Mark mark() throws SQLException {
    Savepoint savepoint = connection.setSavepoint();
    return () -> connection.rollback(savepoint);
  }

  private void rollback(Savepoint savepoint, SQLException cause) {
    try {
      connection.rollback(savepoint);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  static int bindKey(PreparedStatement statement, int first, RecordKey key) throws SQLException {
    int index = first;
    for (int i = 0; i < key.columns().size(); i++) {
      Parameters.set(statement, index++, key.value(i));
    }
    return index;
  }

  private boolean deletesFirst(RecordKey key) {
    return key.columns().size() < table.key().size();
  }

  private void insert(String text, List<RowChange> changes) throws SQLException {
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
