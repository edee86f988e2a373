// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.server.OceanBase;
import io.vecbridge.oceanbase.sink.OceanBaseSinkTask;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows of a snapshot written into a vector index, against the same rows and an index that is
 * built afterwards, as {@code vector.index.creation=deferred} does.
 */
final class IndexBenchmark {
  private static final String DATABASE = "bench_indexes";
  private static final int BATCH = 1000;
  private static final int ROUNDS = Integer.getInteger("vecbridge.benchmark.rounds", 3);
  private static final double NANOS = 1e9;

  private final OceanBase server;
  private final Report report;

  IndexBenchmark(OceanBase server, Report report) {
    this.server = server;
    this.report = report;
  }

  void run() throws Exception {
    run(128, 20_000);
    run(768, 5_000);
  }

  private void run(int dimension, int rows) throws Exception {
    report.title("Indexes (hnsw): dim %d, %,d new rows per run".formatted(dimension, rows));
    try (OceanBaseClient client = new OceanBaseClient(server, DATABASE)) {
      for (int round = 0; round < ROUNDS; round++) {
        double immediate = seconds(rows, dimension, "vector.index.type", "hnsw");
        client.execute("DROP TABLE items");
        double without = seconds(rows, dimension);
        long began = System.nanoTime();
        client.execute("CREATE VECTOR INDEX i ON items (v) WITH (distance=l2, type=hnsw)");
        double build = (System.nanoTime() - began) / NANOS;
        client.execute("DROP TABLE items");
        report.line(
            "  immediate %.1f s; deferred %.1f s, of which the index %.1f s; ratio %.2f",
            immediate, without + build, build, immediate / (without + build));
      }
    }
  }

  private double seconds(int rows, int dimension, String... options) {
    Map<String, String> properties = new HashMap<>();
    properties.put("name", "benchmark-indexes");
    properties.put("connection.url", server.jdbcUrl() + DATABASE);
    properties.put("connection.username", server.username());
    properties.put("connection.password", server.password());
    for (int i = 0; i < options.length; i += 2) {
      properties.put(options[i], options[i + 1]);
    }
    SinkRun data = new SinkRun(rows, dimension, true);
    try (DrivenSink sink =
        new DrivenSink(
            "sink",
            new OceanBaseSinkTask(),
            properties,
            new SinkEnvelopes(DATABASE, "items", data, dimension, false),
            data,
            BATCH)) {
      return rows / sink.run();
    }
  }
}
