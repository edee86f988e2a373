// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.testing.CertificateAuthority;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import io.vecbridge.tool.command.ToolCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker whose REST interface and JMX ask for passwords, the latter over TLS, set up as
 * docs/security.md says.
 */
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
    CertificateAuthority authority = new CertificateAuthority(folder, "authority");
    authority.issue("worker");
    WorkerSettings settings = settings(page, jmx, authority.keyStore("worker"));
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

      checkJmx("127.0.0.1:" + jmx, authority);
    }
  }

  private WorkerSettings settings(String page, int jmx, Path keys) throws IOException {
    Files.writeString(folder.resolve("rest-users.properties"), "operator=Rest1\n");
    Files.writeString(folder.resolve("rest-jaas.conf"), found(JAAS, page).group());
    Files.writeString(folder.resolve("jmx-access"), "operator readonly\n");
    writePrivately("jmx-passwords", "operator Jmx1\n");
    writePrivately(
        "jmx-ssl.properties",
        "javax.net.ssl.keyStore=%s\njavax.net.ssl.keyStorePassword=%s\n"
            .formatted(keys, CertificateAuthority.PASSWORD));
    Matcher extension = found(EXTENSION, page);
    return WorkerSettings.withPlugins()
        .group("protected")
        .withOptions(options(page, jmx))
        .property(extension.group(1), extension.group(2));
  }

  private void writePrivately(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** Those of the page, and what JMX_PORT stands for. */
  private static List<String> options(String page, int jmx) {
    List<String> options = new ArrayList<>();
    options.add("-Djava.rmi.server.hostname=127.0.0.1");
    options.add("-Dcom.sun.management.jmxremote.port=" + jmx);
    options.add("-Dcom.sun.management.jmxremote.rmi.port=" + jmx);
    Matcher exported = JVM.matcher(page);
    while (exported.find()) {
      options.addAll(List.of(exported.group(1).split(" ")));
    }
    assertThat(options).hasSize(3 + 1 + 6);
    return options;
  }

  private static void checkJmx(String address, CertificateAuthority authority) throws IOException {
    assertThat(
            OtherJvm.trusting(authority)
                .run(JmxCalls.class, address, "operator", "", "other", "Jmx1")
                .lines())
        .containsExactly("refused", "refused", "reads true", "calls false");
    assertThat(new OtherJvm().run(JmxCalls.class, address, "operator", "Jmx1"))
        .startsWith("not reached")
        .contains("SSLHandshakeException");
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
