// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.check;

import io.debezium.relational.TableId;
import io.vecbridge.common.failure.Failure;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.common.source.config.Finding;
import io.vecbridge.common.source.config.Prechecks;
import io.vecbridge.oceanbase.source.config.CaptureMode;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.config.PrecheckNames;
import io.vecbridge.oceanbase.source.config.TableOptions;
import io.vecbridge.oceanbase.source.emit.CapturedSchemas;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Connects once and looks: is the tenant there, does it let the user in, can it do what the capture
 * needs, are there tables, and has each a usable key. Each check is made only if the one before
 * found nothing, and all together end within seconds.
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

  /** The first finding; empty where all is well. */
  public Optional<Finding> find() {
    Optional<Finding> crash = new CrashCheck(config).find();
    if (crash.isPresent() || config.prechecks().skips(PrecheckNames.REACHABLE)) {
      return crash;
    }
    try (Connection connection = new OceanBaseConnections(connection()).open()) {
      return find(connection);
    } catch (SQLException e) {
      String key =
          e.getErrorCode() == ACCESS_DENIED
              ? OceanBaseConnectionConfig.USERNAME
              : OceanBaseConnectionConfig.URL;
      return Optional.of(
          new Finding(
              key,
              "OceanBase could not be asked: "
                  + OceanBaseFailures.reason(e)
                  + Prechecks.skipHint(PrecheckNames.REACHABLE),
              OceanBaseFailures.classify(e) == Failure.RETRY));
    }
  }

  private OceanBaseConnectionConfig connection() {
    OceanBaseConnectionConfig given = config.connection();
    return new OceanBaseConnectionConfig(
        given.url(),
        given.username(),
        given.password(),
        given.connectTimeout().compareTo(CONNECT) < 0 ? given.connectTimeout() : CONNECT,
        given.queryTimeout().compareTo(QUERY) < 0 ? given.queryTimeout() : QUERY);
  }

  private Optional<Finding> find(Connection connection) throws SQLException {
    List<TableDefinition> tables = new ArrayList<>();
    if (!config.prechecks().skips(PrecheckNames.TABLES)) {
      long start = System.nanoTime();
      for (TableId id : captured.all(connection)) {
        if (System.nanoTime() - start < TABLES_NANOS) {
          TableDefinition table = captured.read(connection, id);
          if (table != null) {
            tables.add(table);
          }
        }
      }
      Optional<Finding> finding = findInTables(tables);
      if (finding.isPresent()) {
        return finding;
      }
    }
    if (config.capture().mode() != CaptureMode.SCN) {
      return Optional.empty();
    }
    ScnCheck scn = new ScnCheck(config);
    return scn.find(connection, tables).or(() -> new PartitionKeyCheck(config).find(tables));
  }

  private Optional<Finding> findInTables(List<TableDefinition> tables) {
    if (tables.isEmpty()) {
      return finding(
          TableOptions.TABLE_INCLUDE_LIST_NAME,
          "No table that the user may read is included",
          PrecheckNames.TABLES);
    }
    CapturedSchemas schemas = new CapturedSchemas(config);
    for (TableDefinition table : tables) {
      try {
        schemas.schemaOf(table);
      } catch (ConnectException e) {
        return finding(TableOptions.TABLE_INCLUDE_LIST_NAME, e.getMessage(), PrecheckNames.TABLES);
      }
    }
    return Optional.empty();
  }

  /** A finding that time doesn't mend. */
  static Optional<Finding> finding(String key, String sentence, String check) {
    String text = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    return Optional.of(new Finding(key, text + Prechecks.skipHint(check), false));
  }
}
