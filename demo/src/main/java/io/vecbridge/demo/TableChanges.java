// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import io.vecbridge.harness.server.OceanBase;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.SplittableRandom;

/**
 * Changes single rows in OceanBase by SQL, at a steady pace, as an application does after a
 * switch-over: new products, other embeddings, other JSON, other categories (which are partitions),
 * other texts, deletes.
 */
final class TableChanges implements AutoCloseable {
  private static final int ROUND = 25;
  private static final int STRIDE = 1_013;
  private static final int FIRST_NEW = 900_000;
  private static final int REVISION = 1_000;
  private static final long SEED = 23;
  private static final String OPTIONS = "?connectTimeout=10000&socketTimeout=30000";
  private static final String COPY =
      """
      INSERT INTO %s SELECT ?, `category`, CONCAT(`title`, ' (copy)'), `in_stock`, `stars`, \
      `weight_grams`, `sold`, ?, `price`, `popularity`, `attributes`, `tags`, `monthly_sales`, \
      `embedding`, `$meta` FROM %s WHERE `id` = ?""";

  private final DemoCollection products;
  private final DemoCollection chunks;
  private final DelayProbe probe;
  private final Connection connection;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Pace pace = new Pace("OceanBase", this::next);
  private int turn;
  private int walked;
  private volatile int inserts;
  private volatile int updates;
  private volatile int deletes;

  TableChanges(OceanBase server, DemoCollection products, DemoCollection chunks, DelayProbe probe)
      throws SQLException {
    this.products = products;
    this.chunks = chunks;
    this.probe = probe;
    this.connection =
        DriverManager.getConnection(
            server.jdbcUrl() + OPTIONS, server.username(), server.password());
  }

  /** Starts and ends the changes. */
  Pace pace() {
    return pace;
  }

  int inserts() {
    return inserts;
  }

  int updates() {
    return updates;
  }

  int deletes() {
    return deletes;
  }

  private void next() {
    try {
      if (turn % ROUND == 0) {
        int edition = REVISION + turn;
        update(products, LiveChanges.WATCHED, "`price` = ?", edition, (turn + 1) / 4f);
      } else {
        change(turn % 6);
      }
      turn++;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void change(int kind) throws SQLException {
    int old = oldRow();
    switch (kind) {
      case 0 -> copy(old, FIRST_NEW + turn);
      case 1 -> update(products, old, "`embedding` = ?", REVISION, embedding());
      case 2 -> update(products, old, "`attributes` = ?", REVISION, attributes());
      case 3 -> update(products, old, "`category` = ?", REVISION, "category " + turn);
      case 4 -> update(chunks, old, "`body` = ?", REVISION, "Edited in OceanBase, №" + turn);
      default -> delete(chunks, old);
    }
  }

  private void copy(int from, int to) throws SQLException {
    String table = Tables.name(products);
    try (PreparedStatement statement = connection.prepareStatement(COPY.formatted(table, table))) {
      statement.setObject(1, products.key(to));
      statement.setInt(2, REVISION);
      statement.setObject(3, products.key(from));
      if (statement.executeUpdate() > 0) {
        inserts++;
        probe.written(products, new Edition(to, REVISION));
      }
    }
  }

  private void update(
      DemoCollection collection, int number, String assignment, int revision, Object value)
      throws SQLException {
    String sql =
        "UPDATE %s SET %s, `%s` = ? WHERE `%s` = ?"
            .formatted(
                Tables.name(collection),
                assignment,
                DemoCollection.REVISION,
                collection.keyField());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, value);
      statement.setInt(2, revision);
      statement.setObject(3, collection.key(number));
      if (statement.executeUpdate() > 0) {
        updates++;
        probe.written(collection, new Edition(number, revision));
      }
    }
  }

  private void delete(DemoCollection collection, int number) throws SQLException {
    String sql =
        "DELETE FROM %s WHERE `%s` = ?".formatted(Tables.name(collection), collection.keyField());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, collection.key(number));
      if (statement.executeUpdate() > 0) {
        deletes++;
        probe.deleted(collection, number);
      }
    }
  }

  /** Another row at each call; it may have been deleted before, and then nothing is changed. */
  private int oldRow() {
    int rows = Math.min(products.initialRows(), chunks.initialRows());
    int number = (int) ((long) walked++ * STRIDE % rows);
    return number == LiveChanges.WATCHED ? oldRow() : number;
  }

  private byte[] embedding() {
    float[] vector = Embeddings.near(SEED, random);
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  private String attributes() {
    return "{\"serial\": " + random.nextLong() + ", \"edited\": true}";
  }

  @Override
  public void close() throws SQLException {
    pace.close();
    connection.close();
  }
}
