// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.source.offset.Escapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The shape of a table when its rows were last read: kept in the offset, because the server doesn't
 * report what a table was before it was changed.
 *
 * @param columns types by name, in the table's order
 * @param partitions names of the partitions; empty if there are none
 * @param key the columns that identify a row; empty if they are not known
 * @param removed columns whose values have been sent, and which the table no longer has
 */
public record TableShape(
    Map<String, String> columns, List<String> partitions, List<String> key, List<String> removed) {
  /** Of the names and types in a text: a quoted name, or an option of an ENUM, can have any. */
  static final Escapes ESCAPES = new Escapes("\t\n\f");

  private static final String LINE = "\n";
  private static final char TYPE = '\t';

  /** A shape without removed columns. */
  public TableShape(Map<String, String> columns, List<String> partitions, List<String> key) {
    this(columns, partitions, key, List.of());
  }

  /**
   * The current shape of a table.
   *
   * @param key the columns that identify a row
   */
  public static TableShape of(TableDefinition table, List<String> key) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (ColumnDefinition column : table.columns()) {
      columns.put(column.name(), column.type());
    }
    return new TableShape(columns, partitionsOf(table), key);
  }

  /** The current columns of a table, whose partitions and key don't matter. */
  public static TableShape ofColumns(TableDefinition table) {
    return new TableShape(of(table, List.of()).columns, List.of(), List.of());
  }

  /** The names of the current partitions of a table; empty if there are none. */
  public static List<String> partitionsOf(TableDefinition table) {
    return table.partitioning() == null ? List.of() : table.partitioning().names();
  }

  /** Number of columns. */
  public int size() {
    return columns.size();
  }

  /** Whether another shape begins with the columns of this one. */
  public boolean isPrefixOf(TableShape other) {
    List<Map.Entry<String, String>> longer = List.copyOf(other.columns.entrySet());
    return size() <= longer.size()
        && List.copyOf(columns.entrySet()).equals(longer.subList(0, size()));
  }

  /**
   * Why changes between this and a later shape can't be captured, or null if they can: columns may
   * be added, removed or widened, and partitions added. If a column was removed and another one
   * added at once, it may have been renamed, and its values are not sent under the new name; if one
   * was removed and added again, rows that don't change have lost their values, which are not sent
   * either; if columns changed places, they may have exchanged their names; the rows of a dropped
   * partition are missing at every earlier SCN too, so their deletes can't be determined; and rows
   * that are identified by another key have other record keys.
   */
  public String obstacleTo(TableShape later) {
    List<String> gone = new ArrayList<>(columns.keySet());
    gone.removeAll(later.columns.keySet());
    List<String> added = new ArrayList<>(later.columns.keySet());
    added.removeAll(columns.keySet());
    if (!gone.isEmpty() && !added.isEmpty()) {
      return "columns "
          + gone
          + " are gone and "
          + added
          + " are new, so values may have moved from one to the other";
    }
    List<String> before = new ArrayList<>(columns.keySet());
    before.retainAll(later.columns.keySet());
    List<String> after = new ArrayList<>(later.columns.keySet());
    after.retainAll(columns.keySet());
    if (!before.equals(after)) {
      return "columns "
          + before
          + " are now in the order "
          + after
          + ", so values may have moved from one to the other";
    }
    List<String> again = removedAndAddedAgain(added, later);
    if (!again.isEmpty()) {
      return "columns " + again + " were removed and added again, so their values are others";
    }
    List<String> partitionsGone = new ArrayList<>(partitions);
    partitionsGone.removeAll(later.partitions);
    if (!partitionsGone.isEmpty()) {
      return "partitions "
          + partitionsGone
          + " were dropped, and the deletes of their rows can't"
          + " be determined";
    }
    return keyObstacleTo(later);
  }

  private List<String> removedAndAddedAgain(List<String> added, TableShape later) {
    List<String> again = new ArrayList<>(added);
    again.retainAll(removed);
    columns.forEach(
        (name, type) -> {
          if (later.columns.containsKey(name)
              && !ColumnTypeChange.keepsValues(type, later.columns.get(name))) {
            again.add(name);
          }
        });
    return again;
  }

  /** Why the key of a later shape is another, or null if it is the same or was not known. */
  public String keyObstacleTo(TableShape later) {
    return key.isEmpty() || key.equals(later.key)
        ? null
        : "its rows were identified by the columns " + key + ", and now are by " + later.key;
  }

  /**
   * The partitions that a later table already had then, if it has got others too; empty if it has
   * only these.
   */
  public List<String> partitionsIn(TableDefinition later) {
    boolean same = partitionsOf(later).equals(partitions);
    // Subpartitions are not named in a SELECT as they are here.
    boolean plain = partitions.stream().noneMatch(name -> name.indexOf('.') >= 0);
    return same || !plain ? List.of() : partitions;
  }

  /** This shape's partitions with the columns and the key of another, later one. */
  public TableShape withColumnsOf(TableShape later) {
    Set<String> gone = new TreeSet<>(removed);
    gone.addAll(columns.keySet());
    gone.removeAll(later.columns.keySet());
    return new TableShape(later.columns, partitions, later.key, List.copyOf(gone));
  }

  /** The same columns and key with other partitions. */
  public TableShape withPartitions(List<String> others) {
    return new TableShape(columns, others, key, removed);
  }

  /** The same columns and partitions with another key. */
  public TableShape withKey(List<String> other) {
    return new TableShape(columns, partitions, other, removed);
  }

  /** The columns as one text, for an offset. */
  String columnsText() {
    StringBuilder text = new StringBuilder();
    columns.forEach(
        (name, type) ->
            text.append(text.isEmpty() ? "" : LINE)
                .append(ESCAPES.escaped(name))
                .append(TYPE)
                .append(ESCAPES.escaped(type)));
    return text.toString();
  }

  /** The partitions as one text, for an offset. */
  String partitionsText() {
    return joined(LINE, partitions);
  }

  /** The key as one text, for an offset. */
  String keyText() {
    return joined(LINE, key);
  }

  /** The removed columns as one text, for an offset. */
  String removedText() {
    return joined(LINE, removed);
  }

  /** Names with a separator in between. */
  static String joined(String separator, List<String> names) {
    return names.stream().map(ESCAPES::escaped).collect(Collectors.joining(separator));
  }

  /** The shape of four such texts. */
  static TableShape parse(
      String columnsText, String partitionsText, String keyText, String removedText) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String line : lines(columnsText)) {
      int end = line.lastIndexOf(TYPE);
      String name = end < 0 ? line : line.substring(0, end);
      columns.put(ESCAPES.plain(name), ESCAPES.plain(line.substring(end + 1)));
    }
    return new TableShape(columns, names(partitionsText), names(keyText), names(removedText));
  }

  private static List<String> names(String text) {
    return lines(text).stream().map(ESCAPES::plain).toList();
  }

  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(LINE, -1));
  }
}
