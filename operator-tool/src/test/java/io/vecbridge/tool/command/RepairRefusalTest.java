// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A repair beside connectors that a cluster runs. */
class RepairRefusalTest {
  private static final String REFUSED = "The connectors are not known to be stopped";
  private static final String NO_PAIR = "are no pair of this project";

  private final Map<String, String> states = new ConcurrentHashMap<>();
  private HttpServer cluster;

  /** Answers as a Connect cluster whose connectors are not of this project. */
  @BeforeEach
  void start() throws IOException {
    cluster = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cluster.createContext(
        "/connectors/",
        exchange -> {
          String[] path = exchange.getRequestURI().getPath().split("/");
          String body =
              path[3].equals("status")
                  ? "{\"connector\": {\"state\": \"" + states.get(path[2]) + "\"}, \"tasks\": []}"
                  : "{\"connector.class\": \"org.acme.Other\"}";
          byte[] answer = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    cluster.start();
  }

  @AfterEach
  void stop() {
    cluster.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "RUNNING, RUNNING, false",
    "STOPPED, RUNNING, false",
    "RUNNING, PAUSED, false",
    "FAILED, STOPPED, false",
    "STOPPED, PAUSED, true",
    "STOPPED, STOPPED, true"
  })
  void onlyConnectorsThatAreStoppedOrPausedAllowARepair(
      String source, String sink, boolean allowed) {
    states.put("a-source", source);
    states.put("a-sink", sink);

    assertThat(verify("--repair=apply")).contains(allowed ? NO_PAIR : REFUSED);
  }

  @Test
  void aPlanAndAnExplicitRepairAreAllowedBesideThem() {
    states.put("a-source", "RUNNING");
    states.put("a-sink", "RUNNING");

    assertThat(verify("--repair")).contains(NO_PAIR);
    assertThat(verify("--repair=apply", "--while-running")).contains(NO_PAIR);
  }

  private String verify(String... options) {
    String[] arguments = new String[options.length + 7];
    arguments[0] = "verify";
    arguments[1] = "--connect";
    arguments[2] = "http://127.0.0.1:" + cluster.getAddress().getPort();
    arguments[3] = "--source";
    arguments[4] = "a-source";
    arguments[5] = "--sink";
    arguments[6] = "a-sink";
    System.arraycopy(options, 0, arguments, 7, options.length);
    StringWriter messages = new StringWriter();
    PrintWriter writer = new PrintWriter(messages, true);
    assertThat(ToolCommand.run(writer, writer, arguments)).isEqualTo(2);
    return messages.toString();
  }
}
