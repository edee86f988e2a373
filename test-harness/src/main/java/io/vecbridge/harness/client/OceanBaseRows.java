// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rows of a table in the order of a column, streamed: column name to value as {@link
 * MilvusValues} gives it, but with Long for BOOLEAN.
 */
public final class OceanBaseRows implements AutoCloseable {
  private final Connection streaming;
  private final Connection lookups;
  private final String table;
  private final List<OceanBaseColumn> columns;
  private final String orderedBy;
  private final Statement statement;
  private final ResultSet rows;

  /**
   * Opens the rows.
   *
   * @param streaming a connection for these rows alone; closed with them
   * @param lookups a connection for the exact values of sparse vectors, row by row
   */
  OceanBaseRows(
      Connection streaming,
      Connection lookups,
      String table,
      List<OceanBaseColumn> columns,
      String orderedBy)
      throws SQLException {
    this.streaming = streaming;
    this.lookups = lookups;
    this.table = table;
    this.columns = columns;
    this.orderedBy = orderedBy;
    this.statement =
        streaming.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    statement.setFetchSize(Integer.MIN_VALUE);
    String expressions =
        columns.stream().map(OceanBaseColumn::expression).collect(Collectors.joining(", "));
    this.rows =
        statement.executeQuery(
            "SELECT "
                + expressions
                + " FROM "
                + table
                + " ORDER BY "
                + OceanBaseClient.quoted(orderedBy));
  }

  /** The next row, or null at the end. */
  public Map<String, Object> next() throws SQLException {
    if (!rows.next()) {
      return null;
    }
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      row.put(columns.get(i).name(), value(columns.get(i), i + 1));
    }
    for (OceanBaseColumn column : columns) {
      if (row.get(column.name()) instanceof SparseIndices sparse) {
        row.put(column.name(), weights(column, sparse, row.get(orderedBy)));
      }
    }
    return row;
  }

  private Object value(OceanBaseColumn column, int index) throws SQLException {
    if (rows.getObject(index) == null) {
      return null;
    }
    return switch (column.reading()) {
      case INTEGER -> rows.getLong(index);
      case FLOAT -> (float) rows.getDouble(index);
      case DOUBLE -> rows.getDouble(index);
      case TEXT -> rows.getString(index);
      case JSON -> Json.parse(rows.getString(index));
      case BYTES -> rows.getBytes(index);
      case VECTOR -> OceanBaseText.vector(rows.getString(index));
      case FLOAT_ARRAY ->
          OceanBaseText.list(rows.getString(index), text -> (float) Double.parseDouble(text));
      case DOUBLE_ARRAY -> OceanBaseText.list(rows.getString(index), Double::valueOf);
      case INTEGER_ARRAY -> OceanBaseText.list(rows.getString(index), Long::valueOf);
      case TEXT_ARRAY -> OceanBaseText.list(rows.getString(index), OceanBaseText::hex);
      case SPARSE_VECTOR -> new SparseIndices(OceanBaseText.indices(rows.getString(index)));
    };
  }

  /**
   * The text of a sparse vector gives its indices; the inner product with a unit vector gives each
   * exact weight.
   */
  private SortedMap<Long, Float> weights(OceanBaseColumn column, SparseIndices sparse, Object key)
      throws SQLException {
    SortedMap<Long, Float> weights = new TreeMap<>();
    if (sparse.indices.isEmpty()) {
      return weights;
    }
    List<String> products = new ArrayList<>();
    for (long index : sparse.indices) {
      products.add(
          "INNER_PRODUCT(" + OceanBaseClient.quoted(column.name()) + ", '{" + index + ":1}')");
    }
    String sql =
        "SELECT "
            + String.join(", ", products)
            + " FROM "
            + table
            + " WHERE "
            + OceanBaseClient.quoted(orderedBy)
            + " = ?";
    try (PreparedStatement lookup = lookups.prepareStatement(sql)) {
      lookup.setObject(1, key);
      try (ResultSet row = lookup.executeQuery()) {
        if (row.next()) {
          for (int i = 0; i < sparse.indices.size(); i++) {
            weights.put(sparse.indices.get(i), (float) row.getDouble(i + 1));
          }
        }
      }
    }
    return weights;
  }

  private record SparseIndices(List<Long> indices) {}

  @Override
  public void close() throws SQLException {
    // Aborting spares reading the rest of the rows.
    streaming.abort(Runnable::run);
  }
}
