// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.sink.event.SourceBlock;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.flow.FailureScope;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.common.sink.write.Chunks;
import io.vecbridge.common.sink.write.TargetBatch;
import io.vecbridge.common.sink.write.TargetBusyException;
import io.vecbridge.common.sink.write.TargetSystem;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig.Check;
import io.vecbridge.oceanbase.sink.config.WriteConfig;
import io.vecbridge.oceanbase.sink.metrics.OceanBaseSinkMetrics;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import io.vecbridge.oceanbase.sink.table.IndexBuilds;
import io.vecbridge.oceanbase.sink.table.TargetNames;
import io.vecbridge.oceanbase.sink.table.WrittenSnapshots;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tenant that a sink writes into, one transaction for each put over all tables: a truncate ends
 * the transaction, since the server commits before it, and what comes after it goes into the next.
 *
 * <p>Keeps one session open, from the first put on: an unavailable tenant must not fail a start. A
 * failure of the tenant closes it, and the next put learns everything again.
 */
public final class OceanBaseTenant implements TargetSystem<TargetTable> {
  private static final Logger LOG = LoggerFactory.getLogger(OceanBaseTenant.class);

  private static final int CLOSE_MILLIS = 2_000;

  private final OceanBaseSinkConfig config;
  private final OceanBaseConnections connections;
  private final TargetNames names;
  private final OceanBaseSinkMetrics metrics;
  private final LongSupplier nanoClock;
  private final MemstoreGuard memstore;
  private final Conflicts conflicts;
  private final HandOvers handOvers;
  private final NewRows newRows = new NewRows();
  private final IndexBuilds indexes;
  private final WrittenSnapshots snapshots;
  private final boolean defersIndexes;
  private final Set<TableName> ended = new HashSet<>();
  private Session session;
  private PutDeadline deadline;

  /**
   * @param assignment the partitions that the task reads
   * @param nanoClock such as {@code System::nanoTime}
   */
  public OceanBaseTenant(
      OceanBaseSinkConfig config,
      Supplier<Set<TopicPartition>> assignment,
      OceanBaseSinkMetrics metrics,
      LongSupplier nanoClock) {
    WriteConfig write = config.write();
    Chunks chunks = new Chunks(write.batchSize(), write.batchMaxBytes());
    this.config = config;
    this.connections = new OceanBaseConnections(config.connection());
    this.names =
        new TargetNames(
            config.tables(),
            config.connection().database(),
            config.checks(Check.TABLE_SOURCES) ? assignment : Set::of);
    this.metrics = metrics;
    this.nanoClock = nanoClock;
    this.memstore = new MemstoreGuard(config.flow(), nanoClock);
    this.conflicts = new Conflicts(write.conflicts(), chunks, metrics);
    this.handOvers = new HandOvers(chunks);
    this.snapshots =
        new WrittenSnapshots(config.connectorName(), config.write().bookkeepingDatabase());
    this.defersIndexes = config.tables().layout().indexes().defersAny();
    this.indexes =
        new IndexBuilds(
            config.tables().layout().indexes(),
            connections,
            snapshots,
            config.connectorName(),
            assignment,
            nanoClock);
  }

  @Override
  public void begin(PutDeadline put) {
    deadline = put;
    boolean full =
        call(
            () -> {
              if (session == null) {
                session = Session.open(config, connections, names, indexes, metrics, nanoClock);
                if (defersIndexes) {
                  snapshots.prepare(session.connection());
                }
              }
              return memstore.isFull(session.connection());
            });
    if (full) {
      throw new TargetBusyException(
          "The tenant's memstore is full.",
          OceanBaseSinkMetrics.MEMSTORE_FULL,
          config.flow().memstoreInterval());
    }
    session.tables().beginPut(put);
    ended.clear();
    handOvers.begin();
    conflicts.begin();
  }

  @Override
  public boolean apply(SourceTable source) {
    return call(() -> session.tables().apply(source));
  }

  @Override
  public void leave(Collection<SourceName> tables) {
    indexes.end(tables);
  }

  @Override
  public TargetTable of(Change change) {
    TargetTable target = call(() -> session.tables().of(change));
    if (defersIndexes
        && target != null
        && change.kind() == Kind.SNAPSHOT
        && SourceBlock.endsSnapshot(change)) {
      ended.add(target.name());
    }
    return target;
  }

  @Override
  public TargetTable of(SourceName source) {
    return call(() -> session.tables().of(source));
  }

  @Override
  public TargetTable reread(SourceName source, TargetTable known) {
    return call(() -> session.tables().reread(source, known));
  }

  @Override
  public void write(TargetBatch<TargetTable> batch, ErrantRecords errant)
      throws InterruptedException {
    run(() -> conflicts.resolve(session.connection(), batch, errant, deadline));
    handOvers.write(
        new RowWriter(session.connection(), batch.target(), deadline, newRows), batch, errant);
  }

  @Override
  public void truncate(TargetTable target) {
    deadline.check();
    run(
        () -> {
          try (Statement statement = session.connection().createStatement()) {
            statement.execute("TRUNCATE TABLE " + target.table().name().quoted());
          }
        });
  }

  @Override
  public void commit(ErrantRecords errant) throws InterruptedException {
    handOvers.finish(errant);
    deadline.check();
    errant.report();
    run(
        () -> {
          snapshots.note(session.connection(), ended);
          session.connection().commit();
        });
    conflicts.committed();
  }

  /** Rolls back; closes the session if that fails. */
  @Override
  public void undo(Set<Object> doubtful) {
    if (session == null) {
      return;
    }
    try {
      int patience = session.connection().getNetworkTimeout();
      rollback();
      session.connection().setNetworkTimeout(Runnable::run, patience);
      session.tables().forget(doubtful);
    } catch (SQLException e) {
      LOG.debug("The transaction could not be rolled back; closing its connection does it.", e);
      closeSession();
    }
  }

  /**
   * Closes the session; what was not committed is rolled back. It is over in seconds if the server
   * does not answer, which rolls back by itself then.
   */
  @Override
  public void abandon() {
    if (session == null) {
      return;
    }
    try {
      rollback();
    } catch (SQLException e) {
      LOG.debug("The transaction could not be rolled back; closing its connection does it.", e);
    }
    closeSession();
  }

  private void rollback() throws SQLException {
    session.connection().setNetworkTimeout(Runnable::run, CLOSE_MILLIS);
    session.connection().rollback();
  }

  private void closeSession() {
    try {
      session.connection().close();
    } catch (SQLException e) {
      LOG.debug("The connection could not be closed.", e);
    }
    session = null;
  }

  /** A password or a tenant's role can be changing, for all tables at once. */
  @Override
  public FailureScope scopeOf(RequestException failure) {
    return OceanBaseFailures.concernsTenant(failure)
        ? FailureScope.SYSTEM
        : TargetSystem.super.scopeOf(failure);
  }

  @Override
  public void close() {
    indexes.close();
    abandon();
  }

  /** Runs statements; an error of the server becomes a failed request. */
  static void run(Statements statements) {
    call(
        () -> {
          statements.run();
          return null;
        });
  }

  /** Runs statements with a result. */
  static <R> R call(Query<R> query) {
    try {
      return query.run();
    } catch (SQLException e) {
      throw OceanBaseFailures.request(e);
    }
  }

  /** Statements without a result. */
  @FunctionalInterface
  interface Statements {
    void run() throws SQLException;
  }

  /** Statements with a result. */
  @FunctionalInterface
  interface Query<R> {
    R run() throws SQLException;
  }
}
