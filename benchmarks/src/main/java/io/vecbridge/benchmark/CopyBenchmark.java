// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ProcessProvisioning;
import io.vecbridge.harness.client.MilvusClient;
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
  static final String[] MODULES = {
    "milvus-source-connector",
    "oceanbase-sink-connector",
    "oceanbase-source-connector",
    "milvus-sink-connector"
  };
  private static final int HEAP_MEGABYTES = 2048;

  private final Report report;
  private final String old = System.getProperty("vecbridge.benchmark.old", "");

  CopyBenchmark(Report report) {
    this.report = report;
  }

  void run() throws Exception {
    try (Cluster cluster = Cluster.start(new ProcessProvisioning(), worker("connect", MODULES));
        WorkerProcess process = new WorkerProcess(cluster.worker());
        MilvusClient milvus = new MilvusClient(cluster.milvus().uri())) {
      if (old.isEmpty()) {
        contests(cluster, milvus, process, null, null);
      } else {
        ConnectWorker worker =
            cluster.startWorker(worker("old", modulesOf(Path.of(old).toAbsolutePath())));
        try (WorkerProcess oldProcess = new WorkerProcess(worker)) {
          contests(cluster, milvus, process, worker, oldProcess);
        }
      }
    }
  }

  private void contests(
      Cluster cluster,
      MilvusClient milvus,
      WorkerProcess process,
      ConnectWorker oldWorker,
      WorkerProcess oldProcess)
      throws Exception {
    for (boolean back : new boolean[] {false, true}) {
      for (int[] size : new int[][] {{128, 100_000}, {768, 20_000}}) {
        Copy copy = new Copy(cluster, CopiedRows.create(milvus, size[0], size[1]), back);
        if (back) {
          new ScriptCopy(new Copy(cluster, copy.rows(), false), "binary")
              .script(copy.rows().collection());
        }
        List<Contender> contenders = new ArrayList<>();
        contenders.add(
            new PipelineCopy("shipped", copy, Path.of("config"), cluster.worker(), process));
        for (String way : back ? List.of("digits", "exact") : List.of("binary", "pyobvector")) {
          contenders.add(new ScriptCopy(copy, way));
        }
        List<Target> targets = new ArrayList<>();
        targets.add(new Target(0, 1, back ? 1 : 1.2));
        targets.add(new Target(0, 2, 0));
        if (oldWorker != null) {
          contenders.add(
              new PipelineCopy("old", copy, Path.of(old, "config"), oldWorker, oldProcess));
          targets.add(new Target(0, 3, 2));
        }
        new Contest(
                report,
                "Whole copy %s: dim %d, %d rows"
                    .formatted(back ? "back" : "forward", size[0], size[1]),
                1,
                5,
                contenders)
            .run(targets.toArray(Target[]::new));
        milvus.drop(copy.rows().collection());
      }
    }
  }

  private static String[] modulesOf(Path checkout) {
    return Stream.of(MODULES).map(checkout::resolve).map(Path::toString).toArray(String[]::new);
  }

  private static WorkerSettings worker(String group, String... modules) {
    return WorkerSettings.withPlugins(modules)
        .group(group)
        .heapMegabytes(HEAP_MEGABYTES)
        .exactlyOnceSource()
        .withJmx();
  }
}
