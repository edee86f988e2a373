// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import io.vecbridge.monitoring.Alerts;
import io.vecbridge.monitoring.Dashboard;
import io.vecbridge.monitoring.Scrape;
import io.vecbridge.tool.command.ToolCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What both connectors tell over JMX, read from a running worker. */
@ExtendWith(ClusterExtension.class)
class SinkMetricsIT {
  private static final String SOURCE = "debezium.milvus:type=connector-metrics,context=";
  private static final String OWN = "vecbridge.milvus:type=connector-metrics,context=source";
  // Nothing fails here; ExporterRulesTest has these.
  private static final Set<String> OF_FAILURES =
      Set.of(
          "vecbridge_sink_last_error",
          "vecbridge_source_last_error",
          "vecbridge_source_table_failed");
  private static final String SINK = "vecbridge.oceanbase:type=connector-metrics,context=sink";

  @Test
  void aWorkerTellsHowMuchBothEndsHaveDone(Cluster cluster) throws Exception {
    WorkerSettings settings =
        WorkerSettings.withPlugins(
                "milvus-source-connector", "oceanbase-sink-connector", "oceanbase-source-connector")
            .group("metrics")
            .withJmx()
            .withExporter(Scrape.RULES.toAbsolutePath().normalize());
    try (ConnectWorker worker = cluster.startWorker(settings);
        ForwardPair pair = new ForwardPair(cluster, new ConnectRest(worker.rest()), "metrics");
        JMXConnector connection = worker.jmx()) {
      pair.milvus()
          .create(
              new CollectionBuilder("rows").int64Key("id").vector("v", DataType.FloatVector, 2));
      pair.milvus().insert("rows", rows(1, 2, 3, 4, 5));
      pair.start();
      pair.awaitSame("rows");
      Attributes sink =
          new Attributes(
              connection.getMBeanServerConnection(), SINK + ",server=metrics-sink,task=0");
      // Rows are seen in the table a moment before their put is counted.
      awaitRead(sink, 1 + 5);
      assertThat(sink.text("Phase")).isEqualTo("snapshot");
      assertThat(sink.number("TotalNumberOfTablesCreated")).isEqualTo(1);
      assertThat(sink.number("TotalNumberOfUpserts")).isEqualTo(5);

      // Keys of their own, so that no put folds two changes into one.
      pair.milvus().insert("rows", rows(6, 7, 8));
      pair.milvus().upsert("rows", rows(1));
      pair.milvus().delete("rows", "id", 2L);
      pair.awaitSame("rows");
      // The schema change event, 5 + 3 + 1 rows, the delete and its tombstone.
      awaitRead(sink, 1 + 5 + 3 + 1 + 2);

      checkSink(sink);
      checkSource(connection.getMBeanServerConnection());
      checkCollections(connection.getMBeanServerConnection());
      checkStatus(cluster, worker, pair);
      checkScrape(cluster, worker);
      new ConnectRest(worker.rest()).restart(pair.sinkName());
      Await.until(
          "the restarted task counts from zero",
          ForwardPair.SOON,
          () -> sink.number("TotalNumberOfRecordsRead") == 0);
      assertThat(sink.text("Phase")).isEqualTo("waiting");
    }
  }

  /** What Prometheus reads of the worker has all that the dashboard and the alerts show. */
  private static void checkScrape(Cluster cluster, ConnectWorker worker) throws Exception {
    new ConnectRest(worker.rest())
        .run(
            "metrics-back",
            Map.of(
                "connector.class", "io.vecbridge.oceanbase.source.OceanBaseSourceConnector",
                "tasks.max", "1",
                "topic.prefix", "metrics_back",
                "connection.url", cluster.oceanBase().jdbcUrl(),
                "connection.username", cluster.oceanBase().username(),
                "connection.password", cluster.oceanBase().password(),
                "table.include.list", "metrics\\..*",
                "precheck.skip", "exactly.once.required"),
            ForwardPair.SOON);
    Set<String> expected = new TreeSet<>(Dashboard.read().metrics());
    expected.addAll(Alerts.metrics());
    expected.removeAll(OF_FAILURES);
    Await.until(
        "the table is polled",
        ForwardPair.SOON,
        () -> {
          List<String> lines = Scrape.of(worker.metrics()).lines();
          return value(lines, "vecbridge_source_table_polls_total") > 0
              && lines.contains(
                  "vecbridge_source_table_phase{connector=\"metrics_back\",phase=\"streaming\","
                      + "system=\"oceanbase\",table=\"metrics.rows\",task=\"0\"} 1.0");
        });
    List<String> lines = Scrape.of(worker.metrics()).lines();
    assertThat(value(lines, "vecbridge_source_table_position_age_seconds"))
        .isBetween(0.0, value(lines, "vecbridge_source_undo_retention_seconds") - 1);
    assertThat(Scrape.of(worker.metrics()).names()).containsAll(expected);
  }

