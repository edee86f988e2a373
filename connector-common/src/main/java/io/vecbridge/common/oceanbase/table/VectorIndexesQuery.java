// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.table;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.wire.DeclaredIndex;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the indexes of a table's vectors. Only {@code SHOW CREATE TABLE} has their parameters. They
 * matter to a sink that creates tables or collections, and to nothing else: if the server refuses
 * to show them, the table is one without such indexes.
 */
final class VectorIndexesQuery {
  private static final Logger LOG = LoggerFactory.getLogger(VectorIndexesQuery.class);

  /** A text is passed over as a whole, since it may contain anything; so is any other name. */
  private static final Pattern PART =
      Pattern.compile(
          "'(?:[^'\\\\]++|\\\\.|'')*+'"
              + "|VECTOR (?:KEY|INDEX) `(?:[^`]|``)++` \\(`((?:[^`]|``)++)`\\) WITH \\(([^)]*)\\)"
              + "|`(?:[^`]|``)++`",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private VectorIndexesQuery() {}

  /** The indexes by the names of their columns; asks the server only if a column has vectors. */
  static Map<String, DeclaredIndex> read(
      Connection connection, TableName table, List<ColumnDefinition> columns) throws SQLException {
    if (columns.stream().noneMatch(VectorIndexesQuery::hasVectors)) {
      return Map.of();
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW CREATE TABLE " + table.quoted())) {
      return row.next() ? of(row.getString(2)) : Map.of();
    } catch (SQLException e) {
      if (OceanBaseFailures.classify(e) == Failure.RETRY) {
        throw e;
      }
      LOG.warn(
          "The vector indexes of {} are unknown, so its schema change event has none: {}",
          table,
          OceanBaseFailures.reason(e));
      return Map.of();
    }
  }

  private static boolean hasVectors(ColumnDefinition column) {
    return column.typeName().equals("VECTOR") || column.typeName().equals("SPARSEVECTOR");
  }

  /** The indexes of a CREATE TABLE statement as the server shows it. */
  static Map<String, DeclaredIndex> of(String statement) {
    Map<String, DeclaredIndex> indexes = new HashMap<>();
    Matcher parts = PART.matcher(statement);
    while (parts.find()) {
      if (parts.group(1) != null) {
        indexes.put(parts.group(1).replace("``", "`"), index(parts.group(2)));
      }
    }
    return Map.copyOf(indexes);
  }

  /** What concerns searches only, or the library that builds the index, is left out. */
  private static DeclaredIndex index(String settings) {
    Map<String, String> all = new HashMap<>();
    for (String setting : settings.toUpperCase(Locale.ROOT).split(",")) {
      int equals = setting.indexOf('=');
      if (equals > 0) {
        all.put(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
      }
    }
    String named = all.getOrDefault("TYPE", "");
    String type = named.equals("IVF") ? "IVF_FLAT" : named;
    Map<String, String> parameters = new HashMap<>();
    put(parameters, type.equals("IVF_PQ") ? "m" : "M", all.get("M"));
    put(parameters, "efConstruction", all.get("EF_CONSTRUCTION"));
    put(parameters, "nlist", all.get("NLIST"));
    put(parameters, "nbits", all.get("NBITS"));
    String distance = all.getOrDefault("DISTANCE", "");
    return new DeclaredIndex(
        type, distance.equals("INNER_PRODUCT") ? "IP" : distance, Map.copyOf(parameters));
  }

  private static void put(Map<String, String> parameters, String name, String value) {
    if (value != null && value.matches("\\d{1,9}")) {
      parameters.put(name, value);
    }
  }
}
