// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink;

import io.vecbridge.common.Version;
import io.vecbridge.common.sink.config.AlteredSinkOffsets;
import io.vecbridge.common.sink.config.ConfigFindings;
import io.vecbridge.common.sink.metrics.SinkMBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.connect.sink.SinkConnector;

/** A sink connector that holds nothing but its properties, which every task gets. */
public abstract class TargetSinkConnector extends SinkConnector {
  private Map<String, String> properties = Map.of();

  /** Sentences by the key that they concern, about keys that are valid each by itself. */
  protected abstract Map<String, String> contradictions(Map<String, String> props);

  /** What the target itself has against a sound configuration: sentences by key. */
  protected abstract Map<String, String> precheck(Map<String, String> props);

  @Override
  public final String version() {
    return Version.current();
  }

  @Override
  public final void start(Map<String, String> props) {
    ConfigFindings.refuse(contradictions(props));
    properties = Map.copyOf(props);
  }

  @Override
  public final List<Map<String, String>> taskConfigs(int maxTasks) {
    List<Map<String, String>> tasks = new ArrayList<>();
    for (int task = 0; task < maxTasks; task++) {
      tasks.add(SinkMBean.numbered(properties, task));
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
    AlteredSinkOffsets.check(connectorOptions, offsets);
    return true;
  }

  /**
   * Checks each key, then the keys together, then the target: each step only if the one before
   * passed.
   */
  @Override
  public final Config validate(Map<String, String> props) {
    return ConfigFindings.of(config(), props, () -> contradictions(props), () -> precheck(props));
  }
}
