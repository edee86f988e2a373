// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.debezium.config.Configuration;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.ObjectFailureMode;
import io.vecbridge.common.config.Options;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.config.Validation;
import io.vecbridge.common.metrics.MetricTags;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.config.FlowRules;
import io.vecbridge.common.sink.config.TargetSinkConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/** All options of the connector. */
public final class OceanBaseSinkConfig extends TargetSinkConfig {
  /** The options in the groups of the documentation. */
  public static final Options OPTIONS =
      Options.none()
          .with("Connection", OceanBaseConnectionConfig.FIELDS)
          .with("Tables", TableConfig.FIELDS)
          .with("Writing", WriteConfig.FIELDS)
          .with("Flow", FlowConfig.FIELDS.with(ObjectFailureMode.OPTION))
          .with("Limits", RateLimits.FIELDS)
          .with("Checks", Prechecks.option(Check.values()))
          .with("Metrics", MetricTags.OPTION);

  /** The checks of the tenant and its tables, which can be skipped. */
  public enum Check implements Prechecks.Check {
    /** OceanBase responds and accepts the user; without this check no checks run. */
    OCEANBASE_REACHABLE,
    /** The tenant is MySQL-compatible and has vectors. */
    OCEANBASE_VERSION,
    /** The server can distinguish keys that differ by case, accent or trailing space. */
    OCEANBASE_KEY_COLLATION,
    /** The server supports what vector.bind.mode and table.store.format ask for. */
    OCEANBASE_CAPABILITIES,
    /** The user has the privileges that the configuration needs. */
    OCEANBASE_PRIVILEGES,
    /** No two topics fill one table. */
    TABLE_SOURCES,
    /** An existing table's key distinguishes what the source distinguishes. */
    TABLE_KEY_COLLATION,
    /** An existing table's columns can hold the source's values. */
    TABLE_COLUMNS
  }

  /** Reads options that are valid and have defaults. */
  public OceanBaseSinkConfig(Configuration config) {
    super(config);
  }

  /**
   * Reads and checks the properties of a connector or task.
   *
   * @throws ConfigException with all that is wrong with them
   */
  public static OceanBaseSinkConfig of(Map<String, String> properties) {
    new Validation(
            OPTIONS,
            OceanBaseConnectionConfig.FIELDS,
            OceanBaseSinkConfig::findings,
            valid -> List.of())
        .require(properties);
    return new OceanBaseSinkConfig(OPTIONS.read(properties));
  }

  /** What is wrong with options that are valid each by itself. */
  public static List<Finding> findings(Configuration config) {
    List<Finding> findings =
        new ArrayList<>(FlowRules.findings(config, OceanBaseConnectionConfig.QUERY_TIMEOUT));
    findings.addAll(ConflictConfig.findings(config));
    OceanBaseSinkConfig sink = new OceanBaseSinkConfig(config);
    TableConfig tables = sink.tables();
    String format = tables.names().format();
    if (format.indexOf('.') < 0 && sink.connection().database().isEmpty()) {
      findings.add(
          Finding.of(
              TableConfig.NAME_FORMAT,
              "The format has no database, and neither has connection.url. Write ${database}."
                  + format
                  + ", or add /<database> to connection.url."));
    }
    findings.addAll(tables.layout().indexes().findings(tables.evolution()));
    return findings;
  }

  /** The connector's name, under which its bookkeeping is kept. */
  public String connectorName() {
    return options().getString("name", "oceanbase-sink");
  }

  public OceanBaseConnectionConfig connection() {
    return OceanBaseConnectionConfig.of(options());
  }

  public TableConfig tables() {
    return TableConfig.of(options());
  }

  public WriteConfig write() {
    return WriteConfig.of(options());
  }

  public FlowConfig flow() {
    return FlowConfig.of(options());
  }

  /** The databases that tables are written to, as far as they are known before any record. */
  public Set<String> namedDatabases() {
    TableConfig tables = tables();
    Set<String> databases = new LinkedHashSet<>();
    tables.names().mappings().values().forEach(table -> databases.add(databaseOf(table)));
    String format = tables.names().format();
    String database = format.indexOf('.') < 0 ? connection().database() : databaseOf(format);
    if (!database.contains("${") && !database.isEmpty()) {
      databases.add(database);
    }
    return databases;
  }

  private static String databaseOf(String table) {
    return table.substring(0, table.indexOf('.'));
  }

  /** Whether start SCNs must be kept; otherwise they are kept if the user may do so. */
  public boolean needsBookkeeping() {
    return write().conflicts().needsBookkeeping()
        || tables().notEmptyMode() == TableConfig.NotEmptyMode.STOP
        || tables().layout().indexes().defersAny();
  }
}
