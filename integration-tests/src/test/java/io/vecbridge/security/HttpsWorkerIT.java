// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.testing.CertificateAuthority;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import io.vecbridge.tool.Vecbridge;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers with the HTTPS listener of docs/security.md, which only clients with certificates may
 * enter, each other and {@code vecbridge} among them.
 */
@ExtendWith(ClusterExtension.class)
class HttpsWorkerIT {
  private static final Path PAGE = Path.of("../docs/security.md");
  private static final String FOLDER = "/etc/vecbridge/";
  private static final Pattern LISTENER =
      Pattern.compile("(?m)^ *(listeners\\.https\\.[a-z.]+)=(.*)$");
  private static final String UNREACHABLE = "can't be reached: ";

  @TempDir private Path folder;

  @Test
  void onlyClientsWithATrustedCertificateAreServedAndWorkersAreSome(Cluster cluster)
      throws Exception {
    CertificateAuthority authority = new CertificateAuthority(folder, "authority");
    CertificateAuthority stranger = new CertificateAuthority(folder, "stranger");
    authority.issue("worker");
    authority.issue("operator", "EC", "operator");
    stranger.issue("other", "EC", "other");
    WorkerSettings settings = settings(authority);
    try (ConnectWorker one = cluster.startWorker(settings);
        ConnectWorker two = cluster.startWorker(settings)) {
      // One of them is the leader, whom the other one asks.
      Await.until(
          "both workers know that there is no such connector",
          Duration.ofSeconds(60),
          () -> deleted(one) == 404 && deleted(two) == 404);

      assertThat(tool(one, new OtherJvm())).contains(UNREACHABLE, "PKIX path building failed");
      assertThat(tool(one, OtherJvm.trusting(authority)))
          .contains(UNREACHABLE)
          .doesNotContain("PKIX");
      assertThat(tool(one, OtherJvm.trusting(authority).showing(stranger.keyStore("other"))))
          .contains(UNREACHABLE)
          .doesNotContain("PKIX");
      assertThat(tool(one, OtherJvm.trusting(authority).showing(authority.keyStore("operator"))))
          .contains("has no connector \"a-source\"");
    }
  }

  /** Those of the page, with the files of the test. */
  private WorkerSettings settings(CertificateAuthority authority) throws IOException {
    Files.move(authority.keyStore("worker"), folder.resolve("worker.p12"));
    Files.move(authority.trustStore(), folder.resolve("clients.p12"));
    WorkerSettings settings =
        WorkerSettings.withPlugins().group("https").property("rest.advertised.listener", "https");
    Matcher listener = LISTENER.matcher(Files.readString(PAGE));
    int found = 0;
    for (; listener.find(); found++) {
      String value = listener.group(2).replace(FOLDER, folder + "/");
      settings =
          settings.property(
              listener.group(1),
              listener.group(1).endsWith(".password") ? CertificateAuthority.PASSWORD : value);
    }
    assertThat(found).isEqualTo(7);
    return settings;
  }

  private static int deleted(ConnectWorker worker) throws IOException, InterruptedException {
    URI none = worker.rest().resolve("/connectors/none");
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(none).timeout(Duration.ofSeconds(30)).DELETE().build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static String tool(ConnectWorker worker, OtherJvm jvm) throws IOException {
    String address = worker.securedRest().toString();
    return jvm.run(
        Vecbridge.class, "check", "--connect", address, "--source", "a-source", "--sink", "a-sink");
  }
}
