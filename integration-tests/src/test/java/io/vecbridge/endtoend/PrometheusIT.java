// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import io.vecbridge.monitoring.Alerts;
import io.vecbridge.monitoring.Dashboard;
import io.vecbridge.monitoring.Prometheus;
import io.vecbridge.monitoring.Scrape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A Prometheus that scrapes a worker with the exporter's agent, as docs/monitoring.md sets up. */
@ExtendWith(ClusterExtension.class)
class PrometheusIT {
  // The alert about a failed task waits for a minute.
  private static final Duration FIRES = Duration.ofMinutes(3);

  @Test
  void theDashboardHasSeriesAndTheAlertsOfARunningWorkerFire(Cluster cluster) throws Exception {
    WorkerSettings settings =
        WorkerSettings.withPlugins("milvus-source-connector", "oceanbase-sink-connector")
            .group("prometheus")
            .withExporter(Scrape.RULES.toAbsolutePath().normalize());
    try (ConnectWorker worker = cluster.startWorker(settings);
        Prometheus prometheus =
            Prometheus.startOrSkip(cluster.workspace(), worker.metrics(), Duration.ofSeconds(5));
        KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers());
        ForwardPair pair = new ForwardPair(cluster, new ConnectRest(worker.rest()), "prometheus")) {
      pair.milvus()
          .create(
              new CollectionBuilder("rows").int64Key("id").vector("v", DataType.FloatVector, 2));
      pair.milvus().insert("rows", row(1));
      pair.startSource(Map.of());
      pair.startSink(
          Map.of(
              "errors.tolerance", "all",
              "errors.deadletterqueue.topic.name", "prometheus_bad_records",
              "errors.deadletterqueue.topic.replication.factor", "1"));
      pair.awaitSame("rows");
      prometheus.awaitEvaluated(Alerts.rules().size(), ForwardPair.SOON);
      prometheus.awaitSeries(queriesOfThePair(), ForwardPair.SOON);
      assertThat(prometheus.firing()).isEmpty();

      byte[] row = kafka.read(pair.topic("rows"), IsolationLevel.READ_COMMITTED).get(0).value();
      kafka.send(List.of(new ProducerRecord<>(pair.topic("rows"), null, row)));
      awaitFiring(prometheus, "VecbridgeDeadLetters");

      pair.startSink(Map.of());
      kafka.send(List.of(new ProducerRecord<>(pair.topic("rows"), null, row)));
      awaitFiring(prometheus, "VecbridgeTaskFailed");
    }
  }

  /** Those that need no OceanBase source, no failure and no queue. */
  private static List<String> queriesOfThePair() throws Exception {
    List<String> queries = new ArrayList<>(Dashboard.read().queries());
    queries.removeIf(
        query ->
            query.contains("phase=\"queued\"")
                || query.contains("last_error")
                || query.contains("blocked{")
                || query.contains("table_failed")
                || query.contains("position_age")
                || query.contains("undo_retention")
                || query.contains("polls"));
    return queries;
  }

  private static void awaitFiring(Prometheus prometheus, String alert) {
    Await.until(alert + " fires", FIRES, () -> prometheus.firing().contains(alert));
  }

  private static Columns row(long id) {
    return new Columns(1).int64("id", id).floatVector("v", 2, id, 1f);
  }
}
