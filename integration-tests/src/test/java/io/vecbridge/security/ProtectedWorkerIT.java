// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import io.vecbridge.tool.command.ToolCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A worker whose REST interface and JMX ask for passwords, set up as docs/security.md says. */
@Tag("faults")
@ExtendWith(ClusterExtension.class)
class ProtectedWorkerIT {
  private static final Path PAGE = Path.of("../docs/security.md");
  private static final String FOLDER = "/etc/vecbridge";
  private static final Pattern EXTENSION =
      Pattern.compile("(?m)^ *(rest\\.extension\\.classes)=(.*)$");
  private static final Pattern JAAS = Pattern.compile("KafkaConnect \\{.*?\\};", Pattern.DOTALL);
  private static final Pattern JVM = Pattern.compile("export KAFKA_(?:JMX_)?OPTS=\"([^\"]*)\"");

  @TempDir private Path folder;

  @Test
  void restAndJmxRefuseCallsWithoutTheirPasswordAndTakeThoseWithIt(Cluster cluster)
      throws Exception {
    String page = Files.readString(PAGE).replace(FOLDER, folder.toString());
    int jmx = cluster.workspace().port();
    WorkerSettings settings = settings(page, jmx);
    try (ConnectWorker worker = cluster.startWorker(settings)) {
      Await.until(
          "a call with the password is answered",
          Duration.ofSeconds(60),
          () -> status(worker, "GET", "operator:Rest1") == 200);
      for (String method : new String[] {"GET", "POST"}) {
        assertThat(status(worker, method, null)).isEqualTo(401);
        assertThat(status(worker, method, "operator:other")).isEqualTo(401);
        assertThat(status(worker, method, "other:Rest1")).isEqualTo(401);
      }
      // Workers sign what they send each other, and only they can.
      assertThat(status(worker, "/connectors/a/tasks", "POST", null)).isEqualTo(400);

      assertThat(tool(worker, "")).contains("requires a user and a password.");
      assertThat(tool(worker, "connect.username=operator\nconnect.password=other\n"))
          .contains("refuses the user or the password.")
          .doesNotContain("other");
      assertThat(tool(worker, "connect.username=operator\nconnect.password=Rest1\n"))
          .contains("has no connector \"a-source\"");
      assertThat(Files.readString(worker.log())).doesNotContain("Rest1");

      checkJmx(jmx);
    }
  }

  private WorkerSettings settings(String page, int jmx) throws IOException {
    Files.writeString(folder.resolve("rest-users.properties"), "operator=Rest1\n");
    Files.writeString(folder.resolve("rest-jaas.conf"), found(JAAS, page).group());
    Files.writeString(folder.resolve("jmx-access"), "operator readonly\n");
    Path passwords = Files.writeString(folder.resolve("jmx-passwords"), "operator Jmx1\n");
    Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
    Matcher extension = found(EXTENSION, page);
    return WorkerSettings.withPlugins()
        .group("protected")
        .withOptions(options(page, jmx))
        .property(extension.group(1), extension.group(2));
  }

  /** Those of the page, besides TLS of JMX, which JmxMeasuresTest has. */
  private static List<String> options(String page, int jmx) {
    List<String> options = new ArrayList<>();
    options.add("-Djava.rmi.server.hostname=127.0.0.1");
    options.add("-Dcom.sun.management.jmxremote.port=" + jmx);
    options.add("-Dcom.sun.management.jmxremote.rmi.port=" + jmx);
    Matcher exported = JVM.matcher(page);
    while (exported.find()) {
      for (String option : exported.group(1).split(" ")) {
        if (!option.contains("ssl.config")) {
          options.add(option.replaceFirst("ssl=true$", "ssl=false"));
        }
      }
    }
    assertThat(options).hasSize(3 + 1 + 5);
    return options;
  }

  @SuppressWarnings("BanJNDI") // the address is the worker's own
  private static void checkJmx(int port) throws IOException, JMException {
    JMXServiceURL address =
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
    assertThatThrownBy(() -> JMXConnectorFactory.connect(address))
        .isInstanceOf(SecurityException.class);
    assertThatThrownBy(() -> JMXConnectorFactory.connect(address, jmxLogin("other")))
        .isInstanceOf(SecurityException.class);
    try (JMXConnector jmx = JMXConnectorFactory.connect(address, jmxLogin("Jmx1"))) {
      MBeanServerConnection beans = jmx.getMBeanServerConnection();
      assertThat(beans.getDomains()).contains("kafka.connect");
      ObjectName memory = new ObjectName(ManagementFactory.MEMORY_MXBEAN_NAME);
      assertThatThrownBy(() -> beans.invoke(memory, "gc", null, null))
          .isInstanceOf(SecurityException.class);
    }
  }

  private static Map<String, Object> jmxLogin(String password) {
    return Map.of(JMXConnector.CREDENTIALS, new String[] {"operator", password});
  }

  private static Matcher found(Pattern pattern, String page) {
    Matcher matcher = pattern.matcher(page);
    assertThat(matcher.find()).as(pattern.pattern()).isTrue();
    return matcher;
  }

  private static int status(ConnectWorker worker, String method, String login)
      throws IOException, InterruptedException {
    return status(worker, "/connectors", method, login);
  }

  private static int status(ConnectWorker worker, String path, String method, String login)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(worker.rest().resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(method.equals("POST") ? "[]" : ""));
    if (login != null) {
      byte[] bytes = login.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private String tool(ConnectWorker worker, String properties) throws IOException {
    Path file = Files.writeString(folder.resolve("tool.properties"), properties);
    StringWriter written = new StringWriter();
    PrintWriter writer = new PrintWriter(written);
    int code =
        ToolCommand.run(
            writer,
            writer,
            "check",
            "--connect",
            worker.rest().toString(),
            "--source",
            "a-source",
            "--sink",
            "a-sink",
            "--properties",
            file.toString());
    assertThat(code).as(written.toString()).isEqualTo(2);
    return written.toString();
  }
}
