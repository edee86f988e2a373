// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Follows a collection while it changes at a steady pace, with both connectors of a build: how long
 * after Milvus's acknowledgement the changes are visible in OceanBase.
 */
final class LiveRun {
  private static final String DATABASE = "live";
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Report report;
  private final Cluster cluster;
  private final MilvusClient milvus;
  private int runs;

  LiveRun(Report report, Cluster cluster, MilvusClient milvus) {
    this.report = report;
    this.cluster = cluster;
    this.milvus = milvus;
  }

  /**
   * Makes a collection, copies it and follows it, and reports what each server took meanwhile.
   *
   * @return the delays in milliseconds, in the order of the writes
   */
  long[] run(Build build, LiveLoad load) throws Exception {
    String name = "live_" + build.name() + ++runs;
    ConnectRest connect = new ConnectRest(build.worker().rest());
    DelayWatch watch = new DelayWatch(1, load.upserts());
    try (OceanBaseClient target = new OceanBaseClient(cluster.oceanBase(), DATABASE);
        LiveWriter writer = new LiveWriter(milvus, name, load, watch::wrote);
        Statement statement = target.connection().createStatement()) {
      writer.fill();
      Map<String, String> source =
          Map.of("topic.prefix", name, "collection.include.list", "default[.]" + name);
      Map<String, String> sink =
          Map.of("topics.regex", name + "(\\..*)?", "table.name.format", DATABASE + "." + name);
      connect.run(name + "-source", options(build, "milvus-source", source), SOON);
      connect.run(name + "-sink", options(build, "oceanbase-sink", sink), SOON);
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
      List<String> cores = new ArrayList<>();
      for (int i = 0; i < before.size(); i++) {
        double each = after.get(i).minus(before.get(i)).toNanos() / 1e9 / seconds;
        cores.add(String.format(Locale.ROOT, "%s %.2f", cluster.servers().get(i).name(), each));
      }
      report.line(
          "  %s: %.0f upserts/s were taken by Milvus; cores: %s",
          build.name(), writer.stop(), String.join(", ", cores));
      return delays;
    } finally {
      connect.deleteAll();
      milvus.drop(name);
    }
  }

  private Map<String, String> options(Build build, String file, Map<String, String> given)
      throws Exception {
    return ShippedConnector.options(build.configurations(), file, cluster, given);
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
