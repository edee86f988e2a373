// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.server.Kafka;
import io.vecbridge.harness.server.Milvus;
import java.time.Instant;
import java.util.List;

/** The Milvus source against bare readers of the same collection and of the same log. */
final class SourceBenchmark {
  private final Kafka kafka;
  private final Milvus milvus;
  private final MilvusClient client;
  private final Report report;
  private final List<FilledCollection> collections;

  SourceBenchmark(Kafka kafka, Milvus milvus, MilvusClient client, Report report) {
    this.kafka = kafka;
    this.milvus = milvus;
    this.client = client;
    this.report = report;
    this.collections =
        List.of(
            FilledCollection.create(client, 768, 60_000),
            FilledCollection.create(client, 128, 240_000));
  }

  void snapshot() throws Exception {
    for (FilledCollection collection : collections) {
      contest("Snapshot", collection, new BarePager(client, collection), "initial")
          .run(new Target(0, 2, 0.85), new Target(1, 2, 0.6));
    }
  }

  void log() throws Exception {
    for (FilledCollection collection : collections) {
      BareConsumer bare = new BareConsumer(kafka, collection, collection.topic(client), false);
      contest("Log", collection, bare, "no_data")
          .run(new Target(0, 2, collection.dimension() == 768 ? 0.6 : 0), new Target(1, 2, 0));
    }
  }

  private Contest contest(
      String title, FilledCollection collection, Contender bare, String snapshotMode) {
    return new Contest(
        report,
        "%s: dim %d, %d rows per run".formatted(title, collection.dimension(), collection.rows()),
        1,
        5,
        List.of(
            source(collection, "bytes", snapshotMode),
            source(collection, "array", snapshotMode),
            bare));
  }

  private Contender source(FilledCollection collection, String encoding, String snapshotMode) {
    return new DrivenSource(
        "source, " + encoding,
        milvus.uri(),
        kafka,
        collection,
        "vector.encoding",
        encoding,
        "snapshot.mode",
        snapshotMode,
        "change.log.start.timestamp",
        Instant.ofEpochMilli(collection.before()).toString());
  }
}
