// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import io.vecbridge.common.config.Validation;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.common.sink.TargetSinkConnector;
import io.vecbridge.milvus.sink.check.Precheck;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import org.apache.kafka.connect.connector.Task;

/** Writes snapshot rows and changes into the collections of a Milvus database. */
public final class MilvusSinkConnector extends TargetSinkConnector {
  public MilvusSinkConnector() {
    super(
        new Validation(
            MilvusSinkConfig.OPTIONS,
            MilvusConnectionOptions.FIELDS,
            MilvusSinkConfig::findings,
            config -> new Precheck(new MilvusSinkConfig(config)).findings()));
  }

  @Override
  public Class<? extends Task> taskClass() {
    return MilvusSinkTask.class;
  }
}
