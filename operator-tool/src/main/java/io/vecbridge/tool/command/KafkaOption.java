// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.kafka.KafkaCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option that says where the connectors' topics are. */
public final class KafkaOption {
  private static final String SERVERS = "bootstrap.servers";
  private static final String OVERRIDE = "consumer.override.";
  private static final String PROPERTY = "kafka.";
  private static final List<String> OF_CONNECTIONS =
      List.of(SERVERS, "security.", "sasl.", "ssl.", "client.dns.lookup");

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description =
          "Bootstrap servers of the Connect cluster's Kafka; default: the sink's"
              + " consumer.override.bootstrap.servers. Other settings of the client are read from"
              + " --properties, such as kafka.security.protocol=SASL_SSL.")
  private String servers;

  private KafkaOption() {}

  /**
   * Opens the cluster.
   *
   * @param sink whose consumer's settings are the defaults
   * @param properties those of {@code --properties}
   */
  KafkaCluster open(Connector sink, Map<String, String> properties) {
    return new KafkaCluster(settings(sink, properties, servers));
  }

  /** The same; null if no option says where it is. */
  KafkaCluster openIfNamed(Connector sink, Map<String, String> properties) {
    boolean named =
        servers != null
            || properties.containsKey(PROPERTY + SERVERS)
            || sink.options().containsKey(OVERRIDE + SERVERS);
    return named ? open(sink, properties) : null;
  }

  /** The settings of a client. */
  Map<String, String> settings(Connector sink, Map<String, String> properties) {
    return settings(sink, properties, servers);
  }

  static Map<String, String> settings(
      Connector sink, Map<String, String> properties, String servers) {
    Map<String, String> settings = new HashMap<>();
    sink.options()
        .forEach(
            (option, value) -> {
              String name = option.startsWith(OVERRIDE) ? option.substring(OVERRIDE.length()) : "";
              if (OF_CONNECTIONS.stream().anyMatch(name::startsWith)) {
                settings.put(name, value);
              }
            });
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(PROPERTY)) {
            settings.put(name.substring(PROPERTY.length()), value);
          }
        });
    if (servers != null) {
      settings.put(SERVERS, servers);
    }
    if (!settings.containsKey(SERVERS)) {
      throw new ToolException(
          "This needs the Kafka of the Connect cluster: name its bootstrap servers with --kafka.");
    }
    return settings;
  }
}
