// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.connect.Drain;
import java.time.Duration;
import java.util.List;

/** The business moves to OceanBase, and Milvus follows. */
final class WayBack {
  private static final Duration DRAINED_WITHIN = Duration.ofSeconds(60);
  private static final int LIVE_SECONDS = 6;

  private final Screen screen;
  private final Cluster cluster;
  private final Connectors connectors;
  private final MilvusClient milvus;
  private final List<DemoCollection> collections;

  WayBack(
      Screen screen,
      Cluster cluster,
      Connectors connectors,
      MilvusClient milvus,
      List<DemoCollection> collections) {
    this.screen = screen;
    this.cluster = cluster;
    this.connectors = connectors;
    this.milvus = milvus;
    this.collections = collections;
  }

  /**
   * Nobody writes to Milvus any more: waits until everything has arrived, stops the pair, notes the
   * SCN, and starts the way back from it.
   */
  List<String> switchOver() throws Exception {
    long stoppedAt = milvus.allocTimestamp();
    try (KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers())) {
      new Drain(cluster.connect(), kafka)
          .await(
              Connectors.SOURCE_NAME,
              Connectors.SINK_NAME,
              Connectors.topics(kafka, Connectors.PREFIX, collections),
              stoppedAt,
              DRAINED_WITHIN);
    }
    connectors.removeAll();
    try (OceanBaseClient oceanBase = new OceanBaseClient(cluster.oceanBase(), "default")) {
      String scn = oceanBase.query("SELECT current_scn()").get(0);
      String source = connectors.postBackSource(scn);
      for (DemoCollection collection : collections) {
        // The first changes; a topic is made with its first record.
        oceanBase.execute(
            "UPDATE `%s` SET `%s` = `%2$s` + 1 ORDER BY `%s` LIMIT 1"
                .formatted(collection.name(), DemoCollection.REVISION, collection.keyField()));
      }
      return List.of(source, connectors.postBackSink(collections));
    }
  }

  /** Changes rows by SQL, shows both sides, and measures how soon Milvus shows the changes. */
  void live() throws Exception {
    try (Tables tables = Tables.open(cluster.oceanBase());
        DelayProbe probe = new DelayProbe(new Glance(milvus));
        TableChanges changes =
            new TableChanges(cluster.oceanBase(), collections.get(0), collections.get(1), probe)) {
      SideBySide sides = new SideBySide(new Glance(milvus), tables, collections);
      sides.watch(screen, LIVE_SECONDS, changes.pace(), probe);
      new DelayReport(
              List.of("inserts", "updates", "deletes"),
              List.of(changes.inserts(), changes.updates(), changes.deletes()),
              "OceanBase's commit",
              probe)
          .lines()
          .forEach(screen::line);
    }
  }
}
