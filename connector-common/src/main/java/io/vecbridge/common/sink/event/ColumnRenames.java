// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SourceTable.Announcement;
import io.vecbridge.common.sink.event.SourceTable.Partitioning;
import io.vecbridge.common.wire.DeclaredIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives columns of the source the names that they have in the target. What comes after it knows the
 * new names alone: keys, rows, and the definitions of tables get them. Values stay as they are. For
 * one thread.
 */
public final class ColumnRenames {
  private static final Logger LOG = LoggerFactory.getLogger(ColumnRenames.class);
  private static final int KEPT_TABLES = 10_000;
  private static final int KEPT_SHAPES = 1_000;

  private final Map<String, Map<String, String>> columns;
  private final Map<SourceName, Table> tables = new LatestEntries<>(KEPT_TABLES);

  /**
   * @param columns the new names by the old ones, for each table by {@link SourceName#text}
   */
  public ColumnRenames(Map<String, Map<String, String>> columns) {
    this.columns = columns;
  }

  /** No column gets another name. */
  public static ColumnRenames none() {
    return new ColumnRenames(Map.of());
  }

  /**
   * The change with the columns of the target.
   *
   * @throws ConnectException if two columns get the same name
   */
  public Change of(Change change) {
    Table table = table(change.source());
    if (table == null) {
      return change;
    }
    return new Change(
        change.kind(),
        change.source(),
        table.renamed(change.key()),
        change.row() == null ? null : table.renamed(change.row()),
        change.rowShape() == null ? null : table.renamed(change.rowShape()),
        change.origin());
  }

  /**
   * The definition with the columns of the target.
   *
   * @throws ConnectException if two columns get the same name
   */
  public SourceTable of(SourceTable source) {
    Table table = table(source.source());
    return table == null ? source : table.renamed(source);
  }

  private Table table(SourceName source) {
    if (columns.isEmpty()) {
      return null;
    }
    return tables.computeIfAbsent(
        source, name -> new Table(name.text(), columns.getOrDefault(name.text(), Map.of())));
  }

  /** One table of the source, with the new names of its columns. */
  private record Table(String name, Map<String, String> columns, Map<RowShape, RowShape> shapes) {
    Table(String name, Map<String, String> columns) {
      this(name, columns, new LatestEntries<>(KEPT_SHAPES));
    }

    Row renamed(Row row) {
      return new Row(renamed(row.shape()), row.values());
    }

    /** One shape for each, since plans are kept for a shape by its identity. */
    RowShape renamed(RowShape shape) {
      return columns.isEmpty()
          ? shape
          : shapes.computeIfAbsent(shape, each -> each.named(renamed(each.names())));
    }

    SourceTable renamed(SourceTable source) {
      List<String> names = source.columns().stream().map(SourceTable.Column::name).toList();
      columns.keySet().stream()
          .filter(column -> !names.contains(column))
          .forEach(
              column ->
                  LOG.warn(
                      "column.mappings names the column '{}' of {}, which has no such column.",
                      column,
                      name));
      List<String> renamed = renamed(names);
      List<SourceTable.Column> all = new ArrayList<>();
      for (int i = 0; i < renamed.size(); i++) {
        all.add(source.columns().get(i).named(renamed.get(i)));
      }
      Map<String, DeclaredIndex> indexes = new HashMap<>();
      source
          .announcement()
          .indexes()
          .forEach((column, index) -> indexes.put(renamed(column), index));
      Partitioning partitioning = source.partitioning();
      return new SourceTable(
          source.source(),
          all,
          source.key().stream().map(this::renamed).toList(),
          partitioning.column() == null
              ? partitioning
              : new Partitioning(renamed(partitioning.column()), partitioning.count()),
          source.comment(),
          new Announcement(indexes, source.announcement().beforeSnapshot()));
    }

    private String renamed(String column) {
      return columns.getOrDefault(column, column);
    }

    private List<String> renamed(List<String> names) {
      List<String> renamed = names.stream().map(this::renamed).toList();
      for (int i = 0; i < names.size(); i++) {
        String column = renamed.get(i);
        if (columns.containsKey(names.get(i))
            && renamed.stream().filter(column::equalsIgnoreCase).count() > 1) {
          throw new ConnectException(
              "The column '"
                  + names.get(i)
                  + "' of "
                  + name
                  + " would get the name '"
                  + column
                  + "', which another column has. Give one of them another name with"
                  + " column.mappings.");
        }
      }
      return renamed;
    }
  }
}
