// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.oceanbase.source.table.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The two statements of a poll and nothing else: what is gone, and what was written. */
final class BarePoll extends PollContender {
  BarePoll(ChangedTable table, Session session) {
    super("bare statements", table, session);
  }

  @Override
  int find(long low, long high) throws SQLException {
    String atLow = table().name() + " AS OF SNAPSHOT " + low;
    String atHigh = table().name() + " AS OF SNAPSHOT " + high;
    int deleted =
        read(
            "SELECT /*+ FULL(o) FULL(n) */ o.id FROM "
                + atLow
                + " o LEFT JOIN "
                + atHigh
                + " n ON n.id = o.id WHERE n.id IS NULL");
    int written =
        read(
            "SELECT id, v FROM "
                + atHigh
                + " WHERE id IN (SELECT id FROM "
                + atHigh
                + " WHERE ORA_ROWSCN > "
                + low
                + ")");
    return deleted + written;
  }

  private int read(String query) throws SQLException {
    int read = 0;
    try (PreparedStatement statement = session().prepare(query);
        ResultSet rows = statement.executeQuery()) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int column = 1; column <= columns; column++) {
          rows.getBytes(column);
        }
        read++;
      }
    }
    return read;
  }
}
