// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.common.sink.write.RowChange;
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

/** The rows of a table that were there before the connector, as the server sees them. */
final class OlderRows {
  private final Connection connection;
  private final TargetTable target;
  private final PutDeadline deadline;

  OlderRows(Connection connection, TargetTable target, PutDeadline deadline) {
    this.connection = connection;
    this.target = target;
    this.deadline = deadline;
  }

  /** How many of the changes' keys they have; all changes have the same key columns. */
  long count(List<RowChange> changes) throws SQLException {
    deadline.check();
    List<String> key = RecordKey.of(changes.get(0)).columns();
    try (PreparedStatement statement =
            connection.prepareStatement(RowStatements.countOlder(table(), key, changes.size()));
        ResultSet rows = executeFor(statement, changes)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** The changes whose keys they have; the rows are locked. */
  List<RowChange> find(List<RowChange> changes) throws SQLException {
    deadline.check();
    List<String> key = RecordKey.of(changes.get(0)).columns();
    Map<RecordKey, RowChange> byKey = new HashMap<>();
    changes.forEach(change -> byKey.put(RecordKey.of(change), change));
    List<RowChange> found = new ArrayList<>();
    try (PreparedStatement statement =
            connection.prepareStatement(RowStatements.selectOlder(table(), key, changes.size()));
        ResultSet rows = executeFor(statement, changes)) {
      KeyResult result = new KeyResult(target, key, 1);
      while (rows.next()) {
        RowChange change = byKey.remove(result.key(rows));
        if (change != null) {
          found.add(change);
        }
      }
    }
    return found;
  }

  private ResultSet executeFor(PreparedStatement statement, List<RowChange> changes)
      throws SQLException {
    int index = 1;
    for (RowChange change : changes) {
      index = RowWriter.bindKey(statement, index, change);
    }
    Parameters.set(statement, index, target.startScn());
    return statement.executeQuery();
  }

  /** A clause with the names of a change's key columns, and of those whose values differ. */
  String columns(RowChange change) throws SQLException {
    String clause = "; key columns: " + String.join(", ", RecordKey.of(change).columns());
    try {
      List<String> differing = differing(change);
      return clause
          + (differing.isEmpty()
              ? "; no column differs"
              : "; differing columns: " + String.join(", ", differing));
    } catch (SQLException e) {
      if (OceanBaseFailures.classify(e) == Failure.RETRY) {
        throw e;
      }
      return clause + "; the columns can't be compared: " + OceanBaseFailures.reason(e);
    }
  }

  private List<String> differing(RowChange change) throws SQLException {
    List<String> key = RecordKey.of(change).columns();
    List<Integer> compared = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < change.values().length; i++) {
      String column = change.columns().get(i);
      if (!key.contains(column)) {
        String value = Parameters.placeholder(change.values()[i]);
        compared.add(i);
        conditions.add(target.sameValue(target.table().column(column), value));
      }
    }
    List<String> differing = new ArrayList<>();
    if (compared.isEmpty()) {
      return differing;
    }
    deadline.check();
    try (PreparedStatement statement =
        connection.prepareStatement(RowStatements.compare(table(), conditions, key))) {
      int index = 1;
      for (int i : compared) {
        index = Parameters.bind(statement, index, change.values()[i]);
      }
      RowWriter.bindKey(statement, index, change);
      try (ResultSet rows = statement.executeQuery()) {
        boolean exists = rows.next();
        for (int i = 0; exists && i < compared.size(); i++) {
          if (!rows.getBoolean(i + 1)) {
            differing.add(change.columns().get(compared.get(i)));
          }
        }
      }
    }
    return differing;
  }

  private TableName table() {
    return target.name();
  }
}
