// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.QueryResults;
import io.milvus.grpc.ScalarField;
import io.vecbridge.milvus.source.row.Layouts;
import io.vecbridge.milvus.source.row.RowLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A collection of INT64 keys as Milvus pages through it: sorted, a page may be cut short, and every
 * answer waits until the test lets it go.
 */
final class RowsInMemory implements SnapshotPager.PageSource {
  /** The layout of the rows, which are keys alone. */
  static final RowLayout LAYOUT = Layouts.ofKey(DataType.Int64);

  private static final Pattern BEHIND = Pattern.compile("id >(=?) (-?\\d+)");

  private final TreeSet<Long> keys;
  final List<Integer> askedRows = new ArrayList<>();
  final List<Long> askedTimestamps = new ArrayList<>();
  final List<String> askedExpressions = new ArrayList<>();
  int shortestAnswer = Integer.MAX_VALUE;
  CompletableFuture<QueryResults> pending;
  private QueryResults answer;

  RowsInMemory(Collection<Long> keys) {
    this.keys = new TreeSet<>(keys);
  }

  @Override
  public CompletableFuture<QueryResults> read(
      String expression, int rows, long guaranteeTimestamp) {
    askedRows.add(rows);
    askedTimestamps.add(guaranteeTimestamp);
    askedExpressions.add(expression);
    answer = page(expression, Math.min(rows, shortestAnswer));
    pending = new CompletableFuture<>();
    return pending;
  }

  void answer() {
    pending.complete(answer);
  }

  void fail(Exception failure) {
    pending.completeExceptionally(failure);
  }

  QueryResults page(String expression, int rows) {
    Collection<Long> behind = keys;
    if (!expression.isEmpty()) {
      Matcher matcher = BEHIND.matcher(expression);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(expression);
      }
      behind = keys.tailSet(Long.parseLong(matcher.group(2)), !matcher.group(1).isEmpty());
    }
    LongArray.Builder ids = LongArray.newBuilder();
    behind.stream().limit(rows).forEach(ids::addData);
    return QueryResults.newBuilder()
        .addFieldsData(
            FieldData.newBuilder()
                .setFieldName("id")
                .setType(DataType.Int64)
                .setScalars(ScalarField.newBuilder().setLongData(ids)))
        .build();
  }
}
