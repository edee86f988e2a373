// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.rate.Backoff;
import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.oceanbase.sink.config.VectorIndexConfig;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the vector indexes that an existing table lacks. That can take as long as the table is
 * large, while rows are written to it, so it is done on a thread and a connection of its own; a
 * stop interrupts it. A column that has a vector index keeps it. An index that the server refuses
 * is reported and leaves the table without it: rows need no index.
 *
 * <p>Guarantees that an index is built though the task ends meanwhile: the event that asks for it
 * isn't done before the index is there, and comes again after a restart. The server shows an index
 * as valid while it is being built, and takes it back some seconds after the build has lost its
 * session, so an index that shows when a task begins may be what an ended task has left: it counts
 * {@value #SETTLED_SECONDS} s later.
 */
public final class IndexBuilds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexBuilds.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final int SETTLED_SECONDS = 10;

  private final VectorIndexConfig config;
  private final OceanBaseConnections connections;
  private final ExecutorService executor;
  private final WrittenSnapshots snapshots;
  private final LongSupplier nanoClock;
  private final long settledAt;
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private volatile Connection building;

  /**
   * Of one task.
   *
   * @param snapshots those that deferred indexes wait for
   * @param nanoClock such as {@code System::nanoTime}
   */
  public IndexBuilds(
      VectorIndexConfig config,
      OceanBaseConnections connections,
      WrittenSnapshots snapshots,
      String connector,
      LongSupplier nanoClock) {
    this.config = config;
    this.connections = connections;
    this.snapshots = snapshots;
    this.nanoClock = nanoClock;
    this.settledAt = nanoClock.getAsLong() + TimeUnit.SECONDS.toNanos(SETTLED_SECONDS);
    this.executor =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "vecbridge-indexes-" + connector);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Begins to create the indexes that a table lacks according to a schema change event, unless they
   * wait for the rows of a snapshot.
   *
   * @return whether the table has all that the server creates
   */
  boolean complete(Connection connection, TableDefinition table, SourceTable source)
      throws SQLException {
    if (!config.createsAny()) {
      return true;
    }
    Map<String, String> types = new LinkedHashMap<>();
    for (SourceTable.Column column : source.columns()) {
      ColumnDefinition definition = table.column(column.name());
      if (definition != null) {
        types.put(column.name(), definition.type());
      }
    }
    if (NewIndex.of(config, table.name(), types, source, Set.of()).isEmpty()) {
      return true;
    }
    if (awaitsSnapshot(connection, table.name(), source)) {
      return false;
    }
    Existing existing = Existing.read(connection, table.name());
    boolean some = types.keySet().removeIf(existing::has);
    boolean complete = !some || nanoClock.getAsLong() - settledAt >= 0;
    for (NewIndex index : NewIndex.of(config, table.name(), types, source, existing.names())) {
      if (refused.contains(key(table.name(), index))) {
        continue;
      }
      complete = false;
      if (waiting.add(key(table.name(), index))) {
        executor.execute(() -> build(table.name(), index));
      }
    }
    return complete;
  }

  /** Whether the indexes of a table wait for a snapshot or for their turn, or are being built. */
  boolean isUnderWay(Connection connection, TableName table, SourceTable source)
      throws SQLException {
    return waiting.stream().anyMatch(each -> each.startsWith(table + "."))
        || awaitsSnapshot(connection, table, source);
  }

  private boolean awaitsSnapshot(Connection connection, TableName table, SourceTable source)
      throws SQLException {
    return config.defersAny()
        && source.announcement().beforeSnapshot()
        && !snapshots.include(connection, table);
  }

  private void build(TableName table, NewIndex index) {
    Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    try {
      while (!closed && !isCreated(table, index)) {
        Sleeper.SYSTEM.sleep(pauses.failed());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.remove(key(table, index));
    }
  }

  /** Whether nothing more is to be done, since it is there or can't be created. */
  private boolean isCreated(TableName table, NewIndex index) {
    try (Connection connection = connections.open();
        Statement statement = connection.createStatement()) {
      connection.setNetworkTimeout(Runnable::run, 0);
      building = connection;
      if (!closed && !Existing.read(connection, table).has(index.column())) {
        statement.execute(index.statement(table));
        LOG.info(
            "Created the vector index {} on column '{}' of table {}: {}",
            index.name(),
            index.column(),
            table,
            index.index().text());
      }
      return true;
    } catch (SQLException e) {
      if (closed) {
        return true;
      }
      boolean retried = OceanBaseFailures.classify(e) == Failure.RETRY;
      LOG.warn(
          "The vector index {} on column '{}' of table {} can't be created{}: {}",
          index.index().text(),
          index.column(),
          table,
          retried ? " yet" : ", and is left out",
          e.getMessage());
      if (!retried) {
        refused.add(key(table, index));
      }
      return !retried;
    } finally {
      building = null;
    }
  }

  private static String key(TableName table, NewIndex index) {
    return table + "." + index.column();
  }

  /** Ends what is under way; the event that asked for it begins it again. */
  @Override
  public void close() {
    closed = true;
    executor.shutdownNow();
    Connection connection = building;
    if (connection != null) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("The connection of an index could not be closed.", e);
      }
    }
  }

  /**
   * The indexes that a table has.
   *
   * @param columns those with a vector index, in lower case
   */
  private record Existing(Set<String> names, Set<String> columns) {
    static Existing read(Connection connection, TableName table) throws SQLException {
      Set<String> names = new HashSet<>();
      Set<String> columns = new HashSet<>();
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SHOW INDEX FROM " + table.quoted())) {
        while (rows.next()) {
          names.add(rows.getString("Key_name"));
          if ("VECTOR".equalsIgnoreCase(rows.getString("Index_type"))) {
            columns.add(lower(rows.getString("Column_name")));
          }
        }
      }
      return new Existing(names, columns);
    }

    boolean has(String column) {
      return columns.contains(lower(column));
    }

    private static String lower(String name) {
      return name == null ? "" : name.toLowerCase(Locale.ROOT);
    }
  }
}
