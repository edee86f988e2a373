// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.schema;

import io.vecbridge.oceanbase.source.type.SparseVector;
import io.vecbridge.oceanbase.source.type.SparseVectorType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the SPARSEVECTOR values of some rows exact. A SELECT prints them with six digits; {@code
 * INNER_PRODUCT} with one index has the exact value of that index, so the rows' values are read in
 * further queries, each with many terms of many rows. Does nothing for tables without such columns.
 *
 * <p>A query is a UNION ALL of SELECTs by key, each with {@value #WIDTH} terms of one row.
 */
public final class SparseVectors {
  private static final int WIDTH = 32;
  private static final int MOST_PARTS = 64;

  private final RowSchema schema;
  private final List<CapturedColumn> columns;

  public SparseVectors(RowSchema schema) {
    this.schema = schema;
    this.columns =
        schema.columns().stream()
            .filter(column -> column.type() instanceof SparseVectorType)
            .toList();
  }

  /** Whether the table has such columns at all. */
  public boolean needed() {
    return !columns.isEmpty();
  }

  /**
   * Completes rows that {@link RowSchema#read} gave.
   *
   * @param from the table as the rows were read, such as {@code `d`.`t` AS OF SNAPSHOT 17}
   * @param cursors the rows' cursors of {@link RowSchema#rowKey}
   * @param rows their values, which become exact in place
   */
  public void complete(
      Connection connection, String from, List<List<Object>> cursors, List<Object[]> rows)
      throws SQLException {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      for (CapturedColumn column : columns) {
        SparseVector vector = (SparseVector) rows.get(i)[column.index()];
        for (int term = 0; vector != null && term < vector.size(); term += WIDTH) {
          parts.add(new Part(column, cursors.get(i), vector, term));
          if (parts.size() == MOST_PARTS) {
            ask(connection, from, parts);
            parts.clear();
          }
        }
      }
    }
    if (!parts.isEmpty()) {
      ask(connection, from, parts);
    }
  }

  private void ask(Connection connection, String from, List<Part> parts) throws SQLException {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      query.append(i == 0 ? "SELECT " : " UNION ALL SELECT ").append(i);
      parts.get(i).appendTerms(query);
      query.append(" FROM ").append(from).append(" WHERE ").append(schema.rowKey().in("", 1));
    }
    try (PreparedStatement statement = connection.prepareStatement(query.toString())) {
      int index = 1;
      for (Part part : parts) {
        index = schema.rowKey().bind(statement, index, part.cursor);
      }
      int answered = 0;
      try (ResultSet answers = statement.executeQuery()) {
        for (; answers.next(); answered++) {
          parts.get(answers.getInt(1)).take(answers);
        }
      }
      if (answered != parts.size()) {
        throw schema.changedWhileRead();
      }
    }
  }

  /** Up to {@value #WIDTH} terms of one value. */
  private record Part(CapturedColumn column, List<Object> cursor, SparseVector vector, int first) {
    void appendTerms(StringBuilder query) {
      SparseVectorType type = (SparseVectorType) column.type();
      String name = column.quoted("");
      for (int term = first; term < first + WIDTH; term++) {
        query.append(',');
        query.append(term < vector.size() ? type.term(name, vector.index(term)) : "NULL");
      }
    }

    void take(ResultSet answer) throws SQLException {
      int end = Math.min(first + WIDTH, vector.size());
      for (int term = first; term < end; term++) {
        vector.set(term, answer.getDouble(2 + term - first));
      }
    }
  }
}
