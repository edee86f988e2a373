// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.table;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.TableDefinition.Partitioning;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the partitions of tables. */
final class PartitionsQuery {
  private static final CatalogueQuery PARTITIONS =
      new CatalogueQuery(
          """
          SELECT table_name, partition_method, partition_expression, partition_name,
          subpartition_name, partition_description, create_time
          FROM information_schema.partitions""",
          "ORDER BY table_name, partition_ordinal_position, subpartition_ordinal_position");

  private PartitionsQuery() {}

  static Map<TableName, Partitions> read(Connection connection, Collection<TableName> tables)
      throws SQLException {
    Map<TableName, Partitions> partitions = new HashMap<>();
    PARTITIONS.read(
        connection,
        tables,
        (table, row) -> partitions.computeIfAbsent(table, name -> new Partitions()).add(row));
    return partitions;
  }

  /** The partitions of one table, of which an unpartitioned one has one without a name. */
  static final class Partitions {
    private final List<String> names = new ArrayList<>();
    private final List<String> descriptions = new ArrayList<>();
    private String method;
    private String expression;

    private void add(ResultSet row) throws SQLException {
      method = row.getString(2);
      expression = row.getString(3);
      String name = row.getString(4);
      String subpartition = row.getString(5);
      if (name != null) {
        names.add(subpartition == null ? name : name + "." + subpartition);
      }
      descriptions.add(
          String.join(
              "\n",
              String.valueOf(method),
              String.valueOf(expression),
              String.valueOf(name),
              String.valueOf(subpartition),
              String.valueOf(row.getString(6)),
              // TRUNCATE and drop with create give a table new ones.
              String.valueOf(row.getString(7))));
    }

    /** Null for a table that is not partitioned. */
    Partitioning partitioning() {
      if (method == null || names.isEmpty()) {
        return null;
      }
      return new Partitioning(method, column(), List.copyOf(names));
    }

    /** What the fingerprint has of the partitions. */
    List<String> descriptions() {
      return descriptions;
    }

    private String column() {
      String text = expression == null ? "" : expression.trim();
      if (text.length() > 1 && text.startsWith("`") && text.endsWith("`")) {
        return text.substring(1, text.length() - 1).replace("``", "`");
      }
      return text.isEmpty() || text.matches(".*[(),+*/%-].*") ? null : text;
    }
  }
}
