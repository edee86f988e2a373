// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vecbridge.harness.connect.ConnectRest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A search that finds nothing means something only if it finds what is there. */
class WorkerTextsTest {
  private static final String SECRET = "S3cretLeak1";
  private static final String TYPE = "a.Connector";
  private static final String WRONG = "wrong";

  @TempDir private Path folder;
  private HttpServer rest;
  private Place planted;

  /** Where a secret can show. */
  private enum Place {
    NOWHERE(""),
    CONFIG("config of c"),
    TRACE("status of c"),
    TASKS("tasks of c"),
    VALIDATION("validation"),
    WRONG_VALIDATION("wrong validation"),
    REFUSAL("refusal"),
    LOG("log"),
    BEAN_NAME("JMX"),
    BEAN_TEXT("JMX"),
    BEAN_LIST("JMX"),
    BEAN_TABLE("JMX");

    private final String found;

    Place(String found) {
      this.found = found;
    }
  }

  /** A bean with what the connectors' beans have. */
  public interface LeakMXBean {
    /** Such as the last error. */
    String getText();

    /** Such as the blocked tables. */
    String[] getList();

    /** Such as the failed tables, with their reasons. */
    Map<String, List<String>> getTable();
  }

  private record Leak(String text, String[] list, Map<String, List<String>> table)
      implements LeakMXBean {
    @Override
    public String getText() {
      return text;
    }

    @Override
    public String[] getList() {
      return list;
    }

    @Override
    public Map<String, List<String>> getTable() {
      return table;
    }
  }

  @BeforeEach
  void startRest() throws IOException {
    rest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    rest.createContext("/", this::answer);
    rest.start();
  }

  @AfterEach
  void stopRest() {
    rest.stop(0);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOWHERE")
  void aSecretIsFoundWhereverItShows(Place place) throws Exception {
    WorkerTexts texts = texts(place);
    assertThatThrownBy(() -> texts.assertWithout(SECRET))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("[" + place.found + "]");
  }

  @Test
  void textsWithoutASecretPass() throws Exception {
    WorkerTexts texts = texts(Place.NOWHERE);
    assertThatCode(() -> texts.assertWithout(SECRET)).doesNotThrowAnyException();
  }

  private WorkerTexts texts(Place place) throws IOException, JMException {
    planted = place;
    URI address = URI.create("http://127.0.0.1:" + rest.getAddress().getPort());
    WorkerTexts texts = new WorkerTexts(new ConnectRest(address));
    texts.addConnector("c");
    texts.addValidation(Map.of("connector.class", TYPE), "option", WRONG);
    texts.addLog(Files.writeString(folder.resolve("log"), "INFO started\n" + at(Place.LOG) + "\n"));
    texts.addBeans(beans());
    return texts;
  }

  private MBeanServer beans() throws JMException {
    MBeanServer beans = MBeanServerFactory.newMBeanServer();
    for (String name : List.of("vecbridge.milvus", "debezium.milvus", "kafka.connect")) {
      Leak leak =
          new Leak(
              at(Place.BEAN_TEXT),
              new String[] {"a", at(Place.BEAN_LIST)},
              Map.of("a", List.of(at(Place.BEAN_TABLE))));
      beans.registerMBean(leak, new ObjectName(name + ":type=" + at(Place.BEAN_NAME)));
    }
    return beans;
  }

  /** The secret, if this is where it is planted. */
  private String at(Place place) {
    return planted == place ? SECRET : "hidden";
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    boolean refused = false;
    Place place =
        switch (exchange.getRequestMethod() + " " + exchange.getRequestURI()) {
          case "GET /connectors/c/config" -> Place.CONFIG;
          case "GET /connectors/c/status" -> Place.TRACE;
          case "GET /connectors/c/tasks" -> Place.TASKS;
          case "PUT /connector-plugins/a.Connector/config/validate" ->
              body.contains(WRONG) ? Place.WRONG_VALIDATION : Place.VALIDATION;
          default -> {
            refused = true;
            yield Place.REFUSAL;
          }
        };
    byte[] answer = "{\"text\":[\"%s\"]}".formatted(at(place)).getBytes(UTF_8);
    exchange.sendResponseHeaders(refused ? 400 : 200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }
}
