// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.run;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.connector.common.BaseSourceConnector;
import io.debezium.relational.TableId;
import io.vecbridge.common.Version;
import io.vecbridge.common.config.Validation;
import io.vecbridge.common.source.offset.AlteredOffsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;

/**
 * A source connector as both sources have it: its options are checked, then the outside world, and
 * its tasks share the collections or tables.
 */
public abstract class CaptureConnector extends BaseSourceConnector {
  private static final String CLASS_OPTION = "connector.class";
  private static final String TASK_ID_OPTION = "task.id";

  private final Validation validation;
  private Map<String, String> options;

  protected CaptureConnector(Validation validation) {
    this.validation = validation;
  }

  /** The captured collections or tables that exist; the options have defaults. */
  protected abstract List<TableId> captured(Configuration config);

  /** The most tasks that the collections or tables can be dealt to; the options have defaults. */
  protected int mostTasks(Configuration config, int maxTasks) {
    return maxTasks;
  }

  /** How offsets that an operator sets are checked. */
  protected abstract AlteredOffsets alteredOffsets();

  @Override
  public final String version() {
    return Version.current();
  }

  @Override
  public final ConfigDef config() {
    return validation.options().configDef();
  }

  @Override
  public final Config validate(Map<String, String> connectorOptions) {
    return validation.validate(connectorOptions);
  }

  @Override
  protected final Map<String, ConfigValue> validateAllFields(Configuration config) {
    return config.validate(validation.options().fields());
  }

  @Override
  public final void start(Map<String, String> connectorOptions) {
    options = Map.copyOf(connectorOptions);
    validation.require(options);
  }

  @Override
  public final List<Map<String, String>> taskConfigs(int maxTasks) {
    Configuration config = validation.options().read(options);
    List<Map<String, String>> tasks = new ArrayList<>();
    for (Map<String, String> share :
        TaskShare.deal(captured(config), mostTasks(config, maxTasks))) {
      Map<String, String> task = new HashMap<>(options);
      task.putAll(share);
      task.put(TASK_ID_OPTION, Integer.toString(tasks.size()));
      // The framework loads the class by this name, which may be an alias.
      task.put(CLASS_OPTION, getClass().getName());
      tasks.add(task);
    }
    return tasks;
  }

  @Override
  public final ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorOptions) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public final ConnectorTransactionBoundaries canDefineTransactionBoundaries(
      Map<String, String> connectorOptions) {
    return ConnectorTransactionBoundaries.UNSUPPORTED;
  }

  @Override
  public final boolean alterOffsets(
      Map<String, String> connectorOptions, Map<Map<String, ?>, Map<String, ?>> offsets) {
    Configuration config = Configuration.from(connectorOptions);
    alteredOffsets().check(config.getString(CommonConnectorConfig.TOPIC_PREFIX), offsets);
    return true;
  }

  @Override
  public final void stop() {
    // Nothing is kept between calls.
  }
}
