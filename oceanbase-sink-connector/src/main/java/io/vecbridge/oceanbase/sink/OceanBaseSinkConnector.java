// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import io.vecbridge.common.config.Validation;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.sink.TargetSinkConnector;
import io.vecbridge.oceanbase.sink.check.Precheck;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import org.apache.kafka.connect.connector.Task;

/** Writes snapshot rows and changes into a MySQL-compatible tenant of OceanBase. */
public final class OceanBaseSinkConnector extends TargetSinkConnector {
  public OceanBaseSinkConnector() {
    super(
        new Validation(
            OceanBaseSinkConfig.OPTIONS,
            OceanBaseConnectionConfig.FIELDS,
            OceanBaseSinkConfig::findings,
            config -> new Precheck(new OceanBaseSinkConfig(config)).findings()));
  }

  @Override
  public Class<? extends Task> taskClass() {
    return OceanBaseSinkTask.class;
  }
}
