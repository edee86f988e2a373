// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.process.Installation;
import io.vecbridge.harness.process.Workspace;
import io.vecbridge.harness.server.PrometheusServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Prometheus with the documented settings and the shipped alerts, which scrapes one worker. */
public final class Prometheus implements AutoCloseable {
  private static final Path PAGE = Path.of("../docs/monitoring.md");
  private static final Pattern SETTINGS =
      Pattern.compile("(?m)^ *```yaml\n( *)(scrape_configs:\n.*?)^ *```", Pattern.DOTALL);
  private static final String TARGETS = "[\"worker-1:9404\", \"worker-2:9404\"]";
  private static final String ALERTS = "/opt/vecbridge/config/monitoring";

  private final PrometheusServer server;

  private Prometheus(PrometheusServer server) {
    this.server = server;
  }

  /**
   * Starts one; skips the test where none is installed.
   *
   * @param interval between two scrapes, and how long one may take: one that fails ends all series,
   *     and alerts wait again
   */
  public static Prometheus startOrSkip(Workspace workspace, URI metrics, Duration interval)
      throws IOException {
    folderOrSkip();
    PrometheusServer server = new PrometheusServer(workspace, settings(metrics, interval));
    server.start();
    return new Prometheus(server);
  }

  /** Where it is installed, with promtool. */
  static Path folderOrSkip() {
    Optional<Path> folder = Installation.ofUser().find("prometheus");
    assumeTrue(
        folder.isPresent(), "Prometheus isn't installed: bin/servers found no Debian package");
    return folder.get();
  }

  private static String settings(URI metrics, Duration interval) throws IOException {
    Matcher block = SETTINGS.matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    String documented = block.group(2).replace("\n" + block.group(1), "\n");
    assertThat(documented).contains(TARGETS, ALERTS, "15s");
    String every = interval.toMillis() + "ms";
    return "global:\n  evaluation_interval: %s\n".formatted(every)
        + documented
            .replace(TARGETS, "[\"" + metrics.getAuthority() + "\"]")
            .replace(ALERTS, Alerts.FOLDER.toAbsolutePath().normalize().toString())
            .replace("15s", every);
  }

  /** Waits until the alerts have been evaluated over scrapes: none has an error. */
  public void awaitEvaluated(int alerts, Duration within) {
    Await.until(
        "the worker is scraped",
        within,
        () -> server.query("scrape_samples_scraped > 0").size() == 1);
    Await.until(
        "all alerts are evaluated",
        within,
        () -> {
          List<JsonNode> rules = server.rules();
          return rules.size() == alerts
              && rules.stream().allMatch(rule -> rule.path("health").asText().equals("ok"));
        });
  }

  /** Waits until each query has a series; a rate needs two scrapes. */
  public void awaitSeries(List<String> queries, Duration within) {
    Await.until(
        "all queries have series",
        within,
        () -> {
          for (String query : queries) {
            if (server.query(query).isEmpty()) {
              throw new IllegalStateException(query + " has none");
            }
          }
          return true;
        });
  }

  /** The alerts that fire. */
  public Set<String> firing() throws IOException {
    Set<String> firing = new TreeSet<>();
    for (JsonNode rule : server.rules()) {
      if (rule.path("state").asText().equals("firing")) {
        firing.add(rule.path("name").asText());
      }
    }
    return firing;
  }

  @Override
  public void close() {
    server.close();
  }
}
