// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ProcessProvisioning;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.connect.SchemaRegistry;
import io.vecbridge.harness.server.WorkerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whole copies in both directions with the configurations that ship, by the converter of the
 * records: what each costs the worker, the broker and its disk.
 */
final class FormatsBenchmark {
  private static final String AVRO = "io.apicurio.registry.utils.converter.AvroConverter";
  private static final int HEAP_MEGABYTES = 2048;

  private final Report report;

  FormatsBenchmark(Report report) {
    this.report = report;
  }

  void run() throws Exception {
    WorkerSettings settings =
        WorkerSettings.withPlugins(CopyBenchmark.MODULES)
            .heapMegabytes(HEAP_MEGABYTES)
            .exactlyOnceSource()
            .withAvro()
            .withJmx();
    try (Cluster cluster = Cluster.start(new ProcessProvisioning(), settings);
        WorkerProcess process = new WorkerProcess(cluster.worker());
        MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        SchemaRegistry registry = new SchemaRegistry()) {
      Map<String, Map<String, String>> formats = formats(registry);
      for (boolean back : new boolean[] {false, true}) {
        for (int[] size : new int[][] {{128, 50_000}, {768, 20_000}}) {
          Copy copy = new Copy(cluster, CopiedRows.create(milvus, size[0], size[1]), back);
          if (back) {
            new ScriptCopy(new Copy(cluster, copy.rows(), false), "binary")
                .script(copy.rows().collection());
          }
          List<Contender> contenders = new ArrayList<>();
          formats.forEach(
              (name, options) ->
                  contenders.add(
                      new PipelineCopy(
                          name, copy, Path.of("config"), cluster.worker(), process, options)));
          new Contest(
                  report,
                  "Formats, whole copy %s: dim %d, %d rows"
                      .formatted(back ? "back" : "forward", size[0], size[1]),
                  1,
                  3,
                  contenders)
              .run(new Target(0, 1, 0), new Target(2, 1, 0), new Target(2, 0, 0));
          milvus.drop(copy.rows().collection());
        }
      }
    }
  }

  private static Map<String, Map<String, String>> formats(SchemaRegistry registry) {
    Map<String, Map<String, String>> formats = new LinkedHashMap<>();
    formats.put("shipped", Map.of());
    formats.put("connect", converter("org.apache.kafka.connect.json.JsonConverter", Map.of()));
    formats.put(
        "avro",
        converter(
            AVRO,
            Map.of(
                "apicurio.registry.url",
                registry.url(),
                "apicurio.registry.auto-register",
                "true")));
    return formats;
  }

  private static Map<String, String> converter(String name, Map<String, String> options) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String side : List.of("key.converter", "value.converter")) {
      all.put(side, name);
      options.forEach((option, value) -> all.put(side + "." + option, value));
    }
    return all;
  }
}
