// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vecbridge.harness.process.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A Connect worker's REST interface.
 *
 * <p>Calls that the worker refuses only for the moment (409 while it rebalances, 500 with a
 * time-out) and calls to a worker that is down are repeated for a while. Other refusals are a
 * {@link ConnectRefusal}.
 */
public final class ConnectRest {
  private static final Duration CALL = Duration.ofSeconds(30);
  private static final Duration CALLS = Duration.ofSeconds(90);
  private static final Pattern PASSING = Pattern.compile("timed out|forward REST request");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CALL).build();
  private final URI worker;

  public ConnectRest(URI worker) {
    this.worker = worker;
  }

  /**
   * The plugins that the worker has found: an array of {@code class}, {@code type}, {@code
   * version}.
   */
  public JsonNode plugins() {
    return call("GET", "/connector-plugins?connectorsOnly=false", null);
  }

  /**
   * Validates a configuration: the worker's answer, with {@code error_count} and {@code configs}.
   */
  public JsonNode validate(String connectorClass, Map<String, String> config) {
    return call("PUT", "/connector-plugins/" + connectorClass + "/config/validate", config);
  }

  /** Creates a connector, or changes its configuration. */
  public void put(String connector, Map<String, String> config) {
    call("PUT", path(connector, "/config"), config);
  }

  /**
   * Creates a connector or changes it, and waits until it and all its tasks run with this
   * configuration.
   *
   * <p>The tasks of a connector that is changed run with their old configuration for a while, and
   * the status doesn't tell the two apart.
   */
  public void run(String connector, Map<String, String> config, Duration within) {
    Set<String> left = new HashSet<>();
    find(path(connector, "/config")).fieldNames().forEachRemaining(left::add);
    left.removeAll(config.keySet());
    left.remove("name");
    put(connector, config);
    Await.until(
        "all tasks of " + connector + " have its new configuration",
        within,
        () -> {
          new ConnectorStatus(status(connector))
              .connectorFailure()
              .ifPresent(trace -> failed(connector, trace));
          JsonNode tasks = tasks(connector);
          tasks.forEach(task -> requireConfig(task.path("config"), config, left));
          return !tasks.isEmpty();
        });
    awaitRunning(connector, within);
  }

  /** Throws where a task's configuration is an old one; the class it has by its full name. */
  private static void requireConfig(JsonNode task, Map<String, String> config, Set<String> left) {
    Stream<String> differing =
        config.keySet().stream()
            .filter(option -> !option.equals("connector.class"))
            .filter(option -> !config.get(option).equals(task.path(option).asText()));
    Stream.concat(differing, left.stream().filter(task::has))
        .findFirst()
        .ifPresent(
            option -> {
              throw new IllegalStateException("the old one has another " + option);
            });
  }

  /** The configuration of a connector. */
  public JsonNode config(String connector) {
    return call("GET", path(connector, "/config"), null);
  }

  /** The tasks of a connector, each with its {@code config}. */
  public JsonNode tasks(String connector) {
    return call("GET", path(connector, "/tasks"), null);
  }

  public JsonNode status(String connector) {
    return call("GET", path(connector, "/status"), null);
  }

  /**
   * Waits until the connector and at least one task run; a failed one ends the wait with its trace.
   */
  public void awaitRunning(String connector, Duration within) {
    Await.until(
        connector + " is RUNNING",
        within,
        () -> {
          ConnectorStatus status = new ConnectorStatus(status(connector));
          status.failure().ifPresent(trace -> failed(connector, trace));
          return status.isRunning();
        });
  }

  /** Waits until the connector or a task has failed, and gives the trace. */
  public String awaitFailed(String connector, Duration within) {
    return Await.value(
        connector + " is FAILED", within, () -> new ConnectorStatus(status(connector)).failure());
  }

  /** Restarts the connector and its tasks. */
  public void restart(String connector) {
    call("POST", path(connector, "/restart?includeTasks=true"), null);
  }

  /** Stops the connector: its tasks end, its configuration and offsets stay. */
  public void stop(String connector, Duration within) {
    call("PUT", path(connector, "/stop"), null);
    Await.until(
        connector + " is STOPPED",
        within,
        () -> {
          JsonNode status = status(connector);
          return status.at("/connector/state").asText().equals("STOPPED")
              && status.path("tasks").isEmpty();
        });
  }

  public void pause(String connector) {
    call("PUT", path(connector, "/pause"), null);
  }

  public void resume(String connector) {
    call("PUT", path(connector, "/resume"), null);
  }

  public void delete(String connector) {
    call("DELETE", path(connector, ""), null);
  }

  /** Deletes all connectors, for the next test. */
  public void deleteAll() {
    JsonNode names = call("GET", "/connectors", null);
    StreamSupport.stream(names.spliterator(), false).map(JsonNode::asText).forEach(this::delete);
  }

  /** The committed offsets: {@code offsets}, an array of {@code partition} and {@code offset}. */
  public JsonNode offsets(String connector) {
    return call("GET", path(connector, "/offsets"), null);
  }

  /** Sets offsets of a stopped connector: a body as {@link #offsets} gives it. */
  public void setOffsets(String connector, JsonNode offsets) {
    call("PATCH", path(connector, "/offsets"), offsets);
  }

  /** Forgets the offsets of a stopped connector. */
  public void deleteOffsets(String connector) {
    call("DELETE", path(connector, "/offsets"), null);
  }

  private static void failed(String connector, String trace) {
    throw new Await.Impossible(connector + " is FAILED: " + trace);
  }

  private static String path(String connector, String rest) {
    String name = URLEncoder.encode(connector, StandardCharsets.UTF_8).replace("+", "%20");
    return "/connectors/" + name + rest;
  }

  /** What a path answers, or nothing where it isn't there. */
  private JsonNode find(String path) {
    try {
      return call("GET", path, null);
    } catch (ConnectRefusal e) {
      if (e.status() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
      return MissingNode.getInstance();
    }
  }

  private JsonNode call(String method, String path, Object body) {
    HttpRequest request =
        HttpRequest.newBuilder(worker.resolve(path))
            .timeout(CALL)
            .header("Content-Type", "application/json")
            .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : json(body))
            .build();
    String what = method + " " + path;
    HttpResponse<String> response = Await.value(what + " is answered", CALLS, () -> send(request));
    if (response.statusCode() >= 400) {
      throw new ConnectRefusal(what, response.statusCode(), response.body());
    }
    return parse(response.body());
  }

  private Optional<HttpResponse<String>> send(HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    boolean forTheMoment =
        response.statusCode() == 409
            || response.statusCode() >= 500 && PASSING.matcher(response.body()).find();
    if (forTheMoment) {
      throw new IOException(response.statusCode() + " " + response.body());
    }
    return Optional.of(response);
  }

  private static JsonNode parse(String body) {
    try {
      return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpRequest.BodyPublisher json(Object body) {
    try {
      return HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
