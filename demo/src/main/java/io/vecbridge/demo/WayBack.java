// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.MilvusClient;
import java.util.List;

/** The business moves to OceanBase, and Milvus follows. */
final class WayBack {
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
   * Nobody writes to Milvus any more: the operator's tool ends the pair and starts the way back.
   */
  List<String> switchOver() throws Exception {
    List<String> lines =
        new OperatorTool(cluster)
            .run("switch-over", "start", "--yes", "--folder", Connectors.SWITCH_OVER.toString());
    connectors.switchedOver();
    return lines;
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
