// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition.UniqueKey;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.oceanbase.sink.row.RecordKey;
import io.vecbridge.oceanbase.sink.type.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements by which rows of one table exchange unique values. */
final class Exchange {
  private final Connection connection;
  private final TableDefinition table;
  private final PutDeadline deadline;

  Exchange(Connection connection, TableDefinition table, PutDeadline deadline) {
    this.connection = connection;
    this.table = table;
    this.deadline = deadline;
  }

  /** Gives existing rows the unique values of their changes, all in one statement. */
  void execute(List<RowChange> changes) throws SQLException {
    deadline.check();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (UniqueKey unique : others(changes.get(0))) {
      for (String column : unique.columns()) {
        int count = (int) changes.stream().filter(each -> sets(each, column)).count();
        if (count > 0) {
          counts.put(column, count);
        }
      }
    }
    if (counts.isEmpty()) {
      return;
    }
    List<String> key = RecordKey.of(changes.get(0)).columns();
    try (PreparedStatement statement =
        connection.prepareStatement(
            RowStatements.exchange(table.name(), counts, key, changes.size()))) {
      int index = 1;
      for (String column : counts.keySet()) {
        for (RowChange change : changes) {
          if (sets(change, column)) {
            index = RowWriter.bindKey(statement, index, change);
            Parameters.set(statement, index++, value(change, column));
          }
        }
      }
      RowWriter.bindKeys(statement, index, changes);
      statement.executeUpdate();
    }
  }

  /** Whether a unique value of a change belongs to a row of none of the changes. */
  boolean isBlocked(RowChange change, List<RowChange> changes) throws SQLException {
    for (UniqueKey unique : others(change)) {
      if (change.columns().containsAll(unique.columns()) && isTaken(unique, change, changes)) {
        return true;
      }
    }
    return false;
  }

  private boolean isTaken(UniqueKey unique, RowChange change, List<RowChange> changes)
      throws SQLException {
    deadline.check();
    List<String> key = RecordKey.of(change).columns();
    try (PreparedStatement statement =
        connection.prepareStatement(
            RowStatements.selectOther(table.name(), unique.columns(), key, changes.size()))) {
      int index = 1;
      for (String column : unique.columns()) {
        Parameters.set(statement, index++, value(change, column));
      }
      RowWriter.bindKeys(statement, index, changes);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private List<UniqueKey> others(RowChange change) {
    return table.uniqueKeysBeside(table.keyWith(RecordKey.of(change).columns()));
  }

  private boolean sets(RowChange change, String column) {
    return change.columns().contains(column) && !RecordKey.of(change).columns().contains(column);
  }

  private static Object value(RowChange change, String column) {
    return change.values()[change.columns().indexOf(column)];
  }
}
