// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.row;

import io.vecbridge.oceanbase.source.schema.CapturedColumn;
import io.vecbridge.oceanbase.source.schema.KeyColumns;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that read a table. Rows are paged by the column of the collection's primary key,
 * then by the other columns of the table's key, since the primary key of the collection need not
 * identify a row of the table.
 */
final class TableQueries {
  private static final String ALIAS = "t";

  private final RowSchema plain;
  private final RowSchema vectors;
  private final CapturedColumn key;
  private final List<Integer> furtherKeys = new ArrayList<>();
  private final String where;

  TableQueries(TableSide.Layout layout, String where) {
    this.plain = layout.plain();
    this.vectors = layout.vectors();
    this.key = layout.key();
    this.where = where;
    List<CapturedColumn> columns = plain.rowKey().columns();
    for (int i = 0; i < columns.size(); i++) {
      if (!columns.get(i).definition().equals(key.definition())) {
        furtherKeys.add(i);
      }
    }
  }

  /** A statement with its parameters. */
  record Query(String text, List<Parameter> parameters) {
    void bind(PreparedStatement statement) throws SQLException {
      for (int i = 0; i < parameters.size(); i++) {
        Parameter parameter = parameters.get(i);
        parameter.column().type().key().bind(statement, i + 1, parameter.value());
      }
    }
  }

  /** A value of a key column. */
  record Parameter(CapturedColumn column, Object value) {}

  /** The rows between two keys. */
  final class Range {
    private final List<String> conditions = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final boolean withValues;

    private Range(boolean withValues) {
      this.withValues = withValues;
      if (!where.isEmpty()) {
        conditions.add("(" + where + ")");
      }
    }

    private Range and(String comparison, Object value) {
      if (value != null) {
        conditions.add(key.quoted(ALIAS) + comparison + "?");
        parameters.add(new Parameter(key, value));
      }
      return this;
    }

    /** The first rows after one; all of the range if it is null. */
    Query page(TableEntry after, int limit) {
      List<String> all = new ArrayList<>(conditions);
      List<Parameter> bound = new ArrayList<>(parameters);
      if (after != null) {
        all.add(tuple(orderedBy()) + " > " + tuple("?" + ", ?".repeat(furtherKeys.size())));
        bound.add(new Parameter(key, after.key()));
        for (int place : furtherKeys) {
          bound.add(new Parameter(plain.rowKey().columns().get(place), after.cursor().get(place)));
        }
      }
      return new Query(
          select(withValues)
              + (all.isEmpty() ? "" : " WHERE " + String.join(" AND ", all))
              + " ORDER BY "
              + orderedBy()
              + " LIMIT "
              + limit,
          bound);
    }
  }

  Range range(KeyRange range, Object after, Object upTo, boolean withValues) {
    return new Range(withValues)
        .and(" >= ", after == null ? range.from() : null)
        .and(" > ", after)
        .and(" <= ", upTo)
        .and(" < ", range.to());
  }

  Query lookup(List<?> keys, boolean withValues) {
    return new Query(select(withValues) + in(keys), parameters(keys));
  }

  Query vectors(List<?> keys) {
    return new Query(
        "SELECT "
            + key.type().key().expression(key.quoted(ALIAS))
            + ", "
            + vectors.selectList(ALIAS)
            + from()
            + in(keys),
        parameters(keys));
  }

  Query count(KeyRange range) {
    Range rows = range(range, null, null, false);
    return new Query(
        "SELECT COUNT(*)"
            + from()
            + (rows.conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", rows.conditions)),
        rows.parameters);
  }

  private String select(boolean withValues) {
    KeyColumns rowKey = plain.rowKey();
    return "SELECT "
        + key.type().key().expression(key.quoted(ALIAS))
        + ", "
        + rowKey.selectList(ALIAS)
        + (withValues ? ", " + plain.selectList(ALIAS) : "")
        + from();
  }

  private String from() {
    return " FROM " + plain.definition().name().quoted() + " " + ALIAS;
  }

  private String in(List<?> keys) {
    return " WHERE " + key.quoted(ALIAS) + " IN (?" + ", ?".repeat(keys.size() - 1) + ")";
  }

  private List<Parameter> parameters(List<?> keys) {
    return keys.stream().map(value -> new Parameter(key, value)).toList();
  }

  private String orderedBy() {
    return key.quoted(ALIAS)
        + furtherKeys.stream()
            .map(place -> ", " + plain.rowKey().columns().get(place).quoted(ALIAS))
            .collect(Collectors.joining());
  }

  private String tuple(String list) {
    return furtherKeys.isEmpty() ? list : "(" + list + ")";
  }
}
