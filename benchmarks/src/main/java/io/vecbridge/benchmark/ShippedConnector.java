// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vecbridge.harness.Cluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The connectors' configurations of a folder like {@code config/}, for the servers of a cluster.
 */
final class ShippedConnector {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ShippedConnector() {}

  /**
   * A configuration as it ships, but for the servers' addresses and the given options.
   *
   * @param name of the file, without its ending
   */
  static Map<String, String> options(
      Path folder, String name, Cluster cluster, Map<String, String> given) throws IOException {
    JsonNode json = JSON.readTree(folder.resolve(name + ".json").toFile()).path("config");
    Map<String, String> options = new HashMap<>();
    json.properties().forEach(each -> options.put(each.getKey(), each.getValue().asText()));
    Map<String, String> addresses =
        Map.of(
            "milvus.uri", cluster.milvus().uri(),
            "change.log.kafka.bootstrap.servers", cluster.kafka().bootstrapServers(),
            "connection.url", cluster.oceanBase().jdbcUrl(),
            "connection.username", cluster.oceanBase().username(),
            "connection.password", cluster.oceanBase().password());
    addresses.forEach((option, address) -> options.computeIfPresent(option, (o, old) -> address));
    options.putAll(given);
    return options;
  }
}
