// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.comparison;

import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.MilvusRows;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.client.OceanBaseRows;
import io.vecbridge.harness.process.Await;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares a Milvus collection with an OceanBase table, row by row and value by value; floats by
 * their bits.
 *
 * <p>Both are read in the order of the collection's primary key and merged, so that nothing grows
 * with their size. Columns are matched by the field's name, the dynamic field by {@code $meta}.
 */
public final class Comparison {
  private static final int MOST_DIFFERENCES = 20;

  private final MilvusClient milvus;
  private final String collection;
  private final OceanBaseClient oceanBase;
  private final String table;

  public Comparison(
      MilvusClient milvus, String collection, OceanBaseClient oceanBase, String table) {
    this.milvus = milvus;
    this.collection = collection;
    this.oceanBase = oceanBase;
    this.table = table;
  }

  /**
   * What a comparison found.
   *
   * @param rows how many rows were compared until the end, or until there were too many differences
   * @param differences one line each, at most 20; empty if both hold the same
   */
  public record Result(long rows, List<String> differences) {
    /** Whether both hold the same. */
    public boolean isSame() {
      return differences.isEmpty();
    }
  }

  /** Compares both as they are now. Writes in between show up as differences. */
  public Result run() throws SQLException {
    if (!oceanBase.exists(table)) {
      return new Result(0, List.of("table " + table + " isn't there"));
    }
    MilvusRows left = milvus.rows(collection);
    Differences differences = new Differences(left.key(), MOST_DIFFERENCES);
    long rows = 0;
    try (OceanBaseRows right = oceanBase.rows(table, left.key())) {
      Map<String, Object> source = next(left);
      Map<String, Object> target = right.next();
      while ((source != null || target != null) && !differences.areEnough()) {
        rows++;
        int order = KeyOrder.compare(key(source, left), key(target, left));
        if (order == 0) {
          differences.compare(source, target);
        } else if (order < 0) {
          differences.onlyInMilvus(source);
        } else {
          differences.onlyInOceanBase(target);
        }
        source = order <= 0 ? next(left) : source;
        target = order >= 0 ? right.next() : target;
      }
    }
    return new Result(rows, differences.lines());
  }

  /**
   * Waits until both hold the same: first the same number of rows, then the same values.
   *
   * @throws IllegalStateException at the deadline, with what differs then
   */
  public Result awaitSame(Duration within) {
    return Await.value(
        "collection " + collection + " and table " + table + " hold the same",
        within,
        () -> {
          Result result =
              oceanBase.exists(table) ? counts() : new Result(0, List.of("the table isn't there"));
          result = result.isSame() ? run() : result;
          if (!result.isSame()) {
            throw new IllegalStateException(String.join("\n", result.differences()));
          }
          return Optional.of(result);
        });
  }

  private Result counts() throws SQLException {
    long left = milvus.count(collection);
    long right = oceanBase.count(table);
    String difference = left + " rows in Milvus, " + right + " in OceanBase";
    return new Result(0, left == right ? List.of() : List.of(difference));
  }

  private static Map<String, Object> next(MilvusRows rows) {
    return rows.hasNext() ? rows.next() : null;
  }

  private static Object key(Map<String, Object> row, MilvusRows rows) {
    return row == null ? null : row.get(rows.key());
  }
}
