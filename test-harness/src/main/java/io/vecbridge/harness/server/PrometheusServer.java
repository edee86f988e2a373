// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vecbridge.harness.probe.HttpProbe;
import io.vecbridge.harness.process.Workspace;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Prometheus. Not every machine can install one. */
public final class PrometheusServer extends ProcessServer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CALL = Duration.ofSeconds(30);

  private final Path program;
  private final String config;
  private final int port;
  private final HttpProbe ready;
  // One for all calls: Prometheus accepts no more than 512 connections.
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CALL).build();

  /**
   * A server that isn't started yet.
   *
   * @param config its {@code prometheus.yml}
   */
  public PrometheusServer(Workspace workspace, String config) {
    super(workspace, "prometheus");
    this.program = workspace.installed("prometheus").resolve("prometheus");
    this.config = config;
    this.port = workspace.port();
    this.ready = new HttpProbe(port, "/-/ready");
  }

  /** The series that an expression has now. A wrong expression is an {@link IOException}. */
  public JsonNode query(String expression) throws IOException {
    String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    return get("/api/v1/query?query=" + encoded).path("result");
  }

  /** The rules, each with its {@code name}, {@code health} and {@code state}. */
  public List<JsonNode> rules() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : get("/api/v1/rules").path("groups")) {
      group.path("rules").forEach(rules::add);
    }
    return rules;
  }

  private JsonNode get(String path) throws IOException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .timeout(CALL)
              .build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode json = JSON.readTree(answer.body());
      if (!json.path("status").asText().equals("success")) {
        throw new IOException(path + " is refused: " + answer.body());
      }
      return json.get("data");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  void prepare(Path home) throws IOException {
    Files.writeString(home.resolve("prometheus.yml"), config);
  }

  @Override
  List<String> command() {
    return List.of(
        program.toString(),
        "--config.file=" + home().resolve("prometheus.yml"),
        "--storage.tsdb.path=" + home().resolve("data"),
        "--web.listen-address=127.0.0.1:" + port);
  }

  @Override
  boolean answers() throws Exception {
    return ready.get().statusCode() == 200;
  }
}
