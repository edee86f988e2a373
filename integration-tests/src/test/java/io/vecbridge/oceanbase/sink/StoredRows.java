// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.records.ChangeStream;
import io.vecbridge.records.ModelColumn;
import io.vecbridge.records.Treatment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows of a table that a {@link ChangeStream} was written to, as its model has them. */
final class StoredRows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OceanBaseClient client;
  private final String table;
  private final Treatment treatment;

  StoredRows(OceanBaseClient client, String table, Treatment treatment) {
    this.client = client;
    this.table = table;
    this.treatment = treatment;
  }

  Map<Long, Map<String, String>> read(ChangeStream changes)
      throws SQLException, JsonProcessingException {
    List<String> columns = new ArrayList<>();
    StringBuilder sql = new StringBuilder("SELECT " + treatment.nameOf("id"));
    for (ModelColumn column : changes.values()) {
      String name = treatment.nameOf(column.name());
      if (!name.isEmpty()) {
        columns.add(column.name());
        sql.append(", ").append(expression(column.name(), name));
      }
    }
    Map<Long, Map<String, String>> stored = new TreeMap<>();
    try (Statement statement = client.connection().createStatement();
        ResultSet rows = statement.executeQuery(sql + " FROM " + table)) {
      while (rows.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
          row.put(columns.get(i), text(columns.get(i), rows, i + 2));
        }
        row.computeIfPresent("s", (name, text) -> text.replaceAll("[{}]", ""));
        stored.put(rows.getLong(1), row);
      }
    }
    for (Map.Entry<Long, Map<String, String>> row : stored.entrySet()) {
      String sparse = row.getValue().get("s");
      if (sparse != null) {
        row.getValue().put("s", weights(row.getKey(), sparse));
      }
    }
    return stored;
  }

  private static String expression(String column, String name) {
    return switch (column) {
      case "f" -> "CAST(" + name + " AS DOUBLE)";
      case "dt", "zt", "tm" -> "CAST(" + name + " AS CHAR)";
      case "raw" -> "HEX(" + name + ")";
      case "v", "p" -> "ARRAY_MAP(x -> CAST(x AS DOUBLE), " + name + ")";
      default -> name;
    };
  }

  private static String text(String column, ResultSet row, int index)
      throws SQLException, JsonProcessingException {
    String text = row.getString(index);
    if (text == null) {
      return null;
    }
    return switch (column) {
      case "f" -> Float.toString((float) row.getDouble(index));
      case "d" -> Double.toString(row.getDouble(index));
      case "b" -> Integer.toString(row.getInt(index));
      case "j" -> JSON.readTree(text).toString();
      case "v", "p" -> Arrays.toString(vector(text));
      default -> text;
    };
  }

  private static float[] vector(String text) throws JsonProcessingException {
    double[] elements = JSON.readValue(text, double[].class);
    float[] vector = new float[elements.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) elements[i];
    }
    return vector;
  }

  /** The elements of a sparse vector one by one, because its text has only six digits. */
  private String weights(long id, String elements) throws SQLException {
    Map<Long, Float> weights = new TreeMap<>();
    for (String element : elements.split(",")) {
      if (!element.isBlank()) {
        String index = element.substring(0, element.indexOf(':')).strip();
        String sql =
            "SELECT INNER_PRODUCT(s, '{%s:1}') FROM %s WHERE %s = %d"
                .formatted(index, table, treatment.nameOf("id"), id);
        weights.put(Long.valueOf(index), (float) Double.parseDouble(client.query(sql).get(0)));
      }
    }
    return weights.toString();
  }
}
