// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.connect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A schema registry in memory, which answers the calls of Apicurio's converters: it registers a
 * schema, and returns it by its id.
 */
public final class SchemaRegistry implements AutoCloseable {
  private static final String BASE = "/apis/registry/v2";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, Long> ids = new ConcurrentHashMap<>();
  private final Map<Long, String> schemas = new ConcurrentHashMap<>();

  public SchemaRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(BASE, this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + BASE;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(BASE.length());
    String[] parts = path.split("/");
    if (exchange.getRequestMethod().equals("POST") && path.endsWith("/artifacts")) {
      reply(
          exchange, 200, "application/json", JSON.writeValueAsBytes(register(parts[2], exchange)));
    } else if (path.startsWith("/ids/") && path.endsWith("/references")) {
      reply(exchange, 200, "application/json", JSON.writeValueAsBytes(List.of()));
    } else if (path.startsWith("/ids/") && schemas.containsKey(Long.valueOf(parts[3]))) {
      byte[] schema = schemas.get(Long.valueOf(parts[3])).getBytes(StandardCharsets.UTF_8);
      reply(exchange, 200, "application/octet-stream", schema);
    } else {
      reply(exchange, 404, "text/plain", ("No answer to " + path).getBytes(StandardCharsets.UTF_8));
    }
  }

  private Map<String, Object> register(String group, HttpExchange exchange) throws IOException {
    String schema = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    long id = ids.computeIfAbsent(schema, key -> ids.size() + 1L);
    schemas.put(id, schema);
    Map<String, Object> artifact = new LinkedHashMap<>();
    artifact.put("groupId", group);
    artifact.put("id", exchange.getRequestHeaders().getFirst("X-Registry-ArtifactId"));
    artifact.put("version", Long.toString(id));
    artifact.put("type", "AVRO");
    artifact.put("state", "ENABLED");
    artifact.put("contentId", id);
    artifact.put("globalId", id);
    return artifact;
  }

  private static void reply(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
