// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.server.Milvus;
import io.vecbridge.harness.server.OceanBase;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * A complete comparison by {@code vecbridge verify} against a bare pager of the collection, and
 * against a bare loop that reads both sides out.
 */
final class VerifyBenchmark {
  private static final String NAME = "verified";
  private static final int DIMENSION = 768;
  private static final int ROWS = 40_000;
  private static final int ROWS_PER_INSERT = 1_000;

  private final Milvus milvus;
  private final OceanBase oceanBase;
  private final Report report;

  VerifyBenchmark(Milvus milvus, OceanBase oceanBase, Report report) {
    this.milvus = milvus;
    this.oceanBase = oceanBase;
    this.report = report;
  }

  void run() throws Exception {
    try (MilvusClient client = new MilvusClient(milvus.uri());
        OceanBaseClient tables = new OceanBaseClient(oceanBase, NAME)) {
      FilledCollection collection = FilledCollection.create(client, NAME, DIMENSION, ROWS);
      fill(tables);
      BarePager pager = new BarePager(client, collection);
      new Contest(
              report,
              "Verify: dim %d, %d rows per run".formatted(DIMENSION, ROWS),
              1,
              5,
              List.of(
                  new WholeComparison(milvus, oceanBase, NAME, collection),
                  pager,
                  new BareReadout(pager, tables, collection)))
          .run(new Target(0, 1, 0.4), new Target(0, 2, 4));
    }
  }

  /** The rows of the collection, as the sink stores them. */
  private static void fill(OceanBaseClient client) throws SQLException {
    client.execute(
        "CREATE TABLE " + NAME + " (id BIGINT PRIMARY KEY, v VECTOR(" + DIMENSION + "))");
    String insert = "INSERT INTO " + NAME + " VALUES (?, ?)";
    try (PreparedStatement statement = client.connection().prepareStatement(insert)) {
      for (int first = 0; first < ROWS; first += ROWS_PER_INSERT) {
        byte[][] vectors = RandomVectors.bytes(first, ROWS_PER_INSERT, DIMENSION);
        for (int row = 0; row < vectors.length; row++) {
          statement.setLong(1, first + row);
          statement.setBytes(2, vectors[row]);
          statement.addBatch();
        }
        statement.executeBatch();
      }
    }
    Compaction.run(client, List.of(NAME));
  }
}
