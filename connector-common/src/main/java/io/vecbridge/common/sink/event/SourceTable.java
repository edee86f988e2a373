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
 * @param partitionKey name of the column that decides the partition; null if there is none
 * @param partitions number of partitions, 0 if unknown
 * @param indexes the source's indexes by the names of their columns; only schema change events have
 *     them
 * @param beforeSnapshot whether the rows of its first snapshot, or some of them, come after this
 */
public record SourceTable(
    SourceName source,
    List<Column> columns,
    List<String> key,
    String partitionKey,
    int partitions,
    String comment,
    Map<String, DeclaredIndex> indexes,
    boolean beforeSnapshot) {

  /** Of which no indexes are known. */
  public SourceTable(
      SourceName source,
      List<Column> columns,
      List<String> key,
      String partitionKey,
      int partitions,
      String comment) {
    this(source, columns, key, partitionKey, partitions, comment, Map.of(), false);
  }

  /** The same with some of its columns. */
  public SourceTable withColumns(List<Column> some) {
    return new SourceTable(
        source, some, key, partitionKey, partitions, comment, indexes, beforeSnapshot);
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
   * A column as the source describes it.
   *
   * @param type the source's type name without length, such as {@code FLOAT_VECTOR}; null if
   *     unknown
   * @param length dimension, or most bytes of a text; 0 if unknown
   * @param scale the most elements of an array; 0 if unknown
   * @param optional whether it may be null
   * @param schema the Connect schema of its values; null in schema change events
   * @param comment empty if there is none
   */
  public record Column(
      String name,
      String type,
      int length,
      int scale,
      boolean optional,
      Schema schema,
      boolean autoId,
      String comment) {
    Column named(String other) {
      return new Column(other, type, length, scale, optional, schema, autoId, comment);
    }
  }
}
