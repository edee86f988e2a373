// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.compare;

import io.vecbridge.tool.row.MilvusPage.Entity;
import io.vecbridge.tool.row.TableEntry;
import io.vecbridge.tool.row.TableSide;
import io.vecbridge.tool.row.VectorColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares rows of a collection with rows of its table that have the same keys. */
public final class RowComparison {
  private final TableSide table;
  private final WrittenRows written;
  private final List<VectorColumn> vectors;
  private final ServerVectors onServer;

  /**
   * Of a table.
   *
   * @param vectors the columns that are not among those that {@code written} converts
   * @param binary whether the server accepts bound vectors in their binary form
   */
  public RowComparison(
      TableSide table, WrittenRows written, List<VectorColumn> vectors, boolean binary) {
    this.table = table;
    this.written = written;
    this.vectors = vectors;
    this.onServer = binary ? new ServerVectors(table, vectors) : null;
  }

  /** A row of the collection and a row of the table with its key. */
  public record Match(Entity entity, TableEntry entry) {}

  /** The keys of the rows that differ. The vectors are compared by the server. */
  public Set<Object> differing(List<Match> matches) throws SQLException {
    Set<Object> differing = new HashSet<>();
    List<Entity> entities = new ArrayList<>();
    List<List<byte[]>> bound = new ArrayList<>();
    Map<Object, List<List<byte[]>>> read = new HashMap<>();
    for (Match match : matches) {
      WrittenRow left = written.of(match.entity().change());
      WrittenRow right = written.of(table.change(match.entry()));
      if (isDifferent(left, right)) {
        differing.add(match.entity().key());
      } else if (!vectors.isEmpty()) {
        List<byte[]> own = match.entity().vectors();
        if (onServer == null || own.stream().anyMatch(VectorColumn::hasZero)) {
          read.computeIfAbsent(match.entity().key(), key -> new ArrayList<>()).add(own);
        } else {
          entities.add(match.entity());
          bound.add(own);
        }
      }
    }
    if (!entities.isEmpty()) {
      onServer.differing(entities, bound).forEach(row -> differing.add(entities.get(row).key()));
    }
    compareExactly(read, differing);
    return differing;
  }

  private void compareExactly(Map<Object, List<List<byte[]>>> own, Set<Object> differing)
      throws SQLException {
    if (own.isEmpty()) {
      return;
    }
    Map<Object, List<Map<String, byte[]>>> stored = table.vectors(new ArrayList<>(own.keySet()));
    own.forEach(
        (key, rows) -> {
          for (List<byte[]> row : rows) {
            if (stored.getOrDefault(key, List.of()).stream().noneMatch(each -> same(row, each))) {
              differing.add(key);
            }
          }
        });
  }

  private boolean same(List<byte[]> row, Map<String, byte[]> stored) {
    for (int i = 0; i < vectors.size(); i++) {
      if (!Arrays.equals(row.get(i), stored.get(vectors.get(i).column()))) {
        return false;
      }
    }
    return true;
  }

  /** An entity with all of its compared values. */
  public WrittenRow whole(Entity entity) {
    WrittenRow row = written.of(entity.change());
    List<byte[]> own = entity.vectors();
    Map<String, Object> values = new HashMap<>(row.values());
    for (int i = 0; i < vectors.size(); i++) {
      values.put(vectors.get(i).column(), own.get(i));
    }
    return new WrittenRow(values, row.refusal());
  }

  /** A row of the table with all of its compared values, and the vectors that were read for it. */
  public WrittenRow whole(TableEntry entry, Map<String, byte[]> stored) {
    WrittenRow row = written.of(table.change(entry));
    Map<String, Object> values = new HashMap<>(row.values());
    for (VectorColumn vector : vectors) {
      values.put(vector.column(), stored.get(vector.column()));
    }
    return new WrittenRow(values, row.refusal());
  }

  /** Whether vectors have to be read for {@link #whole(TableEntry, Map)}. */
  public boolean readsVectors() {
    return !vectors.isEmpty();
  }

  private static boolean isDifferent(WrittenRow left, WrittenRow right) {
    return left.refusal() != null || right.refusal() != null || !left.differing(right).isEmpty();
  }
}
