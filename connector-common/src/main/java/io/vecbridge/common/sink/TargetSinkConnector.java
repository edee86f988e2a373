// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink;

import io.vecbridge.common.Version;
import io.vecbridge.common.config.Validation;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.config.SubscribedTopics;
import io.vecbridge.common.sink.metrics.SinkMBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.sink.SinkConnector;

/** A sink connector that holds nothing but its properties, which every task gets. */
public abstract class TargetSinkConnector extends SinkConnector {
  private final Validation validation;
  private Map<String, String> properties = Map.of();

  protected TargetSinkConnector(Validation validation) {
    this.validation = validation;
  }

  @Override
  public final ConfigDef config() {
    return validation.options().configDef();
  }

  @Override
  public final String version() {
    return Version.current();
  }

  @Override
  public final void start(Map<String, String> props) {
    validation.require(props);
    // An option can be null in JSON.
    properties = new HashMap<>(props);
    properties.values().removeIf(Objects::isNull);
  }

  @Override
  public final List<Map<String, String>> taskConfigs(int maxTasks) {
    List<Map<String, String>> tasks = new ArrayList<>();
    for (int task = 0; task < maxTasks; task++) {
      Map<String, String> options = SinkMBean.numbered(properties, task);
      options.put(RateLimits.TASKS, Integer.toString(maxTasks));
      tasks.add(options);
    }
    return tasks;
  }

  @Override
  public final void stop() {
    // Nothing is held open.
  }

  /** Offsets are those of Connect's consumer group; the sink keeps none of its own. */
  @Override
  public final boolean alterOffsets(
      Map<String, String> connectorOptions, Map<TopicPartition, Long> offsets) {
    SubscribedTopics.checkOffsets(connectorOptions, offsets);
    return true;
  }

  @Override
  public final Config validate(Map<String, String> props) {
    return validation.validate(props);
  }
}
