// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ProcessProvisioning;
import io.vecbridge.harness.client.MilvusClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A snapshot through a worker into Kafka, with the configuration that ships: by encoding and
 * converter, and against another {@link Build}.
 */
final class WorkerBenchmark {
  private static final int DIMENSION = 768;
  private static final int ROWS = 20_000;
  private static final int WARM_UPS = 3;
  private static final int ROUNDS = 5;
  private static final String CONNECTS = "org.apache.kafka.connect.json.JsonConverter";

  private final Report report;

  WorkerBenchmark(Report report) {
    this.report = report;
  }

  void run() throws Exception {
    try (Cluster cluster = Cluster.start(new ProcessProvisioning(), Build.settings());
        Build shipped = Build.shipped(cluster);
        Build old = Build.old(cluster);
        MilvusClient milvus = new MilvusClient(cluster.milvus().uri())) {
      FilledCollection rows = FilledCollection.create(milvus, DIMENSION, ROWS);
      Map<String, String> connects = Map.of("value.converter", CONNECTS);
      Map<String, String> array = Map.of("vector.encoding", "array");
      List<Contender> contenders = new ArrayList<>();
      contenders.add(new WorkerSource("shipped", cluster, shipped, rows, Map.of()));
      contenders.add(new WorkerSource("connect", cluster, shipped, rows, connects));
      contenders.add(
          new WorkerSource(
              "connect-without-schemas",
              cluster,
              shipped,
              rows,
              with(connects, Map.of("value.converter.schemas.enable", "false"))));
      contenders.add(new WorkerSource("array", cluster, shipped, rows, array));
      contenders.add(
          new WorkerSource("array-connect", cluster, shipped, rows, with(array, connects)));
      List<Target> targets =
          new ArrayList<>(List.of(new Target(0, 1, 0), new Target(0, 2, 0), new Target(3, 4, 0)));
      if (old != null) {
        targets.add(new Target(0, contenders.size(), 0));
        contenders.add(new WorkerSource(old.name(), cluster, old, rows, Map.of()));
      }
      String title = "Worker, snapshot into Kafka: dim %d, %d rows".formatted(DIMENSION, ROWS);
      new Contest(report, title, WARM_UPS, ROUNDS, contenders).run(targets.toArray(Target[]::new));
    }
  }

  private static Map<String, String> with(Map<String, String> options, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(options);
    all.putAll(more);
    return all;
  }
}