  /** Of the source of OceanBase. */
  private static double value(List<String> lines, String metric) {
    return lines.stream()
        .filter(line -> line.startsWith(metric + "{connector=\"metrics_back\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(0);
  }

  /** The operator's tool shows what REST, Kafka, Milvus and JMX tell. */
  private static void checkStatus(Cluster cluster, ConnectWorker worker, ForwardPair pair) {
    List<String> arguments =
        List.of(
            "status",
            "--connect",
            worker.rest().toString(),
            "--kafka",
            cluster.kafka().bootstrapServers(),
            "--source",
            pair.sourceName(),
            "--sink",
            pair.sinkName(),
            "--jmx",
            worker.jmxAddress());
    Await.until(
        "the sink's offsets are committed",
        ForwardPair.SOON,
        () -> status(arguments, 0).contains("1 object, 0 records to write"));
    assertThat(status(arguments, 0))
        .contains("metrics-source  RUNNING  1/1 tasks", "metrics-sink    RUNNING  1/1 tasks")
        .containsPattern(
            "metrics.rows +metrics.rows +streaming +[0-9.]+ s +0 +0 +0 +[0-9.]+ (h|days)")
        .contains("0 conflicts, 0 bad records, 0 retries");
    assertThat(status(Stream.concat(arguments.stream(), Stream.of("--output", "json")).toList(), 0))
        .contains("\"good\":true", "\"source\":\"metrics.rows\"", "\"records\":0");
  }

  private static String status(List<String> arguments, int code) {
    StringWriter written = new StringWriter();
    PrintWriter writer = new PrintWriter(written);
    assertThat(ToolCommand.run(writer, writer, arguments.toArray(new String[0])))
        .as(written.toString())
        .isEqualTo(code);
    return written.toString();
  }

  private static void awaitRead(Attributes sink, long records) {
    Await.until(
        records + " records are counted",
        ForwardPair.SOON,
        () -> sink.number("TotalNumberOfRecordsRead") == records);
  }

  private static void checkSink(Attributes sink) throws JMException, IOException {
    assertThat(sink.text("Phase")).isEqualTo("streaming");
    assertThat(sink.number("TotalNumberOfUpserts")).isEqualTo(9);
    // Twice, if the delete and its tombstone came in two puts.
    assertThat(sink.number("TotalNumberOfDeletes")).isBetween(1L, 2L);
    for (String none :
        new String[] {"ErrantRecords", "Conflicts", "Skipped", "Truncates", "Retries"}) {
      assertThat(sink.number("TotalNumberOf" + none)).as(none).isZero();
    }
    assertThat(sink.text("LastError")).isEmpty();
    assertThat(sink.number("TotalNumberOfTablesAltered")).isZero();
    // A key and two floats each.
    assertThat(sink.number("TotalBytes")).isGreaterThanOrEqualTo(9 * 16);
    assertThat(sink.number("TotalNumberOfBatches")).isBetween(2L, 12L);
    assertThat(sink.number("LastBatchSize")).isBetween(1L, 6L);
    assertThat(sink.number("MaxBatchSize")).isBetween(1L, 6L);
    long longest = sink.number("MaxBatchMillis");
    assertThat(longest).isPositive();
    assertThat(sink.number("LastBatchMillis")).isBetween(0L, longest);
    assertThat(sink.number("TotalBatchMillis")).isGreaterThanOrEqualTo(longest);
    assertThat(sink.number("MilliSecondsBehindSource")).isBetween(0L, ForwardPair.SOON.toMillis());
  }

  private static void checkSource(MBeanServerConnection worker) throws JMException, IOException {
    Attributes snapshot = new Attributes(worker, SOURCE + "snapshot,server=metrics,task=0");
    assertThat(snapshot.flag("SnapshotRunning")).isFalse();
    assertThat(snapshot.flag("SnapshotCompleted")).isTrue();
    assertThat(snapshot.number("SnapshotDurationInSeconds")).isNotNegative();
    assertThat(snapshot.counts("RowsScanned")).containsOnly(Map.entry("metrics.rows", 5L));

    Attributes streaming = new Attributes(worker, SOURCE + "streaming,server=metrics,task=0");
    assertThat(streaming.number("TotalNumberOfCreateEventsSeen")).isEqualTo(3);
    assertThat(streaming.number("TotalNumberOfUpdateEventsSeen")).isEqualTo(1);
    assertThat(streaming.number("TotalNumberOfDeleteEventsSeen")).isEqualTo(1);
    assertThat(streaming.number("TotalNumberOfEventsSeen")).isEqualTo(10);
    assertThat(streaming.number("MilliSecondsBehindSource"))
        .isBetween(0L, ForwardPair.SOON.toMillis());
    assertThat(streaming.number("MilliSecondsSinceLastEvent")).isNotNegative();
    assertThat(streaming.number("QueueRemainingCapacity")).isPositive();
    assertThat(streaming.number("CurrentQueueSizeInBytes")).isNotNegative();
    assertThat(streaming.get("SourceEventPosition").toString()).isNotEmpty();
  }

  private static void checkCollections(MBeanServerConnection worker)
      throws JMException, IOException {
    Attributes source = new Attributes(worker, OWN + ",server=metrics,task=0");
    CompositeData rows = source.row("Collections", "metrics.rows");
    assertThat(rows.get("phase")).isEqualTo("streaming");
    assertThat(rows.get("snapshotRowsRead")).isEqualTo(5L);
    assertThat(rows.get("snapshotProgress")).isEqualTo(100.0);
    assertThat(source.number("TotalNumberOfGaps")).isZero();
    assertThat(source.text("LastError")).isEmpty();
    Await.until(
        "nothing waits for a tick", ForwardPair.SOON, () -> source.number("HeldBytes") == 0);
    TabularData channels = (TabularData) source.get("Channels");
    assertThat(channels.size()).isPositive();
    for (Object entry : channels.values()) {
      CompositeData channel = (CompositeData) ((CompositeData) entry).get("value");
      assertThat((Long) channel.get("position")).isPositive();
      assertThat((Long) channel.get("distanceToBeginning"))
          .isEqualTo((Long) channel.get("position") - (Long) channel.get("beginning"));
      assertThat((Long) channel.get("lastTickMillis")).isPositive();
    }
  }

  private static Columns rows(long... ids) {
    float[] vectors = new float[ids.length * 2];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = i / 3f;
    }
    return new Columns(ids.length).int64("id", ids).floatVector("v", 2, vectors);
  }

  /** The attributes of one MBean. */
  private record Attributes(MBeanServerConnection worker, String name) {
    Object get(String attribute) throws JMException, IOException {
      return worker.getAttribute(new ObjectName(name), attribute);
    }

    long number(String attribute) throws JMException, IOException {
      return ((Number) get(attribute)).longValue();
    }

    boolean flag(String attribute) throws JMException, IOException {
      return (Boolean) get(attribute);
    }

    String text(String attribute) throws JMException, IOException {
      return (String) get(attribute);
    }

    CompositeData row(String attribute, String key) throws JMException, IOException {
      TabularData table = (TabularData) get(attribute);
      return (CompositeData) table.get(new Object[] {key}).get("value");
    }

    Map<String, Long> counts(String attribute) throws JMException, IOException {
      Map<String, Long> counts = new HashMap<>();
      for (Object row : ((TabularData) get(attribute)).values()) {
        CompositeData entry = (CompositeData) row;
        counts.put((String) entry.get("key"), (Long) entry.get("value"));
      }
      return counts;
    }
  }
}
