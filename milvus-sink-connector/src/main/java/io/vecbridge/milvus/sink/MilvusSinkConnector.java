// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import io.vecbridge.common.Version;
import io.vecbridge.common.sink.config.ConfigFindings;
import io.vecbridge.common.sink.metrics.SinkMBean;
import io.vecbridge.milvus.sink.check.Precheck;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Writes snapshot rows and changes into the collections of a Milvus database. */
public final class MilvusSinkConnector extends SinkConnector {
  private Map<String, String> properties = Map.of();

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public void start(Map<String, String> props) {
    MilvusSinkConfig.of(props);
    properties = Map.copyOf(props);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return MilvusSinkTask.class;
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

  @Override
  public ConfigDef config() {
    return MilvusSinkConfig.definition();
  }

  /**
   * Checks each key, then the keys together, then Milvus: each step only if the one before passed.
   */
  @Override
  public Config validate(Map<String, String> props) {
    return ConfigFindings.of(
        config(),
        props,
        () -> MilvusSinkConfig.contradictions(props),
        () -> new Precheck(MilvusSinkConfig.of(props)).findings());
  }
}
