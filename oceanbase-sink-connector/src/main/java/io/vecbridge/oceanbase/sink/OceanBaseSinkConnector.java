// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import io.vecbridge.common.Version;
import io.vecbridge.common.sink.config.AlteredSinkOffsets;
import io.vecbridge.common.sink.config.ConfigFindings;
import io.vecbridge.common.sink.metrics.SinkMBean;
import io.vecbridge.oceanbase.sink.check.Precheck;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Writes snapshot rows and changes into a MySQL-compatible tenant of OceanBase. */
public final class OceanBaseSinkConnector extends SinkConnector {
  private Map<String, String> properties = Map.of();

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public void start(Map<String, String> props) {
    OceanBaseSinkConfig.of(props);
    properties = Map.copyOf(props);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return OceanBaseSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    List<Map<String, String>> tasks = new ArrayList<>();
    for (int task = 0; task < maxTasks; task++) {
      tasks.add(SinkMBean.numbered(properties, task));
    }
    return tasks;
  }

  @Override
  public void stop() {
    // Nothing is held open.
  }

  /** Offsets are those of Connect's consumer group; the sink keeps none of its own. */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorOptions, Map<TopicPartition, Long> offsets) {
    AlteredSinkOffsets.check(connectorOptions, offsets);
    return true;
  }

  @Override
  public ConfigDef config() {
    return OceanBaseSinkConfig.definition();
  }

  /**
   * Checks each key, then the keys together, then the server: each step only if the one before
   * passed.
   */
  @Override
  public Config validate(Map<String, String> props) {
    return ConfigFindings.of(
        config(),
        props,
        () -> OceanBaseSinkConfig.contradictions(props),
        () -> new Precheck(OceanBaseSinkConfig.of(props)).findings());
  }
}
