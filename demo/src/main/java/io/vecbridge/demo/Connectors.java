// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.process.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The connectors, as a user makes them: the files of {@code config/}, posted to the worker. Only
 * the servers' addresses in them are replaced, and on the way back the SCN to begin at is put in.
 */
final class Connectors {
  static final String SOURCE_NAME = "milvus-source";
  static final String SINK_NAME = "oceanbase-sink";
  static final String PREFIX = "milvus.";

  private static final String BACK_PREFIX = "oceanbase.";
  private static final Path SOURCE = Path.of("config/milvus-source.json");
  private static final Path SINK = Path.of("config/oceanbase-sink.json");
  private static final Path BACK_SOURCE = Path.of("config/oceanbase-source.json");
  private static final Path BACK_SINK = Path.of("config/milvus-sink.json");
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
    String posted =
        post(
            SOURCE,
            Map.of(
                "milvus.uri", cluster.milvus().uri(),
                "change.log.kafka.bootstrap.servers", cluster.kafka().bootstrapServers()));
    awaitTopics(PREFIX, collections);
    return List.of(posted, post(SINK, oceanBase()));
  }

  /**
   * Posts the source of the way back.
   *
   * @param scn where it begins
   */
  String postBackSource(String scn) throws IOException, InterruptedException {
    Map<String, String> source = new HashMap<>(oceanBase());
    source.put("capture.start.scn", scn);
    // Its table has a partition key, so its primary key is wider than the collection's.
    source.put("message.key.columns", "default[.]products:id");
    return post(BACK_SOURCE, source);
  }

  /** Posts the sink of the way back, as soon as the first changes have made the topics. */
  String postBackSink(List<DemoCollection> collections) throws IOException, InterruptedException {
    awaitTopics(BACK_PREFIX, collections);
    return post(BACK_SINK, Map.of("milvus.uri", cluster.milvus().uri()));
  }

  /** Removes all connectors; topics and offsets stay. */
  void removeAll() {
    names.forEach(cluster.connect()::delete);
    names.clear();
  }

  /** The topics of the collections' rows. */
  static List<String> topics(KafkaClient kafka, String prefix, List<DemoCollection> collections) {
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
