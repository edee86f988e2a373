// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.milvus.grpc.FieldData;
import io.milvus.grpc.FloatArray;
import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.StringTokenizer;

/** Reads each page and the same rows of the table, with every digit, and compares the floats. */
final class BareReadout implements Contender {
  private final BarePager pager;
  private final OceanBaseClient client;
  private final FilledCollection collection;

  BareReadout(BarePager pager, OceanBaseClient client, FilledCollection collection) {
    this.pager = pager;
    this.client = client;
    this.collection = collection;
  }

  @Override
  public String name() {
    return "both sides read out";
  }

  @Override
  public int rows() {
    return collection.rows();
  }

  @Override
  public double run() throws SQLException {
    Arrivals arrivals = new Arrivals(collection.rows(), 300);
    long timestamp = pager.timestamp();
    String expression = "";
    long after = -1;
    String query =
        "SELECT id, ARRAY_MAP(x -> CAST(x AS DOUBLE), v) FROM "
            + collection.name()
            + " WHERE id > ? AND id <= ? ORDER BY id";
    try (PreparedStatement statement = client.connection().prepareStatement(query)) {
      while (arrivals.expectsMore()) {
        List<FieldData> page = pager.page(expression, timestamp);
        List<Long> keys = Rows.keys(page);
        long last = keys.get(keys.size() - 1);
        statement.setLong(1, after);
        statement.setLong(2, last);
        compare(keys, vectors(page), statement);
        arrivals.saw(keys.size());
        after = last;
        expression = "id > " + last;
      }
    }
    return arrivals.rowsPerSecond();
  }

  private void compare(List<Long> keys, FloatArray elements, PreparedStatement statement)
      throws SQLException {
    int at = 0;
    int row = 0;
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        StringTokenizer numbers = new StringTokenizer(rows.getString(2), "[], ");
        boolean same = rows.getLong(1) == keys.get(row++);
        while (numbers.hasMoreTokens()) {
          float stored = (float) Double.parseDouble(numbers.nextToken());
          int bits = Float.floatToRawIntBits(elements.getData(at++));
          same &= Float.floatToRawIntBits(stored) == bits;
        }
        if (!same) {
          throw new IllegalStateException("Row " + rows.getLong(1) + " differs");
        }
      }
    }
    if (row != keys.size()) {
      throw new IllegalStateException(row + " of " + keys.size() + " rows are in the table");
    }
  }

  private static FloatArray vectors(List<FieldData> page) {
    return page.stream()
        .filter(FieldData::hasVectors)
        .findFirst()
        .orElseThrow()
        .getVectors()
        .getFloatVector();
  }
}
