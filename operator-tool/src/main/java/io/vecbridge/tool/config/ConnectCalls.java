// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vecbridge.common.rate.Sleeper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Calls to the REST interface of a Connect cluster. A call that a worker refuses only for the
 * moment, for example while the cluster rebalances, is repeated for a minute.
 */
final class ConnectCalls {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 60;
  private static final int REFUSED = 300;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int SERVER_FAILURE = 500;
  private static final Pattern PASSING =
      Pattern.compile("timed out|forward REST request|rebalance", Pattern.CASE_INSENSITIVE);

  private final ConnectAccess access;
  private final URI address;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  ConnectCalls(ConnectAccess access) {
    this.access = access;
    this.address = access.address();
  }

  /** Reads; empty if there is nothing of that path. */
  Optional<JsonNode> find(String path) throws InterruptedException {
    HttpResponse<String> answer = answer("GET", path, null);
    return answer.statusCode() == NOT_FOUND
        ? Optional.empty()
        : Optional.of(accepted(answer, path));
  }

  /**
   * Calls.
   *
   * @param body JSON, or null
   * @param name the connector that it is about
   * @return the answer; missing if it is empty
   */
  JsonNode send(String method, String path, String body, String name) throws InterruptedException {
    HttpResponse<String> answer = answer(method, path, body);
    if (answer.statusCode() == NOT_FOUND) {
      throw new ToolException(
          "The Connect cluster at " + address + " has no connector \"" + name + "\".");
    }
    return accepted(answer, name);
  }

  private JsonNode accepted(HttpResponse<String> answer, String name) {
    try {
      if (answer.statusCode() >= REFUSED) {
        throw new ToolException(
            "The Connect cluster at "
                + address
                + " answered "
                + answer.statusCode()
                + " for connector \""
                + name
                + "\""
                + reason(answer.body())
                + ".");
      }
      return answer.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(answer.body());
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** A message of Connect's own; what else a proxy answers isn't shown. */
  private static String reason(String body) {
    try {
      String message = JSON.readTree(body).path("message").asText("");
      return message.isEmpty() ? "" : ": " + message.replaceFirst("[.]$", "");
    } catch (IOException e) {
      return "";
    }
  }

  private HttpResponse<String> answer(String method, String path, String body)
      throws InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    access.authorization().ifPresent(value -> builder.header("Authorization", value));
    HttpRequest request = builder.build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      for (int attempt = 1; attempt < ATTEMPTS && isPassing(answer); attempt++) {
        Sleeper.SYSTEM.sleep(PAUSE);
        answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      }
      if (answer.statusCode() == UNAUTHORIZED) {
        throw access.refused();
      }
      return answer;
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private static boolean isPassing(HttpResponse<String> answer) {
    return (answer.statusCode() == CONFLICT || answer.statusCode() >= SERVER_FAILURE)
        && PASSING.matcher(answer.body()).find();
  }

  private ToolException unreachable(IOException e) {
    return new ToolException(
        "The Connect cluster at "
            + address
            + " can't be reached: "
            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
            + ".",
        e);
  }
}
