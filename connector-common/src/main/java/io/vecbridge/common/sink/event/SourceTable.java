// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import io.vecbridge.common.wire.DeclaredIndex;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/**
 * A collection or table as the source describes it, by a schema change event or by a record.
 *
 * @param key names of the key columns; empty if the source has no key
 * @param announcement what a schema change event says besides
 */
public record SourceTable(
    SourceName source,
    List<Column> columns,
    List<String> key,
    Partitioning partitioning,
    String comment,
    Announcement announcement) {

  /**
   * How the source distributes the rows.
   *
   * @param column the one that decides the partition; null if there is none
   * @param count number of partitions, 0 if unknown
   */
  public record Partitioning(String column, int count) {
    /** Of a source that has no partitions, or doesn't describe them. */
    public static final Partitioning NONE = new Partitioning(null, 0);
  }

  /**
   * What only schema change events have.
   *
   * @param indexes the source's indexes by the names of their columns
   * @param beforeSnapshot whether the rows of its first snapshot, or some of them, come after this
   */
  public record Announcement(Map<String, DeclaredIndex> indexes, boolean beforeSnapshot) {
    private static final Announcement NONE = new Announcement(Map.of(), false);
  }

  /** As a record describes it. */
  public SourceTable(
      SourceName source,
      List<Column> columns,
      List<String> key,
      Partitioning partitioning,
      String comment) {
    this(source, columns, key, partitioning, comment, Announcement.NONE);
  }

  /** Whether a schema change event describes it, and not a record. */
  public boolean isAnnounced() {
    return columns.stream().allMatch(column -> column.schema() == null);
  }

  /** The same with some of its columns. */
  public SourceTable withColumns(List<Column> some) {
    return new SourceTable(source, some, key, partitioning, comment, announcement);
  }

  /** The column of a name, or null. */
  public Column column(String name) {
    for (Column column : columns) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    return null;
  }

  /**
   * The source's own type of a column.
   *
   * @param name without length, such as {@code FLOAT_VECTOR}; null if unknown
   * @param length dimension, or most bytes of a text; 0 if unknown
   * @param scale the most elements of an array; 0 if unknown
   */
  public record DeclaredType(String name, int length, int scale) {}

  /**
   * A column as the source describes it.
   *
   * @param schema the Connect schema of its values; null in schema change events
   * @param optional whether it may be null
   * @param comment empty if there is none
   */
  public record Column(
      String name,
      DeclaredType declared,
      Schema schema,
      boolean optional,
      boolean autoId,
      String comment) {
    /** The name of the declared type. */
    public String type() {
      return declared.name();
    }

    /** The length of the declared type. */
    public int length() {
      return declared.length();
    }

    /** The scale of the declared type. */
    public int scale() {
      return declared.scale();
    }

    Column named(String other) {
      return new Column(other, declared, schema, optional, autoId, comment);
    }
  }
}
