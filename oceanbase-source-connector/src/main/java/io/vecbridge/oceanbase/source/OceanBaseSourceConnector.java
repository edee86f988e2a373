// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.connector.common.BaseSourceConnector;
import io.debezium.relational.TableId;
import io.vecbridge.common.Version;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.source.Finding;
import io.vecbridge.common.source.TaskShare;
import io.vecbridge.oceanbase.source.check.Precheck;
import io.vecbridge.oceanbase.source.config.CaptureMode;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.offset.AlteredOffsets;
import io.vecbridge.oceanbase.source.table.TableReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;

/**
 * Captures the rows and the changes of the tables of a MySQL-compatible tenant of OceanBase into
 * Kafka topics, one per table, as Debezium change events. Its tasks share the tables.
 */
public final class OceanBaseSourceConnector extends BaseSourceConnector {
  private static final String CLASS_OPTION = "connector.class";
  private static final String TASK_ID_OPTION = "task.id";

  private Map<String, String> options;

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public ConfigDef config() {
    return OceanBaseSourceConfig.configDef();
  }

  @Override
  public Config validate(Map<String, String> connectorOptions) {
    Configuration config = OceanBaseSourceConfig.withDefaults(Configuration.from(connectorOptions));
    Map<String, ConfigValue> values = validateAllFields(config);
    if (values.values().stream().allMatch(value -> value.errorMessages().isEmpty())) {
      precheck(config)
          .ifPresent(finding -> values.get(finding.key()).addErrorMessage(finding.sentence()));
    }
    return new Config(new ArrayList<>(values.values()));
  }

  @Override
  protected Map<String, ConfigValue> validateAllFields(Configuration config) {
    return config.validate(OceanBaseSourceConfig.ALL_FIELDS);
  }

  @Override
  public void start(Map<String, String> connectorOptions) {
    options = Map.copyOf(connectorOptions);
    // What time can mend is left to the tasks, which wait for it.
    precheck(OceanBaseSourceConfig.withDefaults(Configuration.from(options)))
        .filter(finding -> !finding.passing())
        .ifPresent(
            finding -> {
              throw new ConnectException(finding.key() + ": " + finding.sentence());
            });
  }

  @Override
  public Class<? extends Task> taskClass() {
    return OceanBaseSourceTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    List<Map<String, String>> tasks = new ArrayList<>();
    // A binlog is one sequence, for all tables of the tenant.
    int most = polls() ? maxTasks : 1;
    for (Map<String, String> share : TaskShare.deal(tables(), most)) {
      Map<String, String> task = new HashMap<>(options);
      task.putAll(share);
      task.put(TASK_ID_OPTION, Integer.toString(tasks.size()));
      // The framework loads the class by this name, which may be an alias.
      task.put(CLASS_OPTION, OceanBaseSourceConnector.class.getName());
      tasks.add(task);
    }
    return tasks;
  }

  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorOptions) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public ConnectorTransactionBoundaries canDefineTransactionBoundaries(
      Map<String, String> connectorOptions) {
    return ConnectorTransactionBoundaries.UNSUPPORTED;
  }

  @Override
  public boolean alterOffsets(
      Map<String, String> connectorOptions, Map<Map<String, ?>, Map<String, ?>> offsets) {
    Configuration config = Configuration.from(connectorOptions);
    AlteredOffsets.check(config.getString(CommonConnectorConfig.TOPIC_PREFIX), offsets);
    return true;
  }

  @Override
  public void stop() {
    // Nothing is kept between calls.
  }

  private static Optional<Finding> precheck(Configuration config) {
    return new Precheck(new OceanBaseSourceConfig(config)).find();
  }

  private boolean polls() {
    Configuration config = OceanBaseSourceConfig.withDefaults(Configuration.from(options));
    return new OceanBaseSourceConfig(config).capture().mode() == CaptureMode.SCN;
  }

  private List<TableId> tables() {
    OceanBaseSourceConfig source =
        new OceanBaseSourceConfig(OceanBaseSourceConfig.withDefaults(Configuration.from(options)));
    try (Connection connection = new OceanBaseConnections(source.connection()).open()) {
      return new TableReader()
          .tables(connection, database -> true).stream().filter(source.tables()::includes).toList();
    } catch (SQLException e) {
      throw new ConnectException(
          "The tables could not be listed: " + OceanBaseFailures.reason(e), e);
    }
  }
}
