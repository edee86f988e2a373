// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.converter.JsonConverter;
import java.util.List;

/** The converter against Connect's own, in both directions, over the same records. */
final class ConverterBenchmark {
  private static final int FLOATS = 1_000_000;

  private final Report report;

  ConverterBenchmark(Report report) {
    this.report = report;
  }

  void run() throws Exception {
    for (int dimension : new int[] {128, 768}) {
      run(dimension, false);
      run(dimension, true);
    }
  }

  private void run(int dimension, boolean lists) throws Exception {
    ConverterRows data = new ConverterRows(FLOATS / dimension, dimension, lists);
    new Contest(
            report,
            "JSON with schemas: dim %d, vectors as %s, %d records per run"
                .formatted(dimension, lists ? "array" : "bytes", data.values().size()),
            5,
            11,
            List.of(
                DrivenConverter.writing("JsonConverter", new JsonConverter(), data),
                DrivenConverter.writing("Connect's own", connects(), data),
                DrivenConverter.reading("JsonConverter", new JsonConverter(), data),
                DrivenConverter.reading("Connect's own", connects(), data)))
        .run(new Target(0, 1, 0), new Target(2, 3, 0));
  }

  private static org.apache.kafka.connect.json.JsonConverter connects() {
    return new org.apache.kafka.connect.json.JsonConverter();
  }
}
