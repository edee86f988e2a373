// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ProcessProvisioning;
import io.vecbridge.harness.client.MilvusClient;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Changes through both connectors with the configurations that ship: how long after Milvus's
 * acknowledgement they are visible in OceanBase, and whether the delay grows. The slowest load is
 * followed in several rounds, by each {@link Build} in turn.
 */
final class LiveBenchmark {
  private static final int PARTS = 3;
  private static final int ROUNDS = Integer.getInteger("vecbridge.benchmark.rounds", 3);

  /** A worker that has just started compiles while it follows, which is most of its tail. */
  private static final int WARM_UPS = Integer.getInteger("vecbridge.benchmark.warmups", 2);

  private static final LiveLoad SLOW = new LiveLoad(128, 200, 20, 3, 10);
  private static final List<LiveLoad> FASTER =
      List.of(new LiveLoad(768, 1000, 100, 0, 0), new LiveLoad(768, 3000, 100, 0, 0));

  private final Report report;

  LiveBenchmark(Report report) {
    this.report = report;
  }

  void run() throws Exception {
    try (Cluster cluster = Cluster.start(new ProcessProvisioning(), Build.settings());
        Build shipped = Build.shipped(cluster);
        Build old = Build.old(cluster);
        MilvusClient milvus = new MilvusClient(cluster.milvus().uri())) {
      LiveRun run = new LiveRun(report, cluster, milvus);
      contest(run, Stream.of(shipped, old).filter(Objects::nonNull).toList());
      for (LiveLoad load : FASTER) {
        title(load, "");
        report(run.run(shipped, load));
      }
    }
  }

  private void contest(LiveRun run, List<Build> builds) throws Exception {
    title(SLOW, ", %d warm-up rounds, %d rounds".formatted(WARM_UPS, ROUNDS));
    long[][][] sorted = new long[builds.size()][ROUNDS][];
    for (int round = -WARM_UPS; round < ROUNDS; round++) {
      for (int turn = 0; turn < builds.size(); turn++) {
        int index = (turn + round + WARM_UPS) % builds.size();
        long[] delays = report(run.run(builds.get(index), SLOW));
        if (round >= 0) {
          sorted[index][round] = delays;
        }
      }
    }
    for (int index = 0; index < sorted.length; index++) {
      for (int percent : new int[] {50, 95, 99}) {
        report.line(
            "  %s p%d, ms: %s", builds.get(index).name(), percent, spread(sorted[index], percent));
      }
    }
  }

  private static String spread(long[][] rounds, int percent) {
    Contest.Spread spread =
        Contest.Spread.of(Stream.of(rounds).mapToDouble(each -> at(each, percent)).toArray());
    return "%.0f (%.0f to %.0f)".formatted(spread.median(), spread.least(), spread.most());
  }

  private void title(LiveLoad load, String rounds) {
    report.title(
        "Live: dim %d, %d changes/s, %d of them upserts, %d s%s"
            .formatted(
                load.dimension(),
                load.changesPerSecond(),
                load.upserts(),
                DelayWatch.MEASURED.toSeconds(),
                rounds));
  }

  /** Returns the delays, sorted. */
  private long[] report(long[] delays) {
    int part = delays.length / PARTS;
    List<String> medians =
        IntStream.range(0, PARTS)
            .mapToObj(i -> sorted(Arrays.copyOfRange(delays, i * part, (i + 1) * part)))
            .map(some -> Long.toString(at(some, 50)))
            .toList();
    long[] all = sorted(delays);
    report.line(
        "  p50 %d ms, p95 %d ms, p99 %d ms, most %d ms; p50 of each third: %s",
        at(all, 50), at(all, 95), at(all, 99), all[all.length - 1], String.join(", ", medians));
    return all;
  }

  private static long[] sorted(long[] delays) {
    long[] sorted = delays.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static long at(long[] sorted, int percent) {
    return sorted[sorted.length * percent / 100];
  }
}
