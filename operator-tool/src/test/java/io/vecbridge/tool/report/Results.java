// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import io.debezium.relational.TableId;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.tool.pair.ObjectPair;
import io.vecbridge.tool.verify.Difference;
import io.vecbridge.tool.verify.Difference.Kind;
import io.vecbridge.tool.verify.TableResult;
import io.vecbridge.tool.verify.TableState.Counts;
import io.vecbridge.tool.verify.TableState.Saved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Results of comparisons that never took place. */
final class Results {
  private Results() {}

  static Report report(TableResult... results) {
    return new Report(
        "milvus-source",
        "oceanbase-sink",
        "full",
        Instant.parse("2026-01-02T03:04:05Z"),
        12.34,
        List.of(results));
  }

  static TableResult equal(String name, long rows) {
    return result(name, rows, rows, List.of(), null);
  }

  static TableResult failed(String name, String problem) {
    return result(name, 0, 0, List.of(), problem);
  }

  /** One row missing, one extra, and some that differ in two columns. */
  static TableResult different(String name, long rows, int different) {
    List<Difference> differences = new ArrayList<>();
    differences.add(new Difference(1L, Kind.MISSING, List.of(), null, null));
    differences.add(new Difference("<key>", Kind.EXTRA, List.of(), null, null));
    for (int i = 0; i < different; i++) {
      differences.add(
          new Difference(
              10L + i,
              Kind.DIFFERENT,
              i % 3 == 0 ? List.of("embedding", "title") : List.of("embedding"),
              null,
              i == 0 ? Map.of("title", List.of("a", "<b>")) : null));
    }
    return result(name, rows, rows, differences, null);
  }

  private static TableResult result(
      String name, long rows, long target, List<Difference> differences, String problem) {
    return new TableResult(
        new ObjectPair(
            true,
            new TableId("default", null, name),
            new TableName("default", name),
            "milvus.default." + name,
            null),
        new Saved(
            null,
            new Counts(rows, target, rows, 0),
            List.of(),
            differences,
            problem == null,
            problem == null),
        false,
        1,
        problem);
  }
}
