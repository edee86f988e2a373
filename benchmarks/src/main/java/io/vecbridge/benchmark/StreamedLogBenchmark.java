// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.server.Kafka;
import java.time.Instant;
import java.util.List;

/** The Milvus source against a bare consumer of the same log, in the format of Milvus 2.6. */
final class StreamedLogBenchmark {
  private final Kafka kafka;
  private final Report report;

  StreamedLogBenchmark(Kafka kafka, Report report) {
    this.kafka = kafka;
    this.report = report;
  }

  void run() throws Exception {
    contest(768, 60_000, 0.6);
    contest(128, 240_000, 0);
  }

  private void contest(int dimension, int rows, double target) throws Exception {
    FilledCollection collection =
        new FilledCollection("items" + dimension, dimension, rows, System.currentTimeMillis());
    StreamedLog log = new StreamedLog(collection);
    log.write(kafka);
    try (DescribedMilvus milvus = new DescribedMilvus(log.description())) {
      new Contest(
              report,
              "Log of 2.6: dim %d, %d rows per run".formatted(dimension, rows),
              1,
              5,
              List.of(
                  source(milvus, collection, "bytes"),
                  source(milvus, collection, "array"),
                  new BareConsumer(kafka, collection, log.topic(), true)))
          .run(new Target(0, 2, target), new Target(1, 2, 0));
    }
  }

  private Contender source(DescribedMilvus milvus, FilledCollection collection, String encoding) {
    return new DrivenSource(
        "source, " + encoding,
        milvus.uri(),
        kafka,
        collection,
        "vector.encoding",
        encoding,
        "snapshot.mode",
        "no_data",
        "change.log.start.timestamp",
        Instant.ofEpochMilli(collection.before()).toString());
  }
}
