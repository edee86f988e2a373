// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.table;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.wire.DeclaredIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table as it was read. Immutable; a changed table gets a new one.
 *
 * @param columns in the table's order
 * @param partitioning null for a table that is not partitioned
 * @param comment empty if there is none
 * @param fingerprint differs after every change of the definition or of the partitions, including
 *     TRUNCATE and a drop followed by a create; an index does not change it, except a unique key of
 *     a table without a primary key
 */
public record TableDefinition(
    TableName name,
    List<ColumnDefinition> columns,
    Indexes indexes,
    Partitioning partitioning,
    String comment,
    String fingerprint) {

  /**
   * The indexes of a table that mean more than speed.
   *
   * @param primaryKey its columns in the key's order; empty if the table has none
   * @param uniqueKeys the other unique keys, by name
   * @param vectors the indexes of vectors, by the names of their columns
   */
  public record Indexes(
      List<String> primaryKey, List<UniqueKey> uniqueKeys, Map<String, DeclaredIndex> vectors) {
    /** Of a table without indexes of vectors. */
    public Indexes(List<String> primaryKey, List<UniqueKey> uniqueKeys) {
      this(primaryKey, uniqueKeys, Map.of());
    }
  }

  /**
   * A unique key other than the primary key.
   *
   * @param identifying whether it identifies a row: it covers whole columns, none of which can be
   *     null. Of a key over a prefix or an expression, the server compares only that part.
   */
  public record UniqueKey(String name, List<String> columns, boolean identifying) {}

  /**
   * How a table is partitioned.
   *
   * @param method {@code KEY}, {@code HASH}, {@code RANGE}, ..
   * @param column the one column that decides the partition; null for an expression or several
   *     columns
   * @param names the partitions, in the table's order; subpartitions as {@code partition.sub}
   */
  public record Partitioning(String method, String column, List<String> names) {
    /** Number of partitions. */
    public int count() {
      return names.size();
    }
  }

  /** The columns of the primary key, in the key's order; empty if the table has none. */
  public List<String> primaryKey() {
    return indexes.primaryKey();
  }

  /** The other unique keys, by name. */
  public List<UniqueKey> uniqueKeys() {
    return indexes.uniqueKeys();
  }

  /**
   * The columns that identify a row: those of the primary key, otherwise of the first unique key
   * that does; empty if the table has no such key.
   */
  public List<String> key() {
    return primaryKey().isEmpty()
        ? identifying().map(UniqueKey::columns).orElse(List.of())
        : primaryKey();
  }

  /** Whether a unique key other than the primary key identifies a row by exactly these columns. */
  public boolean isIdentifiedBy(List<String> key) {
    return uniqueKeys().stream()
        .anyMatch(unique -> unique.identifying() && unique.columns().equals(key));
  }

  /** Whether a column belongs to the key that identifies a row. */
  public boolean isKey(ColumnDefinition column) {
    return key().contains(column.name());
  }

  /**
   * The key that identifies rows by the given columns: the primary key or another unique key of
   * whole NOT NULL columns, which has all of them; empty if there is none.
   */
  public List<String> keyWith(Collection<String> columnNames) {
    if (primaryKey().containsAll(columnNames)) {
      return primaryKey();
    }
    return uniqueKeys().stream()
        .filter(key -> key.identifying() && key.columns().containsAll(columnNames))
        .map(UniqueKey::columns)
        .findFirst()
        .orElse(List.of());
  }

  /** The unique keys besides the one that identifies a row, which can refuse a row. */
  public List<UniqueKey> uniqueKeysBeside(List<String> key) {
    List<UniqueKey> others = new ArrayList<>();
    if (!primaryKey().isEmpty() && !primaryKey().equals(key)) {
      others.add(new UniqueKey("PRIMARY", primaryKey(), true));
    }
    boolean found = primaryKey().equals(key);
    for (UniqueKey unique : uniqueKeys()) {
      if (!found && unique.identifying() && unique.columns().equals(key)) {
        found = true;
      } else {
        others.add(unique);
      }
    }
    return others;
  }

  private Optional<UniqueKey> identifying() {
    return uniqueKeys().stream().filter(UniqueKey::identifying).findFirst();
  }

  /**
   * The column of a name, exactly or otherwise ignoring case, as the server itself compares; or
   * null.
   */
  public ColumnDefinition column(String columnName) {
    ColumnDefinition similar = null;
    for (ColumnDefinition column : columns) {
      if (column.name().equals(columnName)) {
        return column;
      }
      if (column.name().equalsIgnoreCase(columnName)) {
        similar = column;
      }
    }
    return similar;
  }
}
