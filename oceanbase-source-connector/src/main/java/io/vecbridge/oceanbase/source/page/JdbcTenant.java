// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.page;

import io.debezium.relational.TableId;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.UndoRetention;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import io.vecbridge.oceanbase.source.table.Session;
import io.vecbridge.oceanbase.source.table.Session.UnreachableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tenant over JDBC. */
public final class JdbcTenant implements Tenant {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcTenant.class);
  private static final long UNKNOWN = -1;

  private final Session session;
  private final CapturedTables tables;
  private final Function<TableId, String> conditions;
  private final Duration pageTimeout;
  private final Map<TableName, VectorReads> vectors = new HashMap<>();

  /** Of a connector's options; nothing is opened yet. */
  public JdbcTenant(OceanBaseSourceConfig config) {
    this(config, Duration.ZERO);
  }

  /**
   * The same with a bound for the statements that read pages.
   *
   * @param pageTimeout zero for {@code query.timeout.ms}, which bounds every other statement
   */
  public JdbcTenant(OceanBaseSourceConfig config, Duration pageTimeout) {
    this(
        new Session(new OceanBaseConnections(config.connection())::open),
        new CapturedTables(new TableReader(), config.tables()::includes),
        config.tables().rows()::of,
        pageTimeout);
  }

  /** Over a session. */
  public JdbcTenant(Session session, CapturedTables tables) {
    this(session, tables, any -> "", Duration.ZERO);
  }

  private JdbcTenant(
      Session session,
      CapturedTables tables,
      Function<TableId, String> conditions,
      Duration pageTimeout) {
    this.session = session;
    this.tables = tables;
    this.conditions = conditions;
    this.pageTimeout = pageTimeout;
  }

  @Override
  public List<TableId> tables() throws SQLException {
    return tables.all(session.connection());
  }

  @Override
  public boolean captures(TableId id) {
    return tables.includes(id);
  }

  @Override
  public TableDefinition table(TableId id) throws SQLException {
    return tables.read(session.connection(), id);
  }

  @Override
  public Map<TableId, String> fingerprints(Collection<TableDefinition> known) throws SQLException {
    return tables.fingerprints(session.connection(), known);
  }

  @Override
  public long currentScn() throws SQLException {
    return session.currentScn();
  }

  @Override
  public long latestScn() throws SQLException {
    return session.latestScn();
  }

  @Override
  public long undoRetentionSeconds() throws SQLException {
    try {
      return UndoRetention.read(session.connection()).map(Duration::toSeconds).orElse(UNKNOWN);
    } catch (SQLException e) {
      if (e instanceof UnreachableException || OceanBaseFailures.classify(e) == Failure.RETRY) {
        throw e;
      }
      // It is only shown, so a server that refuses to tell it stops nothing.
      LOG.debug("The tenant does not show undo_retention", e);
      return UNKNOWN;
    }
  }

  @Override
  public TablePages pages(RowSchema schema, ReadPartitions partitions) {
    String condition = conditions.apply(CapturedTables.id(schema.definition().name()));
    VectorReads reads =
        vectors.computeIfAbsent(schema.definition().name(), any -> new VectorReads());
    return new JdbcPages(session, schema, partitions, condition, reads, pageTimeout);
  }

  @Override
  public boolean isClosed() {
    return session.isClosed();
  }

  @Override
  public void drop() {
    session.drop();
  }

  @Override
  public void close() {
    session.close();
  }
}
