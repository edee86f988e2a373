// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every file that is shipped as configuration is what the real thing takes. */
@ExtendWith(ClusterExtension.class)
class ShippedConfigIT {
  private static final Path CONFIG = Path.of("..", "config");
  private static final Set<String> CONNECTORS =
      Set.of(
          "milvus-source.json", "oceanbase-sink.json", "oceanbase-source.json", "milvus-sink.json");
  private static final List<String> SIZES = List.of("small", "medium", "large");
  private static final WorkerSettings ALL =
      WorkerSettings.withPlugins(
          "milvus-source-connector",
          "oceanbase-sink-connector",
          "oceanbase-source-connector",
          "milvus-sink-connector");
  private static final String WORKER = "connect-distributed.properties";

  // Other tests may leave collections in the default one that are not loaded.
  private static final String DATABASE = "shipped";

  // Where the cluster's servers are, not what they are told.
  private static final Set<String> ADDRESSES =
      Set.of("bootstrap.servers", "listeners", "plugin.path", "group.id");

  @Test
  void noFileIsShippedWithoutATest() throws IOException {
    try (Stream<Path> files = Files.list(CONFIG)) {
      List<String> names =
          files
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.endsWith(".md"))
              .toList();
      assertThat(names).hasSize(CONNECTORS.size() + 1).contains(WORKER).containsAll(CONNECTORS);
    }
    for (String size : SIZES) {
      try (Stream<Path> files = Files.list(CONFIG.resolve(size))) {
        List<String> names = files.map(file -> file.getFileName().toString()).toList();
        assertThat(names).hasSize(CONNECTORS.size() + 1).contains("worker.env");
        assertThat(names).containsAll(CONNECTORS);
      }
    }
  }

  @Test
  void theWorkerTakesEveryConnectorAsItIs(Cluster cluster) throws IOException, SQLException {
    try (OceanBaseClient oceanBase = new OceanBaseClient(cluster.oceanBase(), "default")) {
      oceanBase.execute("CREATE TABLE IF NOT EXISTS books (id BIGINT PRIMARY KEY, v VECTOR(2))");
    }
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri())) {
      milvus.createDatabase(DATABASE);
    }
    try (ConnectWorker worker = cluster.startWorker(ALL.group("validated").exactlyOnceSource())) {
      for (String folder : Stream.concat(Stream.of("."), SIZES.stream()).toList()) {
        for (String file : CONNECTORS) {
          Map<String, String> config = connector(cluster, folder + "/" + file);
          JsonNode answer =
              new ConnectRest(worker.rest()).validate(config.get("connector.class"), config);
          assertThat(answer.path("error_count").asInt())
              .as("%s of %s: %s", file, folder, answer)
              .isZero();
        }
      }
    }
  }

  @Test
  void aWorkerStartsWithItsProperties(Cluster cluster) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(CONFIG.resolve(WORKER))) {
      properties.load(reader);
    }
    WorkerSettings settings = ALL.group("shipped");
    for (String name : properties.stringPropertyNames()) {
      if (!ADDRESSES.contains(name)) {
        settings = settings.property(name, properties.getProperty(name));
      }
    }
    try (ConnectWorker worker = cluster.startWorker(settings)) {
      assertThat(new ConnectRest(worker.rest()).plugins().toString())
          .contains(
              "MilvusSourceConnector",
              "OceanBaseSinkConnector",
              "OceanBaseSourceConnector",
              "MilvusSinkConnector");
    }
  }

  private static Map<String, String> connector(Cluster cluster, String file) throws IOException {
    JsonNode json = new ObjectMapper().readTree(CONFIG.resolve(file).toFile());
    Map<String, String> config = new HashMap<>();
    json.path("config").properties().forEach(e -> config.put(e.getKey(), e.getValue().asText()));
    Map<String, String> addresses =
        Map.of(
            "milvus.uri", cluster.milvus().uri(),
            "database.include.list", DATABASE,
            "change.log.kafka.bootstrap.servers", cluster.kafka().bootstrapServers(),
            "connection.url", cluster.oceanBase().jdbcUrl(),
            "connection.username", cluster.oceanBase().username(),
            "connection.password", cluster.oceanBase().password());
    addresses.forEach((key, value) -> config.computeIfPresent(key, (k, old) -> value));
    // Other tests may leave collections that a sink refuses, and whose topics any name matches.
    config.computeIfPresent(
        "topics.regex", (key, old) -> old.replace("\\..*", "\\." + DATABASE + "\\..*"));
    config.put("name", json.path("name").asText());
    return config;
  }
}
