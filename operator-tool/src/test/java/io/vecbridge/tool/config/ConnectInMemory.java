// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The REST interface of a cluster whose connectors have one task, which does what they do. */
public final class ConnectInMemory implements AutoCloseable {
  private final Map<String, String> states = new ConcurrentHashMap<>();
  private final HttpServer server;

  public ConnectInMemory() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/connectors", this::answer);
    server.start();
  }

  /** With a connector in a state such as {@code RUNNING}. */
  public ConnectInMemory with(String connector, String state) {
    states.put(connector, state);
    return this;
  }

  /** As the tool calls it. */
  public ConnectCluster cluster() {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new ConnectCluster(new ConnectAccess(address, "", ""));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (path.length < 4) {
      states.put(new ObjectMapper().readTree(body).path("name").asText(), "STOPPED");
      answer(exchange, 200, "{}");
    } else if (!states.containsKey(path[2])) {
      answer(exchange, 404, "{}");
    } else {
      switch (path[3]) {
        case "stop" -> states.put(path[2], "STOPPED");
        case "resume" -> states.put(path[2], "RUNNING");
        default -> {}
      }
      answer(exchange, 200, path[3].equals("status") ? status(states.get(path[2])) : "{}");
    }
  }

  private static String status(String state) {
    String task = "{\"id\": 0, \"state\": \"" + state + "\"}";
    return "{\"connector\": {\"state\": \""
        + state
        + "\"}, \"tasks\": ["
        + (state.equals("STOPPED") ? "" : task)
        + "]}";
  }

  private static void answer(HttpExchange exchange, int code, String text) throws IOException {
    byte[] answer = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
