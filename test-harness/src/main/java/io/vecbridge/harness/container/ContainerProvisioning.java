// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.container;

import io.vecbridge.harness.Provisioning;
import io.vecbridge.harness.process.Workspace;
import io.vecbridge.harness.server.Kafka;
import io.vecbridge.harness.server.Milvus;
import io.vecbridge.harness.server.OceanBase;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;

/**
 * Servers as Docker containers, for machines that have Docker. The Connect worker of a cluster
 * stays a process of this machine, since its plugins are built here.
 */
public final class ContainerProvisioning implements Provisioning {
  private static final String KAFKA = "apache/kafka:4.3.1";
  private static final String MILVUS = "milvusdb/milvus:v2.3.5";
  private static final String OCEANBASE = "oceanbase/oceanbase-ce:4.3.5-lts";

  private final Network network = Network.newNetwork();

  /** Whether this machine has a Docker that can be used. */
  public static boolean isAvailable() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  @Override
  public Kafka kafka(Workspace workspace) {
    return new KafkaContainerServer(workspace, network, workspace.port(), KAFKA);
  }

  @Override
  public Milvus milvus(Workspace workspace, Kafka kafka) {
    return new MilvusContainerServer(
        workspace, network, workspace.port(), workspace.port(), MILVUS);
  }

  @Override
  public OceanBase oceanBase(Workspace workspace) {
    return new OceanBaseContainerServer(workspace, workspace.port(), OCEANBASE);
  }
}
