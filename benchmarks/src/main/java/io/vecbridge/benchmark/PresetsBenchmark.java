// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ProcessProvisioning;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whole copies of one collection with each preset of {@code config/}, on a worker of its heap. */
final class PresetsBenchmark {
  private static final List<String> PRESETS = List.of("small", "medium", "large");
  private static final Path CONFIG = Path.of("config");
  private static final int ROUNDS = 3;
  private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)g");

  private final Report report;

  PresetsBenchmark(Report report) {
    this.report = report;
  }

  void run() throws Exception {
    try (Cluster cluster =
        Cluster.start(new ProcessProvisioning(), settings("small").group("first"))) {
      cluster.worker().close();
      List<Build> presets = new ArrayList<>();
      for (String preset : PRESETS) {
        ConnectWorker worker = cluster.startWorker(settings(preset));
        presets.add(new Build(preset, CONFIG.resolve(preset), worker, new WorkerProcess(worker)));
      }
      new CopyContest(report, cluster, "Presets", ROUNDS)
          .run(
              false,
              copy -> {
                List<Contender> contenders = new ArrayList<>();
                presets.forEach(preset -> contenders.add(new PipelineCopy(copy, preset)));
                return contenders;
              },
              new Target(1, 0, 0),
              new Target(2, 0, 0));
      for (Build preset : presets) {
        preset.close();
      }
    }
  }

  private static WorkerSettings settings(String preset) throws IOException {
    Matcher heap = HEAP.matcher(Files.readString(CONFIG.resolve(preset).resolve("worker.env")));
    if (!heap.find()) {
      throw new IllegalStateException("worker.env of " + preset + " sets no heap in gigabytes");
    }
    return WorkerSettings.withPlugins("milvus-source-connector", "oceanbase-sink-connector")
        .group(preset)
        .heapMegabytes(Integer.parseInt(heap.group(1)) * 1024)
        .exactlyOnceSource()
        .withJmx();
  }
}
