// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.comparison.Comparison;
import io.vecbridge.harness.process.Await;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A whole copy of a collection into a table, or of that table into a collection, into a target that
 * isn't there before: the time is from the start until the target shows the last row.
 */
final class Copy {
  private static final Duration WITHIN = Duration.ofMinutes(5);

  /** The tables' database, and in the direction back also the source's. */
  static final String DATABASE = "copies";

  private final Cluster cluster;
  private final CopiedRows rows;
  private final boolean back;

  /**
   * @param back whether from OceanBase's table, which has the collection's name, to Milvus
   */
  Copy(Cluster cluster, CopiedRows rows, boolean back) {
    this.cluster = cluster;
    this.rows = rows;
    this.back = back;
  }

  /** A step of a copy. */
  interface Step {
    void run() throws Exception;
  }

  Cluster cluster() {
    return cluster;
  }

  CopiedRows rows() {
    return rows;
  }

  boolean isBack() {
    return back;
  }

  /**
   * Copies once and removes the copy.
   *
   * @param start moves the rows, or lets them be moved
   * @param end what is done after the copy; throws if something has failed
   * @param compared whether the copy is then compared, bit by bit
   * @return rows per second
   */
  double run(Step start, Step end, String target, boolean compared) throws Exception {
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        OceanBaseClient oceanBase = new OceanBaseClient(cluster.oceanBase(), DATABASE)) {
      long began = System.nanoTime();
      start.run();
      Await.until(
          "the copy " + target + " is complete",
          WITHIN,
          () -> isComplete(milvus, oceanBase, target));
      double rate = rows.rows() * 1e9 / (System.nanoTime() - began);
      end.run();
      if (compared) {
        requireEqual(milvus, oceanBase, target);
      }
      if (back) {
        milvus.drop(target);
      } else {
        oceanBase.execute("DROP TABLE " + OceanBaseClient.quoted(target));
      }
      return rate;
    }
  }

  /** In a table, the last key is looked for first, which costs the server nothing. */
  private boolean isComplete(MilvusClient milvus, OceanBaseClient oceanBase, String target)
      throws SQLException {
    if (back) {
      return milvus.count(target) == rows.rows();
    }
    return oceanBase.exists(target)
        && !oceanBase
            .query(
                "SELECT id FROM "
                    + OceanBaseClient.quoted(target)
                    + " WHERE id = "
                    + (rows.rows() - 1))
            .isEmpty()
        && oceanBase.count(target) == rows.rows();
  }

  private void requireEqual(MilvusClient milvus, OceanBaseClient oceanBase, String target)
      throws SQLException {
    Comparison.Result result =
        back
            ? new Comparison(milvus, target, oceanBase, rows.collection()).run()
            : new Comparison(milvus, rows.collection(), oceanBase, target).run();
    if (!result.isSame() || result.rows() != rows.rows()) {
      throw new IllegalStateException("The copy " + target + " differs: " + result.differences());
    }
  }
}
