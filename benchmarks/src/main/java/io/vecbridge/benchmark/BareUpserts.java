// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.server.OceanBase;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;

/** A bare JDBC loop over the same rows, statement and batch, with a commit per batch. */
final class BareUpserts implements Contender, AutoCloseable {
  private final String name;
  private final Connection connection;
  private final String upsert;
  private final SinkRun data;
  private final int batch;
  private final boolean text;

  /**
   * Owns the connection.
   *
   * @param connection of {@link #connect}
   * @param text whether vectors are written as text, not as bytes
   */
  BareUpserts(
      String name, Connection connection, String table, SinkRun data, int batch, boolean text) {
    this.name = name;
    this.connection = connection;
    this.data = data;
    this.batch = batch;
    this.text = text;
    this.upsert =
        "INSERT INTO `"
            + table
            + "` (`id`, `v`) VALUES (?, ?) ON DUPLICATE KEY UPDATE `v` = VALUES(`v`)";
  }

  /** Connects as the sink does. */
  static Connection connect(OceanBase server, String database) throws SQLException {
    Properties properties = new Properties();
    properties.put("user", server.username());
    properties.put("password", server.password());
    properties.put("useServerPrepStmts", "false");
    properties.put("rewriteBatchedStatements", "true");
    Connection connection = DriverManager.getConnection(server.jdbcUrl() + database, properties);
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int rows() {
    return data.rows();
  }

  @Override
  public double run() throws SQLException {
    data.next();
    long began = System.nanoTime();
    try (PreparedStatement statement = connection.prepareStatement(upsert)) {
      for (int i = 0; i < data.rows(); i++) {
        statement.setLong(1, data.key(i));
        if (text) {
          statement.setString(2, text(data.vector(i)));
        } else {
          statement.setBytes(2, data.vector(i));
        }
        statement.addBatch();
        if ((i + 1) % batch == 0) {
          statement.executeBatch();
          connection.commit();
        }
      }
      statement.executeBatch();
      connection.commit();
    }
    return data.rows() * 1e9 / (System.nanoTime() - began);
  }

  private static String text(byte[] vector) {
    ByteBuffer bytes = ByteBuffer.wrap(vector).order(ByteOrder.LITTLE_ENDIAN);
    StringBuilder text = new StringBuilder(vector.length * 3).append('[');
    while (bytes.hasRemaining()) {
      text.append(text.length() == 1 ? "" : ",").append(bytes.getFloat());
    }
    return text.append(']').toString();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
