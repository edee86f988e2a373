// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.row;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.rate.PageSize;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.oceanbase.source.schema.CapturedColumn;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.schema.SparseVectors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** A table that is compared. For one thread. */
public final class TableSide {
  private static final int LOOKED_UP = 500;
  private static final int MOST_ROWS = 5_000;

  private final Connection connection;
  private final Layout layout;
  private final TableQueries queries;
  private final SparseVectors sparse;

  /**
   * How the rows of a table are read.
   *
   * @param plain the columns that are compared in this process, the key's among them
   * @param vectors the vectors that the server compares, and the key's columns
   * @param key the column of the collection's primary key
   * @param events of rows in the plain schema
   */
  public record Layout(RowSchema plain, RowSchema vectors, CapturedColumn key, RowEvents events) {}

  /**
   * A table.
   *
   * @param where SQL for the rows that are compared; empty for all
   */
  public TableSide(Connection connection, Layout layout, String where) {
    this.connection = connection;
    this.layout = layout;
    this.queries = new TableQueries(layout, where);
    this.sparse = new SparseVectors(layout.plain());
  }

  /** Closes the connection at once. */
  public void close() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      throw new IllegalStateException("The connection to OceanBase can't be closed.", e);
    }
  }

  /** The connection, for statements of one's own. */
  public Connection connection() {
    return connection;
  }

  /** How its rows are read. */
  public Layout layout() {
    return layout;
  }

  /** The name of the table. */
  public TableName name() {
    return layout.plain().definition().name();
  }

  /**
   * The rows of a range after one key and up to another, in the order of the key.
   *
   * @param after null for the beginning of the range
   * @param upTo null for its end
   * @param withValues whether more than the keys is read
   */
  public TableScan scan(KeyRange range, Object after, Object upTo, boolean withValues) {
    return new TableScan(this, queries.range(range, after, upTo, withValues), withValues);
  }

  /** The rows of some keys by key, whether or not they match the condition. */
  public Map<Object, List<TableEntry>> lookup(List<?> keys, boolean withValues)
      throws SQLException {
    Map<Object, List<TableEntry>> found = new HashMap<>();
    for (int i = 0; i < keys.size(); i += LOOKED_UP) {
      List<?> some = keys.subList(i, Math.min(keys.size(), i + LOOKED_UP));
      TableQueries.Query query = queries.lookup(some, withValues);
      for (TableEntry entry : read(query, withValues)) {
        found.computeIfAbsent(entry.key(), key -> new ArrayList<>()).add(entry);
      }
    }
    return found;
  }

  /** The exact vectors of the rows of some keys, in the order of the vectors' schema. */
  public Map<Object, List<Map<String, byte[]>>> vectors(List<?> keys) throws SQLException {
    Map<Object, List<Map<String, byte[]>>> found = new HashMap<>();
    for (int i = 0; i < keys.size(); i += LOOKED_UP) {
      List<?> some = keys.subList(i, Math.min(keys.size(), i + LOOKED_UP));
      TableQueries.Query query = queries.vectors(some);
      try (PreparedStatement statement = connection.prepareStatement(query.text())) {
        query.bind(statement);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            Object key = layout.key().type().key().read(rows, 1);
            found.computeIfAbsent(key, each -> new ArrayList<>()).add(vectors(rows));
          }
        }
      }
    }
    return found;
  }

  private Map<String, byte[]> vectors(ResultSet row) throws SQLException {
    Object[] values = layout.vectors().read(row, 2);
    Map<String, byte[]> vectors = new HashMap<>();
    for (CapturedColumn column : layout.vectors().columns()) {
      if (values[column.index()] instanceof byte[] || values[column.index()] == null) {
        vectors.put(column.definition().name(), (byte[]) values[column.index()]);
      }
    }
    return vectors;
  }

  /** The number of rows of a range that match the condition. */
  public long count(KeyRange range) throws SQLException {
    TableQueries.Query query = queries.count(range);
    try (PreparedStatement statement = connection.prepareStatement(query.text())) {
      query.bind(statement);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /** A row that was read with its values, as a sink reads it. */
  public Change change(TableEntry entry) {
    return layout.events().change(keyStruct(entry), struct(entry));
  }

  /** The record that writes the row; of a layout without vectors of its own. */
  public SinkRecord upsert(TableEntry entry) {
    return layout.events().upsert(keyStruct(entry), struct(entry));
  }

  /** The record that deletes the row of a key, which can be one that the column can't hold. */
  public SinkRecord delete(Object key) {
    String column = layout.key().definition().name();
    Schema type = key instanceof String ? Schema.STRING_SCHEMA : Schema.INT64_SCHEMA;
    Schema schema = SchemaBuilder.struct().field(column, type).build();
    return layout.events().delete(new Struct(schema).put(column, key));
  }

  private Struct keyStruct(TableEntry entry) {
    return layout.plain().key(entry.values());
  }

  private Struct struct(TableEntry entry) {
    return layout.plain().row(entry.values());
  }

  /** A first size for pages. */
  PageSize pageSize() {
    return new PageSize(MOST_ROWS);
  }

  List<TableEntry> read(TableQueries.Query query, boolean withValues) throws SQLException {
    List<TableEntry> entries = new ArrayList<>();
    int cursorSize = layout.plain().rowKey().size();
    try (PreparedStatement statement = connection.prepareStatement(query.text())) {
      query.bind(statement);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          entries.add(
              new TableEntry(
                  layout.key().type().key().read(rows, 1),
                  layout.plain().rowKey().read(rows, 2),
                  withValues ? layout.plain().read(rows, 2 + cursorSize) : null));
        }
      }
    }
    if (withValues && sparse.needed()) {
      sparse.complete(
          connection,
          name().quoted(),
          entries.stream().map(TableEntry::cursor).toList(),
          entries.stream().map(TableEntry::values).toList());
    }
    return entries;
  }
}
