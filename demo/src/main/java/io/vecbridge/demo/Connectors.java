// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.process.Folders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The connectors, as a user creates them: the files of {@code config/}, posted to the worker. Only
 * the servers' addresses in them are replaced. Those of the way back are derived from them.
 */
final class Connectors {
  static final String SOURCE_NAME = "milvus-source";
  static final String SINK_NAME = "oceanbase-sink";
  private static final String PREFIX = "milvus.";

  /** Where the operator's tool keeps the way back. */
  static final Path SWITCH_OVER = Path.of("demo/target/switch-over");

  private static final Path SOURCE = Path.of("config/milvus-source.json");
  private static final Path SINK = Path.of("config/oceanbase-sink.json");
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(120);
  private static final Duration CALL = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Cluster cluster;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> names = new ArrayList<>();

  Connectors(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Posts the source and then, as soon as its topics are there, the sink, whose consumer would else
   * find them only when it renews its metadata.
   *
   * @param collections whose topics the sink is to find
   * @return a line for each connector: its name, its file
   */
  List<String> post(List<DemoCollection> collections) throws IOException, InterruptedException {
    Folders.delete(SWITCH_OVER);
    String posted =
        post(
            SOURCE,
            Map.of(
                "milvus.uri", cluster.milvus().uri(),
                "change.log.kafka.bootstrap.servers", cluster.kafka().bootstrapServers()));
    awaitTopics(PREFIX, collections);
    return List.of(posted, post(SINK, oceanBase()));
  }

  /** The connectors of the way back, which the operator's tool has created, are watched now. */
  void switchedOver() throws IOException {
    names.clear();
    names.add(backSource());
    names.add(backSink());
  }

  /** The name of the source of the way back. */
  static String backSource() throws IOException {
    return name(SWITCH_OVER.resolve("oceanbase-source.json"));
  }

  /** The name of the sink of the way back. */
  static String backSink() throws IOException {
    return name(SWITCH_OVER.resolve("milvus-sink.json"));
  }

  private static String name(Path file) throws IOException {
    return JSON.readTree(Files.readString(file)).path("name").asText();
  }

  /** The topics of the collections' rows. */
  private static List<String> topics(
      KafkaClient kafka, String prefix, List<DemoCollection> collections) {
    return kafka.topics().stream()
        .filter(topic -> topic.startsWith(prefix))
        .filter(topic -> collections.stream().anyMatch(one -> topic.endsWith("." + one.name())))
        .toList();
  }

  private Map<String, String> oceanBase() {
    return Map.of(
        "connection.url", cluster.oceanBase().jdbcUrl(),
        "connection.username", cluster.oceanBase().username(),
        "connection.password", cluster.oceanBase().password());
  }

  private void awaitTopics(String prefix, List<DemoCollection> collections) {
    try (KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers())) {
      Await.until(
          "the source has made its topics",
          TOPICS_WITHIN,
          () -> {
            states().requireNoneFailed();
            return topics(kafka, prefix, collections).size() == collections.size();
          });
    }
  }

  /** Where a worker shows them. */
  URI rest() {
    return cluster.worker().rest().resolve("/connectors");
  }

  /**
   * Their state in words, with the state of each task: {@code milvus-source RUNNING, task 0
   * RUNNING}.
   *
   * @throws DemoFailure if one has failed, with the first lines of its trace
   */
  ConnectorStates states() {
    List<ConnectorStates.Part> parts = new ArrayList<>();
    for (String name : names) {
      JsonNode status = cluster.connect().status(name);
      parts.add(ConnectorStates.Part.of(name, status.path("connector")));
      for (JsonNode task : status.path("tasks")) {
        parts.add(ConnectorStates.Part.of(name + " task " + task.path("id").asInt(), task));
      }
      if (status.path("tasks").isEmpty()) {
        parts.add(new ConnectorStates.Part(name + " task 0", "not started yet", ""));
      }
    }
    return new ConnectorStates(parts);
  }

  private String post(Path file, Map<String, String> addresses)
      throws IOException, InterruptedException {
    ObjectNode connector = (ObjectNode) JSON.readTree(Files.readString(file));
    ObjectNode config = (ObjectNode) connector.path("config");
    addresses.forEach(config::put);
    HttpRequest request =
        HttpRequest.newBuilder(rest())
            .timeout(CALL)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(connector.toString()))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new DemoFailure("The worker refused " + file + ":\n" + answer.body());
    }
    String name = connector.path("name").asText();
    names.add(name);
    return String.format("%-16s %s", name, file);
  }
}
