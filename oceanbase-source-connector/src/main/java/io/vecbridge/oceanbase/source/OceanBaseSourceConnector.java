// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import io.debezium.config.Configuration;
import io.debezium.relational.TableId;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Validation;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.common.source.config.RowFilters;
import io.vecbridge.common.source.offset.AlteredOffsets;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.source.run.CaptureConnector;
import io.vecbridge.oceanbase.source.check.CrashCheck;
import io.vecbridge.oceanbase.source.check.Precheck;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.config.TableOptions;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.offset.KnownTables;
import io.vecbridge.oceanbase.source.offset.StoredOffset;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Captures the rows and the changes of the tables of a MySQL-compatible tenant of OceanBase into
 * Kafka topics, one per table, as Debezium change events. Its tasks share the tables.
 */
public final class OceanBaseSourceConnector extends CaptureConnector {
  public OceanBaseSourceConnector() {
    super(
        new Validation(
            OceanBaseSourceConfig.OPTIONS,
            OceanBaseConnectionConfig.FIELDS,
            config -> rules(new OceanBaseSourceConfig(config)),
            config -> new Precheck(new OceanBaseSourceConfig(config)).findings()));
  }

  private static List<Finding> rules(OceanBaseSourceConfig config) {
    List<Finding> findings = new ArrayList<>(CrashCheck.findings(config));
    findings.addAll(config.binlog().findings());
    findings.addAll(RowFilters.unnamed(config.options(), TableOptions.ROW_FILTERS));
    return findings;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return OceanBaseSourceTask.class;
  }

  @Override
  protected List<TableId> captured(Configuration config) {
    OceanBaseSourceConfig source = new OceanBaseSourceConfig(config);
    try (Connection connection = new OceanBaseConnections(source.connection()).open()) {
      return new CapturedTables(new TableReader(), source.tables()::includes).all(connection);
    } catch (SQLException e) {
      throw new ConnectException(
          "The tables could not be listed: " + OceanBaseFailures.reason(e), e);
    }
  }

  @Override
  protected int mostTasks(Configuration config, int maxTasks) {
    return switch (new OceanBaseSourceConfig(config).capture().mode()) {
      case SCN -> maxTasks;
      // A binlog is one sequence, for all tables of the tenant.
      case BINLOG -> 1;
    };
  }

  @Override
  protected AlteredOffsets alteredOffsets() {
    return new AlteredOffsets(
        Map.of(
            Set.of(NamedPartition.SERVER, NamedPartition.DATABASE, NamedPartition.TABLE),
            StoredOffset::of,
            Set.of(NamedPartition.SERVER, KnownTables.LIST),
            KnownTables::read,
            Set.of(NamedPartition.SERVER),
            BinlogPosition::of),
        "server, database and table, or server and list for the list of tables, or only server"
            + " with capture.mode=binlog");
  }
}
