// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.ProcessProvisioning;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.process.Workspace;
import io.vecbridge.harness.server.Kafka;
import io.vecbridge.harness.server.Milvus;
import io.vecbridge.harness.server.OceanBase;
import java.util.List;

/** Starts the servers that the named benchmarks need, and runs these. */
public final class Benchmarks {
  private static final String CONVERTER = "converter";
  private static final String SINK = "sink";
  private static final String INDEXES = "indexes";
  private static final String SNAPSHOT = "snapshot";
  private static final String LOG = "log";
  private static final String MILVUS_SINK = "milvus-sink";
  private static final String PAGES = "pages";
  private static final String POLL = "poll";
  private static final String VERIFY = "verify";
  private static final String WORKER = "worker";
  private static final String DELAY = "delay";
  private static final String LIVE = "live";
  private static final String QUIET = "quiet";
  private static final String FLAT = "flat";
  private static final String COPY = "copy";
  private static final String FORMATS = "formats";
  private static final String BATCHES = "batches";
  private static final String PRESETS = "presets";
  private static final String BACK_DELAY = "back-delay";
  private static final String IDLE = "idle";
  private static final List<String> ALL =
      List.of(
          CONVERTER,
          SINK,
          INDEXES,
          SNAPSHOT,
          LOG,
          MILVUS_SINK,
          POLL,
          PAGES,
          VERIFY,
          WORKER,
          DELAY,
          LIVE,
          QUIET,
          FLAT,
          COPY,
          FORMATS,
          BATCHES,
          PRESETS,
          BACK_DELAY,
          IDLE);

  private final Report report = new Report();
  private final ProcessProvisioning servers = new ProcessProvisioning();
  private final List<String> names;

  private Benchmarks(List<String> names) {
    this.names = names;
  }

  /**
   * Runs in the checkout's root folder.
   *
   * @param names those of {@code bin/benchmark}; none for all
   */
  public static void main(String[] names) throws Exception {
    Benchmarks benchmarks = new Benchmarks(names.length == 0 ? ALL : List.of(names));
    benchmarks.converter();
    try (Workspace workspace = Workspace.create()) {
      benchmarks.oceanBase(workspace);
      benchmarks.milvus(workspace);
      benchmarks.verify(workspace);
    }
    benchmarks.worker();
  }

  private void converter() throws Exception {
    if (names.contains(CONVERTER)) {
      new ConverterBenchmark(report).run();
    }
  }

  private void worker() throws Exception {
    WorkerBenchmarks workers = new WorkerBenchmarks(report);
    if (names.contains(WORKER)) {
      new WorkerBenchmark(report).run();
    }
    if (names.contains(DELAY)) {
      workers.delay();
    }
    if (names.contains(LIVE)) {
      new LiveBenchmark(report).run();
    }
    if (names.contains(QUIET)) {
      workers.quiet();
    }
    if (names.contains(FLAT)) {
      workers.flat();
    }
    if (names.contains(COPY)) {
      new CopyBenchmark(report).run();
    }
    if (names.contains(FORMATS)) {
      new FormatsBenchmark(report).formats();
    }
    if (names.contains(BATCHES)) {
      new FormatsBenchmark(report).batches();
    }
    if (names.contains(PRESETS)) {
      new PresetsBenchmark(report).run();
    }
    BackWorkerBenchmarks back = new BackWorkerBenchmarks(report);
    if (names.contains(BACK_DELAY)) {
      back.delay();
    }
    if (names.contains(IDLE)) {
      back.idle();
    }
  }

  private void oceanBase(Workspace workspace) throws Exception {
    if (names.stream().noneMatch(List.of(SINK, INDEXES, POLL, PAGES)::contains)) {
      return;
    }
    try (OceanBase oceanBase = servers.oceanBase(workspace)) {
      oceanBase.start();
      if (names.contains(SINK)) {
        new SinkBenchmark(oceanBase, report).run();
      }
      if (names.contains(INDEXES)) {
        new IndexBenchmark(oceanBase, report).run();
      }
      if (names.contains(POLL)) {
        new PollBenchmark(oceanBase, report).run();
      }
      if (names.contains(PAGES)) {
        new PagesBenchmark(oceanBase, report).run();
      }
    }
  }

  private void milvus(Workspace workspace) throws Exception {
    boolean streamed = System.getProperty("vecbridge.benchmark.format", "2.3").equals("2.6");
    if (names.contains(LOG) && streamed) {
      try (Kafka kafka = servers.kafka(workspace)) {
        kafka.start();
        new StreamedLogBenchmark(kafka, report).run();
      }
    }
    boolean log = names.contains(LOG) && !streamed;
    if (!names.contains(SNAPSHOT) && !log && !names.contains(MILVUS_SINK)) {
      return;
    }
    try (Kafka kafka = servers.kafka(workspace);
        Milvus milvus = servers.milvus(workspace, kafka)) {
      kafka.start();
      milvus.start();
      try (MilvusClient client = new MilvusClient(milvus.uri())) {
        SourceBenchmark source = new SourceBenchmark(kafka, milvus, client, report);
        if (names.contains(SNAPSHOT)) {
          source.snapshot();
        }
        if (log) {
          source.log();
        }
        if (names.contains(MILVUS_SINK)) {
          new MilvusSinkBenchmark(milvus, report).run();
        }
      }
    }
  }

  private void verify(Workspace workspace) throws Exception {
    if (!names.contains(VERIFY)) {
      return;
    }
    try (Kafka kafka = servers.kafka(workspace);
        Milvus milvus = servers.milvus(workspace, kafka);
        OceanBase oceanBase = servers.oceanBase(workspace)) {
      kafka.start();
      milvus.start();
      oceanBase.start();
      new VerifyBenchmark(milvus, oceanBase, report).run();
    }
  }
}
