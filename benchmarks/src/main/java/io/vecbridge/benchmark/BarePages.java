// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.oceanbase.source.table.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A table paged by its key with bare statements, whose texts are received and left as they are. */
final class BarePages implements Contender {
  private final String name;
  private final ChangedTable table;
  private final Session session;
  private final String query;

  /**
   * @param vector the expression that selects the vector
   */
  BarePages(String name, ChangedTable table, Session session, String vector) {
    this.name = name;
    this.table = table;
    this.session = session;
    this.query =
        "SELECT /*+ FULL(t) */ id, %s FROM %s AS OF SNAPSHOT ? t WHERE id > ? ORDER BY id LIMIT %d"
            .formatted(vector, table.name(), SourcePages.FETCH_SIZE);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int rows() {
    return table.rows();
  }

  @Override
  public double run() throws SQLException {
    long scn = session.currentScn();
    long after = -1;
    int read = 0;
    long began = System.nanoTime();
    try (PreparedStatement statement = session.prepare(query)) {
      statement.setFetchSize(Integer.MIN_VALUE);
      for (int before = -1; before != read; ) {
        before = read;
        statement.setLong(1, scn);
        statement.setLong(2, after);
        try (ResultSet rows = statement.executeQuery()) {
          for (; rows.next(); read++) {
            after = rows.getLong(1);
            rows.getBytes(2);
          }
        }
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    if (read != table.rows()) {
      throw new IllegalStateException(
          "Bare pages of %s have %d rows of %d".formatted(table.name(), read, table.rows()));
    }
    return read / seconds;
  }
}
