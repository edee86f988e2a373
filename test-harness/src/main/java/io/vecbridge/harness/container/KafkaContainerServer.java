// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.container;

import io.vecbridge.harness.probe.KafkaProbe;
import io.vecbridge.harness.process.Workspace;
import io.vecbridge.harness.server.BrokerProperties;
import io.vecbridge.harness.server.Kafka;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.testcontainers.containers.Network;

/** Kafka in a container, with one listener for this machine and one for other containers. */
final class KafkaContainerServer extends ContainerServer implements Kafka {
  private static final String HOST = "kafka";
  private static final int OUTER_PORT = 9092;
  private static final int INNER_PORT = 19092;
  private static final int CONTROLLER_PORT = 9093;

  private final int port;

  KafkaContainerServer(Workspace workspace, Network network, int port, String image) {
    super(workspace, "kafka", image, Map.of(port, OUTER_PORT));
    this.port = port;
    Map<String, String> properties = new HashMap<>(BrokerProperties.SINGLE_NODE);
    properties.put("node.id", "1");
    properties.put("process.roles", "broker,controller");
    properties.put("controller.quorum.voters", "1@localhost:" + CONTROLLER_PORT);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("inter.broker.listener.name", "INNER");
    properties.put(
        "listener.security.protocol.map", "CONTROLLER:PLAINTEXT,OUTER:PLAINTEXT,INNER:PLAINTEXT");
    properties.put(
        "listeners",
        "OUTER://:" + OUTER_PORT + ",INNER://:" + INNER_PORT + ",CONTROLLER://:" + CONTROLLER_PORT);
    properties.put(
        "advertised.listeners",
        "OUTER://" + bootstrapServers() + ",INNER://" + innerBootstrapServers());
    properties.forEach((key, value) -> container().withEnv(variable(key), value));
    container().withNetwork(network).withNetworkAliases(HOST);
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Where other containers connect to. */
  static String innerBootstrapServers() {
    return HOST + ":" + INNER_PORT;
  }

  @Override
  boolean answers() throws Exception {
    return KafkaProbe.answers(port);
  }

  private static String variable(String property) {
    return "KAFKA_" + property.replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
