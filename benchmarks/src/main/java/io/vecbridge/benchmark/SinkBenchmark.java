// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.server.OceanBase;
import io.vecbridge.oceanbase.sink.OceanBaseSinkTask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The OceanBase sink against bare JDBC loops: upserts of new rows, and of rows that are there. */
final class SinkBenchmark {
  private static final String DATABASE = "bench";

  /** {@code max.poll.records} of the shipped configuration, and the sink's {@code batch.size}. */
  private static final int BATCH = 1000;

  private final OceanBase server;
  private final Report report;

  SinkBenchmark(OceanBase server, Report report) {
    this.server = server;
    this.report = report;
  }

  void run() throws Exception {
    run(768, 2_000, true, 0.9, 2);
    run(128, 6_000, true, 0.85, 0);
    run(768, 2_000, false, 0.9, 2);
  }

  private void run(int dimension, int rows, boolean newKeys, double ofBinary, double ofText)
      throws Exception {
    String table = "items" + dimension;
    SinkRun data = new SinkRun(rows, dimension, newKeys);
    try (OceanBaseClient client = new OceanBaseClient(server, DATABASE);
        DrivenSink sink = sink("sink", table, data, dimension, false);
        DrivenSink lists = sink("sink, lists of floats in", table, data, dimension, true);
        DrivenSink text =
            sink(
                "sink, bound as text", table, data, dimension, false, "vector.bind.mode", "text")) {
      sink.run();
      try (BareUpserts bareText = bare("bare loop, text", table, data, true);
          BareUpserts bareBinary = bare("bare loop, binary", table, data, false)) {
        new Contest(
                report,
                "Sink: dim %d, %d upserts of %s per run, %d per batch"
                    .formatted(
                        dimension, rows, newKeys ? "new rows" : "rows that are there", BATCH),
                5,
                11,
                List.of(sink, bareBinary, bareText, text, lists))
            .run(
                new Target(0, 1, ofBinary),
                new Target(0, 2, ofText),
                new Target(0, 3, 0),
                new Target(4, 1, 0));
      }
      requireComplete(client.count(table), data.keys(), table);
      client.execute("DROP TABLE " + table);
    }
  }

  private static void requireComplete(long stored, long written, String table) {
    if (stored != written) {
      throw new IllegalStateException(
          "Table %s holds %,d rows of %,d that the contenders wrote."
              .formatted(table, stored, written));
    }
  }

  /**
   * @param lists whether vectors come as lists of floats, not as bytes
   * @param options name and value in turn, over the defaults
   */
  private DrivenSink sink(
      String name, String table, SinkRun data, int dimension, boolean lists, String... options) {
    Map<String, String> properties = new HashMap<>();
    properties.put("name", "benchmark-sink");
    properties.put("connection.url", server.jdbcUrl() + DATABASE);
    properties.put("connection.username", server.username());
    properties.put("connection.password", server.password());
    for (int i = 0; i < options.length; i += 2) {
      properties.put(options[i], options[i + 1]);
    }
    return new DrivenSink(
        name,
        new OceanBaseSinkTask(),
        properties,
        new SinkEnvelopes(DATABASE, table, data, dimension, lists),
        data,
        BATCH);
  }

  private BareUpserts bare(String name, String table, SinkRun data, boolean text) throws Exception {
    return new BareUpserts(name, BareUpserts.connect(server, DATABASE), table, data, BATCH, text);
  }
}
