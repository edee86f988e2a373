// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.page;

import io.vecbridge.oceanbase.source.schema.KeyColumns;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.schema.SparseVectors;
import io.vecbridge.oceanbase.source.schema.TableRow;
import io.vecbridge.oceanbase.source.table.Session;
import io.vecbridge.oceanbase.source.type.VectorText;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Pages of a table on the server. */
public final class JdbcPages implements TablePages {
  private final Session session;
  private final RowSchema schema;
  private final PageQueries queries;
  private final VectorReads vectors;
  private final SparseVectors sparse;
  private final boolean filtered;

  /**
   * Of a table.
   *
   * @param condition of the rows that are captured; empty for all
   * @param vectors how the table's vectors are read
   * @param timeout the maximum time of a statement, if it is shorter than the session's; zero
   *     otherwise
   */
  public JdbcPages(
      Session session,
      RowSchema schema,
      ReadPartitions partitions,
      String condition,
      VectorReads vectors,
      Duration timeout) {
    this.session = session;
    this.schema = schema;
    this.queries = new PageQueries(schema, partitions, condition, timeout);
    this.filtered = !condition.isEmpty();
    this.vectors = vectors;
    this.sparse = new SparseVectors(schema);
  }

  @Override
  public List<TableRow> rows(long scn, String filter, List<Object> after, int limit)
      throws SQLException {
    VectorText text = vectors.text();
    String query = queries.rows(scn, filter, after.isEmpty(), limit, text);
    try (PreparedStatement statement = session.prepare(query)) {
      bind(statement, after);
      return complete(queries.asOfLow(scn), rows(statement, false, text));
    }
  }

  @Override
  public List<List<Object>> changedKeys(long low, long high, List<Object> after, int limit)
      throws SQLException {
    String query = queries.changedKeys(low, high, after.isEmpty(), limit);
    try (PreparedStatement statement = session.prepare(query)) {
      bind(statement, after);
      return read(statement, row -> schema.rowKey().read(row, 1), TableRow::keyBytes);
    }
  }

  @Override
  public List<TableRow> rowsOf(long scn, List<List<Object>> keys) throws SQLException {
    VectorText text = vectors.text();
    try (PreparedStatement statement = session.prepare(queries.rowsOf(scn, keys.size(), text))) {
      bindAll(statement, keys);
      return complete(queries.asOfHigh(scn), rows(statement, filtered, text));
    }
  }

  @Override
  public List<TableRow> deleted(long low, long high, List<Object> after, int limit)
      throws SQLException {
    String query = queries.deleted(low, high, after.isEmpty(), limit);
    try (PreparedStatement statement = session.prepare(query)) {
      bind(statement, after);
      KeyColumns key = schema.rowKey();
      return read(
          statement,
          row -> new TableRow(key.read(row, 1), schema.recordKey().readValues(row, key.size() + 1)),
          TableRow::bytes);
    }
  }

  @Override
  public long count(long scn) throws SQLException {
    try (PreparedStatement statement = session.prepare(queries.count(scn));
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void probe(long low) throws SQLException {
    try (PreparedStatement statement = session.prepare(queries.probe(low));
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        // Only the refusal counts.
      }
    }
  }

  private void bind(PreparedStatement statement, List<Object> after) throws SQLException {
    if (!after.isEmpty()) {
      schema.rowKey().bind(statement, 1, after);
    }
  }

  private void bindAll(PreparedStatement statement, List<List<Object>> keys) throws SQLException {
    int index = 1;
    for (List<Object> key : keys) {
      index = schema.rowKey().bind(statement, index, key);
    }
  }

  private List<TableRow> rows(PreparedStatement statement, boolean judged, VectorText text)
      throws SQLException {
    KeyColumns key = schema.rowKey();
    int verdict = key.size() + schema.columns().size() + 1;
    return read(
        statement,
        row ->
            new TableRow(
                key.read(row, 1),
                schema.read(row, key.size() + 1, text),
                !judged || row.getBoolean(verdict)),
        TableRow::bytes);
  }

  /** Reads a row of a result. */
  private interface RowReader<R> {
    R read(ResultSet row) throws SQLException;
  }

  /** Rows come one by one, and no more of them than a page may hold. */
  private <R> List<R> read(PreparedStatement statement, RowReader<R> reader, ToLongFunction<R> size)
      throws SQLException {
    statement.setFetchSize(Integer.MIN_VALUE);
    List<R> page = new ArrayList<>();
    long bytes = 0;
    try (ResultSet rows = statement.executeQuery()) {
      while (bytes < MOST_BYTES && rows.next()) {
        R row = reader.read(rows);
        page.add(row);
        bytes += size.applyAsLong(row);
      }
      if (bytes >= MOST_BYTES) {
        // Otherwise all other rows would be received first.
        session.drop();
      }
    } catch (SQLException e) {
      if (bytes < MOST_BYTES) {
        throw e;
      }
    }
    return page;
  }

  private List<TableRow> complete(String from, List<TableRow> page) throws SQLException {
    readAgain(from, page);
    if (sparse.needed()) {
      List<List<Object>> cursors = new ArrayList<>();
      List<Object[]> values = new ArrayList<>();
      for (TableRow row : page) {
        cursors.add(row.cursor());
        values.add(row.values());
      }
      sparse.complete(session.connection(), from, cursors, values);
    }
    return page;
  }

  /** Reads the rows again that hold a vector which its text didn't hold. */
  private void readAgain(String from, List<TableRow> page) throws SQLException {
    List<TableRow> rounded = page.stream().filter(TableRow::isRounded).toList();
    vectors.read(page.size(), rounded.size());
    if (rounded.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = session.prepare(queries.again(from, rounded.size()))) {
      bindAll(statement, rounded.stream().map(TableRow::cursor).toList());
      int answered = 0;
      try (ResultSet rows = statement.executeQuery()) {
        for (; rows.next() && answered < rounded.size(); answered++) {
          Object[] values = rounded.get(answered).values();
          Object[] exact = schema.read(rows, schema.rowKey().size() + 1, VectorText.DOUBLES);
          System.arraycopy(exact, 0, values, 0, values.length);
        }
      }
      if (answered != rounded.size()) {
        throw schema.changedWhileRead();
      }
    }
  }
}
