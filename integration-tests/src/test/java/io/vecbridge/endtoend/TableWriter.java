// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.server.OceanBase;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Changes tables {@code (id, tag, doc, v, $meta)} by SQL on a thread of its own until it is
 * stopped: every kind of statement by which an application changes rows, in transactions over all
 * tables, some of them rolled back.
 */
public final class TableWriter implements AutoCloseable {
  public static final int DIMENSION = 8;

  private static final int BATCH = 10;
  private static final long FIRST_ID = 200;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final String COLUMNS = " (id, tag, doc, v, `$meta`) VALUES (?, ?, ?, ?, ?)";

  private final OceanBase server;
  private final String database;
  private final List<String> tables;
  private final Random random;
  private final Thread thread;
  private final AtomicLong statements = new AtomicLong();
  private volatile boolean stopped;
  private volatile Exception failure;
  private volatile boolean tolerant;
  private long nextId;

  public TableWriter(OceanBase server, String database, List<String> tables, long seed) {
    this(server, database, tables, FIRST_ID, seed);
  }

  /**
   * Starts to write.
   *
   * @param firstId the first key that it inserts; lower ones are changed
   */
  public TableWriter(
      OceanBase server, String database, List<String> tables, long firstId, long seed) {
    this.server = server;
    this.database = database;
    this.tables = tables;
    this.nextId = firstId;
    this.random = new Random(seed);
    this.thread = new Thread(this::run, "writer of " + database);
    thread.start();
  }

  /** The collection whose table is written. */
  public static CollectionBuilder collection(String name) {
    return new CollectionBuilder(name)
        .int64Key("id")
        .varchar("tag", 200)
        .scalar("doc", DataType.JSON)
        .vector("v", DataType.FloatVector, DIMENSION)
        .dynamic();
  }

  /** The table, as an application would make it. */
  public static String table(String name) {
    return "CREATE TABLE `"
        + name
        + "` (id BIGINT PRIMARY KEY, tag VARCHAR(200), doc JSON, v VECTOR("
        + DIMENSION
        + ") NOT NULL, `$meta` JSON)";
  }

  /** Rows of the collection, for a writer in Milvus. */
  public static Columns rows(long[] ids, Random random) {
    List<String> tags = new ArrayList<>();
    List<String> documents = new ArrayList<>();
    List<String> extras = new ArrayList<>();
    float[] vectors = new float[ids.length * DIMENSION];
    for (int i = 0; i < ids.length; i++) {
      tags.add("tag " + random.nextInt());
      documents.add(document(random));
      extras.add(extra(random));
    }
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = random.nextFloat() - 0.5f;
    }
    return new Columns(ids.length)
        .int64("id", ids)
        .varchar("tag", tags)
        .json("doc", documents)
        .floatVector("v", DIMENSION, vectors)
        .dynamic(extras);
  }

  /** Goes on, on a new connection, after refused statements: for tests that stop the server. */
  public TableWriter tolerant() {
    tolerant = true;
    return this;
  }

  /** Statements that were committed. */
  public long committed() {
    return statements.get();
  }

  /** Ends the writing; afterwards the tables don't change. */
  public void stop() throws Exception {
    stopped = true;
    thread.join();
    if (failure != null) {
      throw failure;
    }
  }

  private void run() {
    while (!stopped) {
      try (OceanBaseClient client = new OceanBaseClient(server, database)) {
        Connection connection = client.connection();
        connection.setAutoCommit(false);
        while (!stopped) {
          transaction(connection);
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      } catch (SQLException e) {
        if (!tolerant) {
          failure = e;
          return;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      }
    }
  }

  private void transaction(Connection connection) throws SQLException {
    long before = nextId;
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      for (String table : tables) {
        statement(connection, table);
      }
    }
    if (random.nextInt(6) == 0) {
      connection.rollback();
      nextId = before;
      return;
    }
    connection.commit();
    statements.addAndGet((long) count * tables.size());
  }

  private void statement(Connection connection, String table) throws SQLException {
    switch (random.nextInt(8)) {
      case 0, 1 -> write(connection, "INSERT INTO `" + table + "`" + COLUMNS, fresh());
      case 2 ->
          write(
              connection,
              "INSERT INTO `"
                  + table
                  + "`"
                  + COLUMNS
                  + " ON DUPLICATE KEY UPDATE tag = VALUES(tag), v = VALUES(v)",
              some());
      case 3 -> write(connection, "REPLACE INTO `" + table + "`" + COLUMNS, some());
      case 4 -> update(connection, table, "v", vector());
      case 5 -> update(connection, table, "doc", document(random));
      case 6 -> delete(connection, table);
      default -> move(connection, table);
    }
  }

  private void write(Connection connection, String sql, long first) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < BATCH; i++) {
        statement.setLong(1, first + i);
        statement.setString(2, "tag ü " + random.nextInt());
        statement.setString(3, document(random));
        statement.setBytes(4, vector());
        statement.setString(5, extra(random));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private void update(Connection connection, String table, String column, Object value)
      throws SQLException {
    String sql = "UPDATE `" + table + "` SET " + column + " = ? WHERE id BETWEEN ? AND ?";
    long first = some();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, value);
      statement.setLong(2, first);
      statement.setLong(3, first + BATCH);
      statement.executeUpdate();
    }
  }

  private void delete(Connection connection, String table) throws SQLException {
    String sql = "DELETE FROM `" + table + "` WHERE id BETWEEN ? AND ?";
    long first = some();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, first);
      statement.setLong(2, first + BATCH / 2);
      statement.executeUpdate();
    }
  }

  /** Gives a row another primary key. */
  private void move(Connection connection, String table) throws SQLException {
    String sql = "UPDATE `" + table + "` SET id = ? WHERE id = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, fresh());
      statement.setLong(2, some());
      statement.executeUpdate();
    }
  }

  private long fresh() {
    long first = nextId;
    nextId += BATCH;
    return first;
  }

  /** The first of a batch of keys that were there once. */
  private long some() {
    return random.nextLong(nextId - BATCH);
  }

  private static String document(Random random) {
    return "{\"n\": " + random.nextLong() + ", \"name\": \"Ørsted " + random.nextInt() + "\"}";
  }

  private static String extra(Random random) {
    return "{\"extra\": " + random.nextInt(1_000) + "}";
  }

  private byte[] vector() {
    ByteBuffer vector = ByteBuffer.allocate(DIMENSION * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < DIMENSION; i++) {
      vector.putFloat((random.nextFloat() - 0.5f) / 3);
    }
    return vector.array();
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
