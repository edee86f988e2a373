// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ProcessProvisioning;
import io.vecbridge.harness.connect.SchemaRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whole copies with the configurations that ship but for some options: by the converter of the
 * records, in both directions, and by the records of a poll, and so of a transaction, of the Milvus
 * source.
 */
final class FormatsBenchmark {
  private static final String AVRO = "io.apicurio.registry.utils.converter.AvroConverter";
  private static final int ROUNDS = 3;

  private final Report report;

  FormatsBenchmark(Report report) {
    this.report = report;
  }

  void formats() throws Exception {
    try (Cluster cluster = Cluster.start(new ProcessProvisioning(), Build.settings().withAvro());
        Build build = Build.shipped(cluster);
        SchemaRegistry registry = new SchemaRegistry()) {
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
      CopyContest contest = new CopyContest(report, cluster, "Formats", ROUNDS);
      for (boolean back : new boolean[] {false, true}) {
        contest.run(
            back,
            copy -> contenders(formats, copy, build),
            new Target(0, 1, 0),
            new Target(2, 1, 0),
            new Target(2, 0, 0));
      }
    }
  }

  void batches() throws Exception {
    try (Cluster cluster = Cluster.start(new ProcessProvisioning(), Build.settings());
        Build build = Build.shipped(cluster)) {
      Map<String, Map<String, String>> batches = new LinkedHashMap<>();
      batches.put("shipped", Map.of());
      for (int records : new int[] {4096, 8192}) {
        batches.put(
            "batches-of-" + records,
            Map.of(
                "max.batch.size",
                Integer.toString(records),
                "max.queue.size",
                Integer.toString(4 * records)));
      }
      new CopyContest(report, cluster, "Batches", ROUNDS)
          .run(
              false,
              copy -> contenders(batches, copy, build),
              new Target(1, 0, 0),
              new Target(2, 0, 0));
    }
  }

  private static List<Contender> contenders(
      Map<String, Map<String, String>> options, Copy copy, Build build) {
    List<Contender> contenders = new ArrayList<>();
    options.forEach((name, given) -> contenders.add(new PipelineCopy(name, copy, build, given)));
    return contenders;
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
