// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import io.vecbridge.oceanbase.sink.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows {@code (id, version)} on a thread of its own until it is stopped, with keys that
 * ascend and are never used twice, and versions that ascend with each change.
 */
final class VersionedRows implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VersionedRows.class);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private final Tenant tenant;
  private final String database;
  private final Map<String, List<Integer>> keys = new TreeMap<>();
  private final Random random = new Random(7);
  private final AtomicInteger next = new AtomicInteger(1);
  private final Thread thread;
  private volatile boolean stopped;

  VersionedRows(Tenant tenant, String database, List<String> tables) {
    this.tenant = tenant;
    this.database = database;
    tables.forEach(table -> keys.put(table, new ArrayList<>()));
    thread = new Thread(this::run, "writer of " + database);
    thread.start();
  }

  /** The key of the next new row is this one. */
  void continueAt(int key) {
    next.set(key);
  }

  /** Ends the writing; afterwards the tables don't change. */
  void stop() throws InterruptedException {
    stopped = true;
    thread.join();
  }

  /** A statement that is refused, as beside a change of the definition, is left out. */
  private void run() {
    while (!stopped) {
      try (Connection connection = SourceTable.connect(tenant);
          Statement statement = connection.createStatement()) {
        statement.execute("USE " + database);
        while (!stopped) {
          for (String table : keys.keySet()) {
            write(statement, table);
          }
          LockSupport.parkNanos(PAUSE);
        }
      } catch (SQLException e) {
        LOG.warn("A statement was refused", e);
      }
    }
  }

  private void write(Statement statement, String table) throws SQLException {
    List<Integer> alive = keys.get(table);
    int kind = alive.isEmpty() ? 0 : random.nextInt(4);
    if (kind < 2) {
      int key = next.getAndIncrement();
      statement.execute("INSERT INTO " + table + " (id, version) VALUES (" + key + ", 0)");
      alive.add(key);
    } else if (kind == 2) {
      int some = alive.get(random.nextInt(alive.size()));
      statement.execute(
          "UPDATE "
              + table
              + " SET version = version + 1 WHERE id BETWEEN "
              + some
              + " AND "
              + (some + 20));
    } else {
      int some = alive.remove(random.nextInt(alive.size()));
      statement.execute("DELETE FROM " + table + " WHERE id = " + some);
    }
  }

  @Override
  public void close() {
    stopped = true;
  }
}
