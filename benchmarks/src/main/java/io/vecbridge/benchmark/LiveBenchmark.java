// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ProcessProvisioning;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.Server;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Changes through both connectors with the configurations that ship: how long after Milvus's
 * acknowledgement they are visible in OceanBase, and whether the delay grows.
 */
final class LiveBenchmark {
  private static final String DATABASE = "live";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int PARTS = 3;
  private static final List<LiveLoad> LOADS =
      List.of(
          new LiveLoad(128, 200, 20, 3, 10),
          new LiveLoad(768, 1000, 100, 0, 0),
          new LiveLoad(768, 3000, 100, 0, 0));

  private final Report report;

  LiveBenchmark(Report report) {
    this.report = report;
  }

  void run() throws Exception {
    try (Cluster cluster = Cluster.start(new ProcessProvisioning(), CopyBenchmark.worker());
        MilvusClient milvus = new MilvusClient(cluster.milvus().uri())) {
      for (int i = 0; i < LOADS.size(); i++) {
        follow(cluster, milvus, LOADS.get(i), "live" + i);
      }
    }
  }

  private void follow(Cluster cluster, MilvusClient milvus, LiveLoad load, String name)
      throws Exception {
    report.title(
        "Live: dim %d, %d changes/s, %d of them upserts, %d s"
            .formatted(
                load.dimension(),
                load.changesPerSecond(),
                load.upserts(),
                DelayWatch.MEASURED.toSeconds()));
    ConnectRest connect = new ConnectRest(cluster.worker().rest());
    DelayWatch watch = new DelayWatch(1, load.upserts());
    try (OceanBaseClient target = new OceanBaseClient(cluster.oceanBase(), DATABASE);
        LiveWriter writer = new LiveWriter(milvus, name, load, watch::wrote);
        Statement statement = target.connection().createStatement()) {
      writer.fill();
      Map<String, String> source =
          Map.of("topic.prefix", name, "collection.include.list", "default[.]" + name);
      Map<String, String> sink =
          Map.of("topics.regex", name + "(\\..*)?", "table.name.format", DATABASE + "." + name);
      connect.run(name + "-source", options(cluster, "milvus-source", source), SOON);
      connect.run(name + "-sink", options(cluster, "oceanbase-sink", sink), SOON);
      Await.until(
          "the snapshot is in the table",
          SOON,
          () -> target.exists(name) && target.count(name) == LiveWriter.ROWS);
      target.execute("CREATE INDEX by_n ON " + name + " (n)");

      writer.start();
      List<Duration> before = cluster.servers().stream().map(Server::cpuTime).toList();
      long began = System.nanoTime();
      long[] delays = watch.watch(last -> newest(statement, name, last));
      List<Duration> after = cluster.servers().stream().map(Server::cpuTime).toList();
      double seconds = (System.nanoTime() - began) / 1e9;
      report.line("  %.0f upserts/s were taken by Milvus", writer.stop());
      report(delays);
      List<String> cores = new ArrayList<>();
      for (int i = 0; i < before.size(); i++) {
        double each = after.get(i).minus(before.get(i)).toNanos() / 1e9 / seconds;
        cores.add(String.format(Locale.ROOT, "%s %.2f", cluster.servers().get(i).name(), each));
      }
      report.line("  cores: %s", String.join(", ", cores));
    } finally {
      connect.deleteAll();
      milvus.drop(name);
    }
  }

  private void report(long[] delays) {
    int part = delays.length / PARTS;
    List<String> medians = new ArrayList<>();
    for (int i = 0; i < PARTS; i++) {
      long[] some = Arrays.copyOfRange(delays, i * part, (i + 1) * part);
      Arrays.sort(some);
      medians.add(Long.toString(some[part / 2]));
    }
    long[] all = delays.clone();
    Arrays.sort(all);
    report.line(
        "  p50 %d ms, p95 %d ms, p99 %d ms, most %d ms; p50 of each third: %s",
        all[all.length / 2],
        all[all.length * 95 / 100],
        all[all.length * 99 / 100],
        all[all.length - 1],
        String.join(", ", medians));
  }

  private static Map<String, String> options(
      Cluster cluster, String file, Map<String, String> given) throws Exception {
    return ShippedConnector.options(CopyBenchmark.CONFIG, file, cluster, given);
  }

  private static long newest(Statement statement, String table, long last) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SELECT MAX(n) FROM " + table + " WHERE n > " + last)) {
      row.next();
      long newest = row.getLong(1);
      return row.wasNull() ? last : newest;
    }
  }
}
