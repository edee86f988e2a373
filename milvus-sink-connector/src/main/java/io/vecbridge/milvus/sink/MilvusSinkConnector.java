// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import io.vecbridge.common.sink.TargetSinkConnector;
import io.vecbridge.milvus.sink.check.Precheck;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

/** Writes snapshot rows and changes into the collections of a Milvus database. */
public final class MilvusSinkConnector extends TargetSinkConnector {
  @Override
  public Class<? extends Task> taskClass() {
    return MilvusSinkTask.class;
  }

  @Override
  public ConfigDef config() {
    return MilvusSinkConfig.definition();
  }

  @Override
  protected Map<String, String> contradictions(Map<String, String> props) {
    return MilvusSinkConfig.contradictions(props);
  }

  @Override
  protected Map<String, String> precheck(Map<String, String> props) {
    return new Precheck(MilvusSinkConfig.of(props)).findings();
  }
}
