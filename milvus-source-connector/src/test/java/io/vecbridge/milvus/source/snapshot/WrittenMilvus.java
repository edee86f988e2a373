// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.QueryResults;
import io.milvus.grpc.ScalarField;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * A Milvus in memory that is written to while it is read. A page is as of any time from its G on,
 * since a node may lag behind the log, or as of exactly G if it has multi-version reads.
 */
final class WrittenMilvus {
  /** A change: the key's new version, or null for a delete. */
  record Change(long timestamp, long key, Long version) {}

  final List<Change> log = new ArrayList<>();
  final NavigableMap<Long, Long> rows = new TreeMap<>();
  final int pageRows;
  private final int keys;
  private final boolean atTimestamp;
  private final Random random;
  private final List<Runnable> pending = new ArrayList<>();
  boolean writing = true;
  boolean snapshotsAreNeverOlderThanTheStream = true;
  long clock = 1;
  long tick;

  WrittenMilvus(int keys, int pageRows, boolean atTimestamp, Random random) {
    this.atTimestamp = atTimestamp;
    this.keys = keys;
    this.pageRows = pageRows;
    this.random = random;
  }

  void actSometimes() {
    for (int acts = random.nextInt(6); acts > 0; acts--) {
      act();
    }
  }

  private void act() {
    int choice = random.nextInt(10);
    if (choice < 4 && writing) {
      write();
    } else if (choice < 7) {
      tick = clock++;
    } else if (!pending.isEmpty()) {
      pending.remove(0).run();
    }
  }

  void write() {
    long key = random.nextInt(keys);
    long timestamp = clock++;
    if (random.nextInt(3) == 0) {
      rows.remove(key);
      log.add(new Change(timestamp, key, null));
    } else {
      rows.put(key, timestamp);
      log.add(new Change(timestamp, key, timestamp));
    }
  }

  CompletableFuture<Long> timestamp() {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    pending.add(() -> answer.complete(clock++));
    return answer;
  }

  /** Read when it is answered, which may be long after it was asked. */
  CompletableFuture<QueryResults> page(String expression, int limit, long guarantee) {
    CompletableFuture<QueryResults> answer = new CompletableFuture<>();
    pending.add(() -> answer.complete(read(expression, Math.min(limit, pageRows), guarantee)));
    assertThat(guarantee).isLessThan(clock);
    return answer;
  }

  private QueryResults read(String expression, int limit, long guarantee) {
    long late = atTimestamp ? 0 : random.nextLong(clock - guarantee);
    NavigableMap<Long, Long> asOf = rowsAsOf(guarantee + late);
    NavigableMap<Long, Long> after =
        expression.isEmpty()
            ? asOf
            : asOf.tailMap(Long.parseLong(expression.replaceAll("\\D", "")), false);
    LongArray.Builder ids = LongArray.newBuilder();
    LongArray.Builder versions = LongArray.newBuilder();
    after.entrySet().stream()
        .limit(limit)
        .forEach(
            row -> {
              ids.addData(row.getKey());
              versions.addData(row.getValue());
            });
    return QueryResults.newBuilder()
        .addFieldsData(column("id", ids))
        .addFieldsData(column("version", versions))
        .build();
  }

  private NavigableMap<Long, Long> rowsAsOf(long timestamp) {
    NavigableMap<Long, Long> asOf = new TreeMap<>();
    for (Change change : log) {
      if (change.timestamp() <= timestamp) {
        if (change.version() == null) {
          asOf.remove(change.key());
        } else {
          asOf.put(change.key(), change.version());
        }
      }
    }
    return asOf;
  }

  private static FieldData column(String name, LongArray.Builder values) {
    return FieldData.newBuilder()
        .setFieldName(name)
        .setType(DataType.Int64)
        .setScalars(ScalarField.newBuilder().setLongData(values))
        .build();
  }
}
