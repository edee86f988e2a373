// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.verify;

import io.vecbridge.tool.compare.RowComparison;
import io.vecbridge.tool.compare.ShownValue;
import io.vecbridge.tool.compare.WrittenRow;
import io.vecbridge.tool.pair.OpenedPair;
import io.vecbridge.tool.row.KeyBatches;
import io.vecbridge.tool.row.MilvusPage.Entity;
import io.vecbridge.tool.row.TableEntry;
import io.vecbridge.tool.verify.Difference.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads single rows of both sides by their keys, exactly, and compares them: so many at a time as
 * memory allows.
 */
public final class KeyComparison {
  private static final int MOST_ROWS = 1_000;

  private final OpenedPair pair;
  private final boolean keysOnly;
  private final boolean showValues;
  private final KeyBatches batches = new KeyBatches(MOST_ROWS);

  /**
   * Of a collection and its table.
   *
   * @param keysOnly whether rows with equal keys are equal
   */
  public KeyComparison(OpenedPair pair, boolean keysOnly, boolean showValues) {
    this.pair = pair;
    this.keysOnly = keysOnly;
    this.showValues = showValues;
  }

  /**
   * A key's rows as they are now.
   *
   * @param difference null if they are equal
   * @param sourceHash the same as long as the source's row is
   */
  record Verdict(Difference difference, int sourceHash) {}

  /** The number of keys whose rows differ now. */
  public long differing(List<Object> keys) throws SQLException, InterruptedException {
    return compare(keys).values().stream().filter(verdict -> verdict.difference() != null).count();
  }

  /** Compares the rows of some keys. */
  Map<Object, Verdict> compare(List<Object> keys) throws SQLException, InterruptedException {
    Map<Object, Verdict> verdicts = new HashMap<>();
    batches.each(keys, some -> compare(some, verdicts));
    return verdicts;
  }

  /** Returns about how many bytes the rows have. */
  private long compare(List<Object> keys, Map<Object, Verdict> verdicts)
      throws SQLException, InterruptedException {
    Map<Object, List<Entity>> entities =
        (keysOnly ? pair.milvusKeys() : pair.milvus()).lookup(keys);
    Map<Object, List<TableEntry>> entries = pair.table().lookup(keys, !keysOnly);
    Map<Object, List<Map<String, byte[]>>> vectors =
        !keysOnly && pair.comparison().readsVectors() ? pair.table().vectors(keys) : Map.of();
    long bytes = 0;
    for (Object key : keys) {
      List<Map<String, byte[]>> stored = vectors.getOrDefault(key, List.of());
      List<WrittenRow> left = new ArrayList<>();
      for (Entity entity : entities.getOrDefault(key, List.of())) {
        bytes += entity.bytes();
        left.add(keysOnly ? new WrittenRow(Map.of(), null) : pair.comparison().whole(entity));
      }
      List<WrittenRow> right = new ArrayList<>();
      List<TableEntry> rows = entries.getOrDefault(key, List.of());
      for (int i = 0; i < rows.size(); i++) {
        Map<String, byte[]> read = i < stored.size() ? stored.get(i) : Map.of();
        bytes += rows.get(i).bytes() + bytes(read);
        right.add(whole(pair.comparison(), rows.get(i), read));
      }
      verdicts.put(key, verdict(key, left, right));
    }
    return bytes;
  }

  private static long bytes(Map<String, byte[]> vectors) {
    return vectors.values().stream().mapToLong(each -> each == null ? 0 : each.length).sum();
  }

  private WrittenRow whole(RowComparison comparison, TableEntry row, Map<String, byte[]> stored) {
    return keysOnly ? new WrittenRow(Map.of(), null) : comparison.whole(row, stored);
  }

  private Verdict verdict(Object key, List<WrittenRow> milvus, List<WrittenRow> table) {
    boolean forward = pair.names().forward();
    List<WrittenRow> source = forward ? milvus : table;
    List<WrittenRow> target = forward ? table : milvus;
    int hash = 0;
    for (WrittenRow row : source) {
      hash += row.hash();
    }
    if (source.isEmpty() || target.isEmpty()) {
      boolean same = source.isEmpty() && target.isEmpty();
      Kind kind = source.isEmpty() ? Kind.EXTRA : Kind.MISSING;
      boolean outOfScope = kind == Kind.EXTRA && pair.filtered();
      return new Verdict(
          same || outOfScope ? null : new Difference(key, kind, List.of(), reason(source), null),
          hash);
    }
    if (table.size() > 1 && forward) {
      return new Verdict(new Difference(key, Kind.EXTRA, List.of(), null, null), hash);
    }
    return new Verdict(nearest(key, source, target), hash);
  }

  /** Null if a row of one side is equal to one of the other. */
  private Difference nearest(Object key, List<WrittenRow> source, List<WrittenRow> target) {
    Difference nearest = null;
    for (WrittenRow left : source) {
      for (WrittenRow right : target) {
        List<String> columns = left.differing(right).stream().sorted().toList();
        String reason = left.refusal() == null ? right.refusal() : left.refusal();
        if (columns.isEmpty() && reason == null) {
          return null;
        }
        if (nearest == null || columns.size() < nearest.columns().size()) {
          nearest =
              new Difference(key, Kind.DIFFERENT, columns, reason, values(columns, left, right));
        }
      }
    }
    return nearest;
  }

  private Map<String, List<String>> values(
      List<String> columns, WrittenRow left, WrittenRow right) {
    if (!showValues) {
      return null;
    }
    Map<String, List<String>> values = new HashMap<>();
    for (String column : columns) {
      values.put(column, ShownValue.pair(left.values().get(column), right.values().get(column)));
    }
    return values;
  }

  private static String reason(List<WrittenRow> rows) {
    return rows.isEmpty() ? null : rows.get(0).refusal();
  }
}
