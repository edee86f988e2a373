// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The REST interface of a Connect cluster. */
public final class ConnectCluster {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int NOT_FOUND = 404;
  private static final int OK = 200;

  private final URI address;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /** At the address of one of its workers, such as {@code http://127.0.0.1:8083}. */
  public ConnectCluster(URI address) {
    this.address = address;
  }

  /**
   * The connector of a name.
   *
   * @throws ToolException if there is none
   */
  public Connector connector(String name) throws InterruptedException {
    return Connector.of(name, get("/connectors/" + encoded(name) + "/config", name));
  }

  /** The state of a connector, such as {@code RUNNING} or {@code STOPPED}. */
  public String state(String name) throws InterruptedException {
    JsonNode status = get("/connectors/" + encoded(name) + "/status", name);
    return status.path("connector").path("state").asText("UNKNOWN");
  }

  /**
   * Lets a worker validate a connector's configuration.
   *
   * @return the error messages by option; empty if there are none
   */
  public Map<String, List<String>> validate(Connector connector) throws InterruptedException {
    String path = "/connector-plugins/" + encoded(connector.type()) + "/config/validate";
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(connector.json()))
            .build();
    Map<String, List<String>> errors = new LinkedHashMap<>();
    for (JsonNode each : send(request, connector.name()).path("configs")) {
      List<String> messages = new ArrayList<>();
      each.path("value").path("errors").forEach(error -> messages.add(error.asText()));
      if (!messages.isEmpty()) {
        errors.put(each.path("value").path("name").asText(), messages);
      }
    }
    return errors;
  }

  private JsonNode get(String path, String name) throws InterruptedException {
    return send(HttpRequest.newBuilder(address.resolve(path)).timeout(TIMEOUT).GET().build(), name);
  }

  private JsonNode send(HttpRequest request, String name) throws InterruptedException {
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == NOT_FOUND) {
        throw new ToolException(
            "The Connect cluster at " + address + " has no connector \"" + name + "\".");
      }
      if (answer.statusCode() != OK) {
        throw new ToolException(
            "The Connect cluster at "
                + address
                + " answered "
                + answer.statusCode()
                + " for connector \""
                + name
                + "\".");
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new ToolException(
          "The Connect cluster at "
              + address
              + " can't be reached: "
              + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
              + ".",
          e);
    }
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
