// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ProcessProvisioning;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole copies in both directions, with the configurations that ship, against scripts, and against
 * those of another {@link Build}.
 */
final class CopyBenchmark {
  private static final int ROUNDS = 5;

  private final Report report;

  CopyBenchmark(Report report) {
    this.report = report;
  }

  void run() throws Exception {
    try (Cluster cluster = Cluster.start(new ProcessProvisioning(), Build.settings());
        Build shipped = Build.shipped(cluster);
        Build old = Build.old(cluster)) {
      CopyContest contest = new CopyContest(report, cluster, "Shipped configurations", ROUNDS);
      for (boolean back : new boolean[] {false, true}) {
        List<Target> targets = new ArrayList<>();
        targets.add(new Target(0, 1, back ? 1 : 1.2));
        targets.add(new Target(0, 2, 0));
        if (old != null) {
          targets.add(new Target(0, 3, 2));
        }
        contest.run(
            back,
            copy -> {
              List<Contender> contenders = new ArrayList<>();
              contenders.add(new PipelineCopy(copy, shipped));
              for (String way :
                  back ? List.of("digits", "exact") : List.of("binary", "pyobvector")) {
                contenders.add(new ScriptCopy(copy, way));
              }
              if (old != null) {
                contenders.add(new PipelineCopy(copy, old));
              }
              return contenders;
            },
            targets.toArray(Target[]::new));
      }
    }
  }
}
