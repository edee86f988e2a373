// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.process.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.management.MalformedObjectNameException;
import org.junit.jupiter.api.Test;

/** A Prometheus that scrapes the beans of this JVM, through the rules of the exporter. */
class PrometheusTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void everyQueryHasSeriesAndAnAlertFiresWithItsMetric() throws Exception {
    Prometheus.folderOrSkip();
    HttpServer exporter = exporter();
    URI metrics = URI.create("http://127.0.0.1:" + exporter.getAddress().getPort() + "/metrics");
    try (WorkerBeans beans = new WorkerBeans();
        Workspace workspace = Workspace.create();
        Prometheus prometheus =
            Prometheus.startOrSkip(workspace, metrics, Duration.ofMillis(500))) {
      prometheus.awaitEvaluated(Alerts.rules().size(), SOON);
      assertThat(prometheus.firing()).isEmpty();
      List<String> queries = new ArrayList<>(Dashboard.read().queries());
      // No table of these beans waits for its snapshot.
      queries.removeIf(query -> query.contains("phase=\"queued\""));
      prometheus.awaitSeries(queries, SOON);
      beans.sink().errant(1, "A record can't be written.");
      Await.until(
          "the alert about dead letters fires",
          SOON,
          () -> prometheus.firing().contains("VecbridgeDeadLetters"));
      assertThat(prometheus.firing()).containsExactly("VecbridgeDeadLetters");
    } finally {
      exporter.stop(0);
    }
  }

  private static HttpServer exporter() throws IOException, MalformedObjectNameException {
    PrometheusRegistry registry = Scrape.exporter();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] text = Scrape.text(registry);
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
    return server;
  }
}
