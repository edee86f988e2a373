// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A table of an INT64 key and a vector with all its rows, of which a few change now and then. */
final class ChangedTable {
  static final int UPDATES = 10;
  static final int DELETES = 5;

  // No factor of a number of rows: each change has rows of its own, far from one another.
  private static final long STRIDE = 7_919;
  private static final int DISTINCT_ROWS = 1_000;
  private static final int ROWS_PER_INSERT = 50_000;

  private final OceanBaseClient client;
  private final String name;
  private final int dimension;
  private final int rows;
  private long changes;

  private ChangedTable(OceanBaseClient client, String name, int dimension, int rows) {
    this.client = client;
    this.name = name;
    this.dimension = dimension;
    this.rows = rows;
  }

  /**
   * Makes the table, whose vectors repeat after some rows.
   *
   * @param columns whether each column is stored on its own
   */
  static ChangedTable create(
      OceanBaseClient client, String name, int dimension, int rows, boolean columns)
      throws SQLException {
    client.execute("SET SESSION ob_query_timeout = 600000000, ob_trx_timeout = 600000000");
    client.execute(
        "CREATE TABLE "
            + name
            + " (id BIGINT PRIMARY KEY, v VECTOR("
            + dimension
            + "))"
            + (columns ? " WITH COLUMN GROUP(each column)" : ""));
    ChangedTable table = new ChangedTable(client, name, dimension, rows);
    table.fill();
    return table;
  }

  private void fill() throws SQLException {
    byte[][] vectors = RandomVectors.bytes(0, Math.min(DISTINCT_ROWS, rows), dimension);
    String insert = "INSERT INTO " + name + " VALUES (?, ?)";
    try (PreparedStatement statement = client.connection().prepareStatement(insert)) {
      for (int id = 0; id < vectors.length; id++) {
        statement.setLong(1, id);
        statement.setBytes(2, vectors[id]);
        statement.addBatch();
      }
      statement.executeBatch();
    }
    for (int there = vectors.length; there < rows; ) {
      int more = Math.min(Math.min(there, ROWS_PER_INSERT), rows - there);
      client.execute(
          "INSERT INTO %1$s SELECT id + %2$d, v FROM %1$s WHERE id < %3$d"
              .formatted(name, there, more));
      there += more;
    }
  }

  String name() {
    return name;
  }

  int dimension() {
    return dimension;
  }

  /** The number of rows that were there at first. */
  int rows() {
    return rows;
  }

  /** Updates some rows and deletes others, each statement a transaction. */
  void change() throws SQLException {
    StringBuilder deleted = new StringBuilder();
    for (int i = 0; i < DELETES; i++) {
      deleted.append(i == 0 ? "" : ", ").append(nextRow());
    }
    client.execute("DELETE FROM " + name + " WHERE id IN (" + deleted + ")");
    byte[][] vectors = RandomVectors.bytes(changes, UPDATES, dimension);
    String update = "UPDATE " + name + " SET v = ? WHERE id = ?";
    try (PreparedStatement statement = client.connection().prepareStatement(update)) {
      for (byte[] vector : vectors) {
        statement.setBytes(1, vector);
        statement.setLong(2, nextRow());
        statement.executeUpdate();
      }
    }
  }

  private long nextRow() {
    long row = changes++;
    if (row >= rows) {
      throw new IllegalStateException("All " + rows + " rows of " + name + " have been changed");
    }
    return row * STRIDE % rows;
  }
}
