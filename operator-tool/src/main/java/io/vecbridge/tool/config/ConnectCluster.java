// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** The connectors of a Connect cluster. */
public final class ConnectCluster {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GET = "GET";
  private static final String PUT = "PUT";
  private static final String POST = "POST";
  private static final String OFFSETS = "/offsets";

  private final ConnectCalls calls;

  /** At the address of one of its workers. */
  public ConnectCluster(ConnectAccess access) {
    this.calls = new ConnectCalls(access);
  }

  /**
   * The connector of a name.
   *
   * @throws ToolException if there is none
   */
  public Connector connector(String name) throws InterruptedException {
    return Connector.of(name, call(GET, name, "/config"));
  }

  /** The state of a connector, such as {@code RUNNING} or {@code STOPPED}. */
  public String state(String name) throws InterruptedException {
    return status(name).state();
  }

  /**
   * The state of a connector and its tasks.
   *
   * @throws ToolException if there is no such connector
   */
  public ConnectorStatus status(String name) throws InterruptedException {
    return ConnectorStatus.of(call(GET, name, "/status"));
  }

  /** The state of a connector and its tasks; empty if there is no such connector. */
  public Optional<ConnectorStatus> find(String name) throws InterruptedException {
    return calls.find(path(name, "/status")).map(ConnectorStatus::of);
  }

  /** All connectors that run. */
  public List<Connector> running() throws InterruptedException {
    List<Connector> running = new ArrayList<>();
    calls
        .find("/connectors?expand=status&expand=info")
        .orElseGet(JSON::createObjectNode)
        .properties()
        .forEach(
            each -> {
              if (each.getValue().at("/status/connector/state").asText().equals("RUNNING")) {
                running.add(Connector.of(each.getKey(), each.getValue().at("/info/config")));
              }
            });
    return running;
  }

  /** The committed offsets of a source, by partition. */
  public Map<Map<String, Object>, Map<String, Object>> offsets(String name)
      throws InterruptedException {
    Map<Map<String, Object>, Map<String, Object>> offsets = new LinkedHashMap<>();
    for (JsonNode each : call(GET, name, OFFSETS).path("offsets")) {
      offsets.put(map(each.path("partition")), map(each.path("offset")));
    }
    return offsets;
  }

  /** Ends the tasks of a connector, and keeps its configuration and its offsets. */
  public void stop(String name) throws InterruptedException {
    call(PUT, name, "/stop");
  }

  /** Starts a connector that was stopped or paused. */
  public void resume(String name) throws InterruptedException {
    call(PUT, name, "/resume");
  }

  /** Starts what has failed of a connector. */
  public void restartFailed(String name) throws InterruptedException {
    call(POST, name, "/restart?includeTasks=true&onlyFailed=true");
  }

  /** Creates a connector that doesn't run yet. */
  public void createStopped(Connector connector) throws InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    body.put("name", connector.name());
    body.set("config", JSON.valueToTree(connector.options()));
    body.put("initial_state", "STOPPED");
    calls.send(POST, "/connectors", body.toString(), connector.name());
  }

  /** Changes the configuration of a connector, which stays stopped if it is. */
  public void configure(Connector connector) throws InterruptedException {
    calls.send(PUT, path(connector.name(), "/config"), connector.json(), connector.name());
  }

  /** Removes all offsets of a connector that is stopped. */
  public void removeOffsets(String name) throws InterruptedException {
    call("DELETE", name, OFFSETS);
  }

  /** Sets where a sink that is stopped continues to read. */
  public void setOffsets(String name, Map<TopicPartition, Long> offsets)
      throws InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode all = body.putArray("offsets");
    offsets.forEach(
        (partition, offset) -> {
          ObjectNode each = all.addObject();
          each.putObject("partition")
              .put("kafka_topic", partition.topic())
              .put("kafka_partition", partition.partition());
          each.putObject("offset").put("kafka_offset", offset);
        });
    calls.send("PATCH", path(name, OFFSETS), body.toString(), name);
  }

  /**
   * Lets a worker validate a connector's configuration.
   *
   * @return the error messages by option; empty if there are none
   */
  public Map<String, List<String>> validate(Connector connector) throws InterruptedException {
    String path = "/connector-plugins/" + encoded(connector.type()) + "/config/validate";
    JsonNode answer = calls.send(PUT, path, connector.json(), connector.name());
    Map<String, List<String>> errors = new LinkedHashMap<>();
    for (JsonNode each : answer.path("configs")) {
      List<String> messages = new ArrayList<>();
      each.path("value").path("errors").forEach(error -> messages.add(error.asText()));
      if (!messages.isEmpty()) {
        errors.put(each.path("value").path("name").asText(), messages);
      }
    }
    return errors;
  }

  private JsonNode call(String method, String name, String rest) throws InterruptedException {
    return calls.send(method, path(name, rest), null, name);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(JsonNode object) {
    return object.isObject() ? JSON.convertValue(object, Map.class) : Map.of();
  }

  private static String path(String name, String rest) {
    return "/connectors/" + encoded(name) + rest;
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
