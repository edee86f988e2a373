// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The columns of a key in statements: read as a cursor, which an offset can hold, and bound again.
 * Every {@code alias} is the table's, empty for none. Immutable.
 */
public final class KeyColumns {
  private final List<CapturedColumn> columns;
  private final int width;

  /**
   * @param width number of values of a row
   */
  KeyColumns(List<CapturedColumn> columns, int width) {
    this.columns = List.copyOf(columns);
    this.width = width;
  }

  public List<CapturedColumn> columns() {
    return columns;
  }

  /** The names of the columns. */
  public List<String> names() {
    return columns.stream().map(column -> column.definition().name()).toList();
  }

  /** Number of columns, of result columns of {@link #selectList} and of parameters of a cursor. */
  public int size() {
    return columns.size();
  }

  /** Whether all of them distinguish values that differ in a byte. */
  public boolean exact() {
    return columns.stream().allMatch(column -> column.definition().exact());
  }

  /** {@code `a`, `b`+0}: what {@link #read} reads. */
  public String selectList(String alias) {
    return list(column -> column.type().key().expression(column.quoted(alias)));
  }

  /** {@code `a`, `b`}: the columns themselves, for ORDER BY. */
  public String names(String alias) {
    return list(column -> column.quoted(alias));
  }

  /** {@code (`a`, `b`) > (?, ?)}: the rows after a cursor. */
  public String after(String alias) {
    return tuple(names(alias)) + " > " + parameters();
  }

  /** {@code (`a`, `b`) IN ((?, ?), (?, ?))}: the rows of some cursors, one at least. */
  public String in(String alias, int cursors) {
    return tuple(names(alias))
        + " IN ("
        + (parameters() + ", ").repeat(cursors - 1)
        + parameters()
        + ")";
  }

  /**
   * {@code l.`a` = r.`a` AND ..}: byte for byte, whatever the columns' collations. The plain
   * comparison comes first, because it is the one that an index serves.
   */
  public String same(String left, String right) {
    return columns.stream()
        .map(column -> same(column, column.quoted(left), column.quoted(right)))
        .collect(Collectors.joining(" AND "));
  }

  private static String same(CapturedColumn column, String left, String right) {
    String equal = left + " = " + right;
    return column.definition().exact()
        ? equal
        : equal + " AND BINARY " + left + " = BINARY " + right;
  }

  /** The cursor in a result row whose first column of {@link #selectList} is {@code first}. */
  public List<Object> read(ResultSet row, int first) throws SQLException {
    List<Object> cursor = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      cursor.add(columns.get(i).type().key().read(row, first + i));
    }
    return cursor;
  }

  /** Whether a cursor can be one of these columns; that of another key usually is not. */
  public boolean holds(List<?> cursor) {
    boolean holds = cursor.size() == columns.size();
    for (int i = 0; holds && i < columns.size(); i++) {
      holds = columns.get(i).type().key().holds(cursor.get(i));
    }
    return holds;
  }

  /**
   * Binds a cursor.
   *
   * @return the index after the last parameter
   * @throws IllegalArgumentException for a cursor that is not of these columns
   */
  public int bind(PreparedStatement statement, int first, List<?> cursor) throws SQLException {
    if (cursor.size() != columns.size()) {
      throw new IllegalArgumentException(
          "A cursor of " + cursor.size() + " values for " + columns.size() + " key columns");
    }
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).type().key().bind(statement, first + i, cursor.get(i));
    }
    return first + columns.size();
  }

  /** The expressions of the columns as values: what {@link #readValues} reads. */
  public String valueList(String alias) {
    return list(column -> column.expression(alias));
  }

  /**
   * The values of a row of which only the key is known: as {@link RowSchema#read}, null for all
   * other columns.
   */
  public Object[] readValues(ResultSet row, int first) throws SQLException {
    Object[] values = new Object[width];
    for (int i = 0; i < columns.size(); i++) {
      values[columns.get(i).index()] = columns.get(i).type().read(row, first + i);
    }
    return values;
  }

  private String parameters() {
    return tuple("?, ".repeat(columns.size() - 1) + "?");
  }

  private String tuple(String list) {
    return columns.size() == 1 ? list : "(" + list + ")";
  }

  private String list(Function<CapturedColumn, String> text) {
    return columns.stream().map(text).collect(Collectors.joining(", "));
  }
}
