// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.server.Milvus;
import io.vecbridge.milvus.sink.MilvusSinkTask;
import java.util.List;
import java.util.Map;

/** The Milvus sink against a bare loop that sends prepared columns: upserts, acknowledged. */
final class MilvusSinkBenchmark {
  /** {@code max.poll.records} of the shipped configuration. */
  private static final int BATCH = 2_000;

  private final Milvus server;
  private final Report report;

  MilvusSinkBenchmark(Milvus server, Report report) {
    this.server = server;
    this.report = report;
  }

  void run() throws Exception {
    run(768, 4_000);
    run(128, 12_000);
  }

  private void run(int dimension, int rows) throws Exception {
    String collection = "sunk" + dimension;
    SinkRun data = new SinkRun(rows, dimension, false);
    try (MilvusClient client = new MilvusClient(server.uri())) {
      client.create(
          new CollectionBuilder(collection)
              .int64Key("id")
              .vector("v", DataType.FloatVector, dimension));
      client.release(collection);
      try (DrivenSink bytes = sink("sink", collection, data, dimension, false);
          DrivenSink lists = sink("sink, lists of floats in", collection, data, dimension, true)) {
        PreparedUpserts bare = new PreparedUpserts(client, collection, data, dimension, BATCH);
        new Contest(
                report,
                "Milvus sink: dim %d, %d upserts per run, %d per batch"
                    .formatted(dimension, rows, BATCH),
                3,
                11,
                List.of(bytes, lists, bare))
            .run(new Target(0, 2, 0.85), new Target(1, 2, 0));
      }
      client.drop(collection);
    }
  }

  /**
   * @param lists whether vectors come as lists of floats, not as bytes
   */
  private DrivenSink sink(
      String name, String collection, SinkRun data, int dimension, boolean lists) {
    return new DrivenSink(
        name,
        new MilvusSinkTask(),
        Map.of("name", "benchmark-sink", "milvus.uri", server.uri(), "milvus.database", "default"),
        new SinkEnvelopes("bench", collection, data, dimension, lists),
        data,
        BATCH);
  }
}
