// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.check;

import io.debezium.relational.TableId;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.oceanbase.source.config.CaptureOptions.CaptureMode;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig.Check;
import io.vecbridge.oceanbase.source.config.TableOptions;
import io.vecbridge.oceanbase.source.schema.CapturedSchemas;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Connects once and checks the tenant: first that it is reachable, then that there are tables, each
 * with a usable key, then what the capture needs. All together end within seconds.
 */
public final class Precheck {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration QUERY = Duration.ofSeconds(6);
  private static final int ACCESS_DENIED = 1045;
  // Connect answers a validation within seconds; the tasks look at every table anyway.
  private static final long TABLES_NANOS = Duration.ofSeconds(4).toNanos();

  private final OceanBaseSourceConfig config;
  private final CapturedTables captured;

  /** With options that are sound by themselves. */
  public Precheck(OceanBaseSourceConfig config) {
    this.config = config;
    this.captured = new CapturedTables(new TableReader(), config.tables()::includes);
  }

  /** What is wrong; empty if all is well. */
  public List<Finding> findings() {
    if (config.prechecks().skips(Check.OCEANBASE_REACHABLE)) {
      return List.of();
    }
    OceanBaseConnectionConfig quick = config.connection().within(CONNECT, QUERY);
    try (Connection connection = new OceanBaseConnections(quick).open()) {
      return findings(connection);
    } catch (SQLException e) {
      boolean denied = e.getErrorCode() == ACCESS_DENIED;
      return List.of(
          new Finding(
              (denied ? OceanBaseConnectionConfig.USERNAME : OceanBaseConnectionConfig.URL).name(),
              "OceanBase can't be reached: "
                  + OceanBaseFailures.reason(e)
                  + "."
                  + Prechecks.skipHint(Check.OCEANBASE_REACHABLE),
              OceanBaseFailures.classify(e) == Failure.RETRY));
    }
  }

  private List<Finding> findings(Connection connection) throws SQLException {
    List<TableDefinition> tables = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    if (!config.prechecks().skips(Check.TABLES_CAPTURED)) {
      long start = System.nanoTime();
      for (TableId id : captured.all(connection)) {
        if (System.nanoTime() - start < TABLES_NANOS) {
          TableDefinition table = captured.read(connection, id);
          if (table != null) {
            tables.add(table);
          }
        }
      }
      if (tables.isEmpty()) {
        return List.of(unfit("No table that the user may read is included.", false));
      }
      findings.addAll(findInTables(tables));
      if (tables.isEmpty() || findings.stream().anyMatch(finding -> !finding.temporary())) {
        return findings;
      }
    }
    if (!config.prechecks().skips(Check.ROW_FILTERS_EVALUATED)) {
      findings.addAll(new FilterCheck(config).findings(connection, tables));
    }
    switch (config.capture().mode()) {
      case SCN -> {
        findings.addAll(new ScnCheck(config).findings(connection, tables));
        findings.addAll(new PartitionKeyCheck(config).findings(tables));
      }
      case BINLOG -> {
        if (!config.prechecks().skips(Check.BINLOG_CAPABLE)) {
          findings.addAll(
              new BinlogCheck(config.connection().at(config.binlog().url()).within(CONNECT, QUERY))
                  .findings());
        }
      }
    }
    return findings;
  }

  /**
   * The tables that can't be captured, which are removed from the list. If others can, and the
   * failure of one table doesn't fail the task, the connector starts in spite of them.
   */
  private List<Finding> findInTables(List<TableDefinition> tables) {
    Map<TableDefinition, String> unfit = new LinkedHashMap<>();
    CapturedSchemas schemas = new CapturedSchemas(config);
    for (TableDefinition table : tables) {
      try {
        schemas.schemaOf(table, List.of());
      } catch (ConnectException e) {
        unfit.put(table, e.getMessage());
      }
    }
    tables.removeAll(unfit.keySet());
    boolean starts =
        !tables.isEmpty()
            && config.capture().mode() == CaptureMode.SCN
            && !config.objectFailureMode().failsTask();
    return unfit.values().stream().map(message -> unfit(message, starts)).toList();
  }

  private static Finding unfit(String message, boolean starts) {
    String text = message.endsWith(".") ? message : message + ".";
    Finding finding =
        Prechecks.finding(TableOptions.TABLE_INCLUDE_LIST, text, Check.TABLES_CAPTURED);
    return new Finding(finding.key(), finding.message(), starts);
  }
}
