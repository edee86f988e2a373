// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.MilvusClient;
import java.util.List;
import java.util.function.Function;

/**
 * Contests of whole copies: one for each size, over a collection, or a table with its rows, that is
 * made for it.
 */
final class CopyContest {
  private static final int[][] SIZES = {{128, 100_000}, {768, 20_000}};

  /** A worker that has just started spends a third of its CPU time on compiling. */
  private static final int WARM_UPS = 3;

  private final Report report;
  private final Cluster cluster;
  private final String title;
  private final int rounds;

  /**
   * @param rounds how many count
   */
  CopyContest(Report report, Cluster cluster, String title, int rounds) {
    this.report = report;
    this.cluster = cluster;
    this.title = title;
    this.rounds = rounds;
  }

  /**
   * Runs the contests of one direction.
   *
   * @param back whether from OceanBase to Milvus
   */
  void run(boolean back, Function<Copy, List<Contender>> contenders, Target... targets)
      throws Exception {
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri())) {
      for (int[] size : SIZES) {
        Copy copy = new Copy(cluster, CopiedRows.create(milvus, size[0], size[1]), back);
        if (back) {
          new ScriptCopy(new Copy(cluster, copy.rows(), false), "binary")
              .script(copy.rows().collection());
        }
        String what =
            "%s, whole copy %s: dim %d, %d rows"
                .formatted(title, back ? "back" : "forward", size[0], size[1]);
        new Contest(report, what, WARM_UPS, rounds, contenders.apply(copy)).run(targets);
        milvus.drop(copy.rows().collection());
      }
    }
  }
}
