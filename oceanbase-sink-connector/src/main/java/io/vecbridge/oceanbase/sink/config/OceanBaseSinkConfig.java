// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.config.ConfigFindings;
import io.vecbridge.common.sink.config.PrecheckSkip;
import io.vecbridge.common.sink.config.SubscribedTopics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** All keys of the connector. */
public final class OceanBaseSinkConfig {
  private static final ConfigDef DEFINITION = define();

  private final AbstractConfig parsed;
  private final String connectorName;
  private final List<String> topics;

  private OceanBaseSinkConfig(AbstractConfig parsed, Map<String, String> properties) {
    this.parsed = parsed;
    this.connectorName = properties.getOrDefault("name", "oceanbase-sink");
    this.topics = SubscribedTopics.named(properties);
  }

  /**
   * Parses and checks the properties of a connector or task.
   *
   * @throws ConfigException with a sentence that names the key
   */
  public static OceanBaseSinkConfig of(Map<String, String> properties) {
    OceanBaseSinkConfig config = unchecked(properties);
    ConfigFindings.refuse(contradictions(properties));
    return config;
  }

  /** Sentences by the key that they concern, about keys that are valid each by itself. */
  public static Map<String, String> contradictions(Map<String, String> properties) {
    return ConfigRules.contradictions(properties, unchecked(properties));
  }

  /** Parses properties whose keys are valid each by itself. */
  private static OceanBaseSinkConfig unchecked(Map<String, String> properties) {
    return new OceanBaseSinkConfig(new AbstractConfig(DEFINITION, properties, false), properties);
  }

  public static ConfigDef definition() {
    return new ConfigDef(DEFINITION);
  }

  /** The connector's name, under which its bookkeeping is kept. */
  public String connectorName() {
    return connectorName;
  }

  public OceanBaseConnectionConfig connection() {
    return OceanBaseConnectionConfig.of(parsed);
  }

  public TableConfig tables() {
    return TableConfig.of(parsed);
  }

  public WriteConfig write() {
    return WriteConfig.of(parsed);
  }

  public FlowConfig flow() {
    return FlowConfig.of(parsed);
  }

  /** New limits with nothing charged yet. */
  public RateLimits rateLimits(LongSupplier nanoClock) {
    return RateLimits.of(parsed, nanoClock);
  }

  /** The topics that Connect's own {@code topics} names; none with {@code topics.regex}. */
  public List<String> topics() {
    return topics;
  }

  /** The databases that tables are written to, as far as they are known before any record. */
  public Set<String> namedDatabases() {
    TableConfig tables = tables();
    Set<String> databases = new LinkedHashSet<>();
    tables.names().mappings().values().forEach(table -> databases.add(databaseOf(table)));
    String format = tables.names().format();
    String database = format.indexOf('.') < 0 ? connection().database() : databaseOf(format);
    if (!database.contains("${")) {
      databases.add(database);
    }
    return databases;
  }

  private static String databaseOf(String table) {
    return table.substring(0, table.indexOf('.'));
  }

  /** Whether start SCNs are kept. */
  public boolean bookkeeps() {
    return write().conflictMode() != ConflictMode.OVERWRITE
        || tables().notEmptyMode() == NotEmptyMode.STOP;
  }

  /** Whether a check is to be made. */
  public boolean checks(String item) {
    return PrecheckSkip.keeps(parsed, item);
  }

  private static ConfigDef define() {
    ConfigDef def = new ConfigDef();
    OceanBaseConnectionConfig.define(def);
    TableConfig.define(def);
    WriteConfig.define(def);
    FlowConfig.define(def);
    RateLimits.define(def);
    PrecheckNames.SKIP.define(def);
    return def;
  }
}
