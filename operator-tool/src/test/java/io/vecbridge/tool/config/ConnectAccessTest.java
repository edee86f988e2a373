// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster whose REST interface asks for a user and a password. */
class ConnectAccessTest {
  private static final String HOW =
      " connect.username and connect.password in the file of --properties, or"
          + " VECBRIDGE_CONNECT_USERNAME and VECBRIDGE_CONNECT_PASSWORD in the environment.";

  private HttpServer worker;
  private URI address;

  @BeforeEach
  void start() throws IOException {
    worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    worker
        .createContext(
            "/",
            exchange -> {
              byte[] answer = "{\"connector.class\":\"a\"}".getBytes(StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(200, answer.length);
              exchange.getResponseBody().write(answer);
              exchange.close();
            })
        .setAuthenticator(
            new BasicAuthenticator("connect") {
              @Override
              public boolean checkCredentials(String username, String password) {
                return username.equals("operator") && password.equals("right:ß");
              }
            });
    worker.start();
    address = URI.create("http://127.0.0.1:" + worker.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    worker.stop(0);
  }

  @Test
  void theUserAndThePasswordOfPropertiesOrTheEnvironmentLogIn() throws Exception {
    ConnectAccess access =
        ConnectAccess.of(
            address,
            Map.of("connect.username", "operator"),
            Map.of("VECBRIDGE_CONNECT_USERNAME", "x", "VECBRIDGE_CONNECT_PASSWORD", "right:ß"));

    assertThat(new ConnectCluster(access).connector("a").options())
        .containsEntry("connector.class", "a");
  }

  @Test
  void withoutThemTheMessageSaysWhereTheyAreSet() {
    ConnectCluster cluster = new ConnectCluster(ConnectAccess.of(address, Map.of(), Map.of()));

    assertThatThrownBy(() -> cluster.connector("a"))
        .isInstanceOf(ToolException.class)
        .hasMessage(
            "The Connect cluster at " + address + " requires a user and a password. Set" + HOW);
    assertThatThrownBy(() -> cluster.find("a")).hasMessageContaining("requires a user");
  }

  @Test
  void aWrongPasswordIsNotShown() {
    ConnectAccess access = new ConnectAccess(address, "operator", "wrong");

    assertThatThrownBy(() -> new ConnectCluster(access).connector("a"))
        .isInstanceOf(ToolException.class)
        .hasMessage(
            "The Connect cluster at " + address + " refuses the user or the password. Check" + HOW);
    assertThat(access.toString()).doesNotContain("wrong");
  }

  @Test
  void anAddressWithAPasswordIsRefusedWithoutShowingIt() {
    URI named = URI.create("http://operator:right@127.0.0.1:8083");

    assertThatThrownBy(() -> ConnectAccess.of(named, Map.of(), Map.of()))
        .isInstanceOf(ToolException.class)
        .hasMessage(
            "The URL of --connect has a user or a password, which messages would show. Remove them,"
                + " and set"
                + HOW);
  }

  @Test
  void theLoginIsNoOptionOfAConnector() {
    Connector sink = new Connector("sink", Map.of("a", "b"));

    assertThat(
            new Replacements(Map.of("connect.password", "x"), Map.of())
                .apply(sink, "sink")
                .options())
        .isEqualTo(Map.of("a", "b"));
  }
}
