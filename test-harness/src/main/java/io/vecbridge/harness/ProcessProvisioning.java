// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness;

import io.vecbridge.harness.process.Workspace;
import io.vecbridge.harness.server.Kafka;
import io.vecbridge.harness.server.KafkaServer;
import io.vecbridge.harness.server.Milvus;
import io.vecbridge.harness.server.MilvusServer;
import io.vecbridge.harness.server.OceanBase;
import io.vecbridge.harness.server.OceanBaseServer;
import java.util.Map;

/**
 * Servers as processes of this machine, installed by {@code bin/servers}.
 *
 * @param kafkaProperties broker properties that win over the harness's
 * @param milvusSettings names as in {@code milvus.yaml}, joined by dots
 */
public record ProcessProvisioning(
    Map<String, String> kafkaProperties, Map<String, String> milvusSettings)
    implements Provisioning {

  public ProcessProvisioning() {
    this(Map.of(), Map.of());
  }

  @Override
  public Kafka kafka(Workspace workspace) {
    return new KafkaServer(workspace, kafkaProperties);
  }

  @Override
  public Milvus milvus(Workspace workspace, Kafka kafka) {
    return new MilvusServer(workspace, kafka, milvusSettings);
  }

  @Override
  public OceanBase oceanBase(Workspace workspace) {
    return new OceanBaseServer(workspace);
  }
}
