// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ProcessProvisioning;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whole copies in both directions, with the configurations that ship, against scripts, and against
 * the connectors of another checkout if {@code -Dvecbridge.benchmark.old} names one that is
 * packaged.
 */
final class CopyBenchmark {
  static final Path CONFIG = Path.of("config");

  private static final String[] MODULES = {
    "milvus-source-connector",
    "oceanbase-sink-connector",
    "oceanbase-source-connector",
    "milvus-sink-connector"
  };
  private static final int HEAP_MEGABYTES = 2048;
  private static final int ROUNDS = 5;

  private final Report report;
  private final String old = System.getProperty("vecbridge.benchmark.old", "");

  CopyBenchmark(Report report) {
    this.report = report;
  }

  void run() throws Exception {
    try (Cluster cluster = Cluster.start(new ProcessProvisioning(), worker());
        WorkerProcess process = new WorkerProcess(cluster.worker())) {
      if (old.isEmpty()) {
        contests(cluster, process, null, null);
      } else {
        ConnectWorker worker =
            cluster.startWorker(worker("old", modulesOf(Path.of(old).toAbsolutePath())));
        try (WorkerProcess oldProcess = new WorkerProcess(worker)) {
          contests(cluster, process, worker, oldProcess);
        }
      }
    }
  }

  private void contests(
      Cluster cluster, WorkerProcess process, ConnectWorker oldWorker, WorkerProcess oldProcess)
      throws Exception {
    CopyContest contest = new CopyContest(report, cluster, "Shipped configurations", ROUNDS);
    for (boolean back : new boolean[] {false, true}) {
      List<Target> targets = new ArrayList<>();
      targets.add(new Target(0, 1, back ? 1 : 1.2));
      targets.add(new Target(0, 2, 0));
      if (oldWorker != null) {
        targets.add(new Target(0, 3, 2));
      }
      contest.run(
          back,
          copy -> {
            List<Contender> contenders = new ArrayList<>();
            contenders.add(new PipelineCopy("shipped", copy, CONFIG, cluster.worker(), process));
            for (String way : back ? List.of("digits", "exact") : List.of("binary", "pyobvector")) {
              contenders.add(new ScriptCopy(copy, way));
            }
            if (oldWorker != null) {
              contenders.add(
                  new PipelineCopy("old", copy, Path.of(old, "config"), oldWorker, oldProcess));
            }
            return contenders;
          },
          targets.toArray(Target[]::new));
    }
  }

  private static String[] modulesOf(Path checkout) {
    return Stream.of(MODULES).map(checkout::resolve).map(Path::toString).toArray(String[]::new);
  }

  /** A worker as the configurations that ship need it, with all connectors. */
  static WorkerSettings worker() {
    return worker("connect", MODULES);
  }

  private static WorkerSettings worker(String group, String... modules) {
    return WorkerSettings.withPlugins(modules)
        .group(group)
        .heapMegabytes(HEAP_MEGABYTES)
        .exactlyOnceSource()
        .withJmx();
  }
}
