// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.container;

import io.vecbridge.harness.probe.HttpProbe;
import io.vecbridge.harness.process.Workspace;
import io.vecbridge.harness.server.Milvus;
import java.util.Map;
import org.testcontainers.containers.Network;

/**
 * Milvus standalone in a container, with an embedded etcd, local storage, and its change log in
 * Kafka.
 */
final class MilvusContainerServer extends ContainerServer implements Milvus {
  private static final int PORT = 19530;
  private static final int HEALTH_PORT = 9091;

  private final int port;
  private final HttpProbe health;

  MilvusContainerServer(
      Workspace workspace, Network network, int port, int healthPort, String image) {
    super(workspace, "milvus", image, Map.of(port, PORT, healthPort, HEALTH_PORT));
    this.port = port;
    this.health = new HttpProbe(healthPort, "/healthz");
    container()
        .withNetwork(network)
        .withCommand("milvus", "run", "standalone")
        .withEnv("DEPLOY_MODE", "STANDALONE")
        .withEnv("ETCD_USE_EMBED", "true")
        .withEnv("ETCD_DATA_DIR", "/var/lib/milvus/etcd")
        .withEnv("COMMON_STORAGETYPE", "local")
        .withEnv("COMMON_SESSION_TTL", "10")
        .withEnv("MQ_TYPE", "kafka")
        .withEnv("KAFKA_BROKERLIST", KafkaContainerServer.innerBootstrapServers())
        .withEnv("KAFKA_SECURITYPROTOCOL", "");
  }

  @Override
  public String uri() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  boolean answers() throws Exception {
    return health.get().body().equals("OK");
  }
}
