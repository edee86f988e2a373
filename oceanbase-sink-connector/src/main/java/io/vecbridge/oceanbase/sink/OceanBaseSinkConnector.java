// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import io.vecbridge.common.sink.TargetSinkConnector;
import io.vecbridge.oceanbase.sink.check.Precheck;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

/** Writes snapshot rows and changes into a MySQL-compatible tenant of OceanBase. */
public final class OceanBaseSinkConnector extends TargetSinkConnector {
  @Override
  public Class<? extends Task> taskClass() {
    return OceanBaseSinkTask.class;
  }

  @Override
  public ConfigDef config() {
    return OceanBaseSinkConfig.definition();
  }

  @Override
  protected Map<String, String> contradictions(Map<String, String> props) {
    return OceanBaseSinkConfig.contradictions(props);
  }

  @Override
  protected Map<String, String> precheck(Map<String, String> props) {
    return new Precheck(OceanBaseSinkConfig.of(props)).findings();
  }
}
