// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.sink.write.MemorySystem.Table;
import io.vecbridge.common.testing.MemoryConnect;
import io.vecbridge.common.testing.Records;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Changes of three tables, each of which is what its number says, from 0 to 287. */
final class NumberedChanges {
  private static final int PARTITIONS = 2;
  private static final String TRUNCATED = "t2";

  private NumberedChanges() {}

  /**
   * A change by its number: of a table, of a key, with some columns, in an envelope or flat;
   * without columns it is a delete. The table of one partition is truncated in between.
   */
  static void send(MemoryConnect<Table, MemorySystem> connect, int change) {
    long key = key(change);
    Map<String, Object> row = row(change, key);
    if (isTruncate(change)) {
      send(connect, change, null, envelope(change, "t", row));
    } else if (change % 5 > 1) {
      send(connect, change, key, row.isEmpty() ? null : row);
    } else if (row.isEmpty()) {
      send(connect, change, key, envelope(change, "d", row));
      send(connect, change, key, null);
    } else {
      send(connect, change, key, envelope(change, change % 5 == 0 ? "u" : "r", row));
    }
  }

  private static void send(
      MemoryConnect<Table, MemorySystem> connect, int change, Long key, Map<String, ?> value) {
    String table = table(change);
    int number = table.equals(TRUNCATED) ? 0 : (int) (key % PARTITIONS);
    TopicPartition partition = new TopicPartition("vec.shop." + table, number);
    SinkRecord record =
        new SinkRecord(
            partition.topic(),
            partition.partition(),
            null,
            key == null ? null : Map.of("id", key),
            null,
            value,
            connect.next(partition));
    connect.send(Records.renamed(record, "shop." + table));
  }

  private static Map<String, Object> envelope(int change, String op, Map<String, Object> row) {
    Map<String, Object> source = Map.of("db", "shop", "table", table(change));
    return row.isEmpty() || op.equals("t")
        ? Map.of("op", op, "before", Map.of(), "source", source)
        : Map.of("op", op, "after", row, "source", source);
  }

  private static String table(int change) {
    return "t" + change / 96;
  }

  private static long key(int change) {
    return change / 8 % 12;
  }

  private static boolean isTruncate(int change) {
    return table(change).equals(TRUNCATED) && key(change) == 11;
  }

  private static Map<String, Object> row(int change, long key) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int column = 0; column < 3; column++) {
      if ((change & 1 << column) != 0) {
        row.put("c" + column, (change + key) % 11 == 0 ? PartialRows.BAD : change * 10 + column);
      }
    }
    return row;
  }

  /** The rows after the changes, applied one by one. */
  static Map<String, Map<Object, Map<String, Object>>> oneByOne(List<Integer> changes) {
    Map<String, PartialRows> tables = new TreeMap<>();
    for (int change : changes) {
      long key = key(change);
      PartialRows table = tables.computeIfAbsent(table(change), name -> new PartialRows());
      if (isTruncate(change)) {
        table.stored.clear();
        continue;
      }
      Map<String, Object> row = row(change, key);
      if (row.isEmpty()) {
        table.stored.remove(key);
        continue;
      }
      try {
        table.upsert(
            List.of(
                new RowChange(null, key, List.copyOf(row.keySet()), row.values().toArray(), 10)));
      } catch (RequestException e) {
        // Refused, and the row stays as it is.
      }
    }
    return rows(tables);
  }

  /** The rows of the tables that have any. */
  static Map<String, Map<Object, Map<String, Object>>> rows(Map<String, PartialRows> tables) {
    Map<String, Map<Object, Map<String, Object>>> rows = new TreeMap<>();
    tables.forEach(
        (name, table) -> {
          if (!table.stored.isEmpty()) {
            rows.put(name, table.stored);
          }
        });
    return rows;
  }
}
