// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import static io.vecbridge.common.oceanbase.TableName.quote;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.oceanbase.sink.config.VectorIndex;
import io.vecbridge.oceanbase.sink.config.VectorIndexConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A vector index to be created.
 *
 * @param name of the index, short enough for every kernel
 */
record NewIndex(String name, String column, VectorIndex index) {

  /**
   * The indexes of a table.
   *
   * @param types the types of its columns, in their order
   * @param taken names that other indexes of the table have
   */
  static List<NewIndex> of(
      VectorIndexConfig config,
      TableName table,
      Map<String, String> types,
      SourceTable source,
      Set<String> taken) {
    List<NewIndex> indexes = new ArrayList<>();
    Set<String> names = new HashSet<>(taken);
    types.forEach(
        (column, type) -> {
          boolean sparse = isSparse(type);
          if (sparse || isDense(type)) {
            config
                .of(table, column, source.announcement().indexes().get(column), sparse)
                .ifPresent(index -> indexes.add(new NewIndex(unused(names), column, index)));
          }
        });
    return indexes;
  }

  /**
   * The indexes of a table by the types that a schema change event names, as far as OceanBase has
   * types of these names.
   */
  static List<NewIndex> announced(VectorIndexConfig config, TableName table, SourceTable source) {
    Map<String, String> types = new LinkedHashMap<>();
    source.columns().stream()
        .filter(NewIndex::isVector)
        .forEach(column -> types.put(column.name(), column.type()));
    return of(config, table, types, source, Set.of());
  }

  /** Whether a column that a schema change event describes has vectors of such a type. */
  static boolean isVector(SourceTable.Column column) {
    return column.type() != null && (isSparse(column.type()) || isDense(column.type()));
  }

  private static boolean isSparse(String type) {
    return type.toUpperCase(Locale.ROOT).startsWith("SPARSEVECTOR");
  }

  private static boolean isDense(String type) {
    return type.toUpperCase(Locale.ROOT).startsWith("VECTOR");
  }

  private static String unused(Set<String> names) {
    int number = 1;
    while (!names.add("vidx_" + number)) {
      number++;
    }
    return "vidx_" + number;
  }

  /** As a part of CREATE TABLE. */
  String clause() {
    return "VECTOR INDEX " + quote(name) + " (" + quote(column) + ") WITH " + index.text();
  }

  /** As a statement of its own. */
  String statement(TableName table) {
    return "CREATE VECTOR INDEX "
        + quote(name)
        + " ON "
        + table.quoted()
        + " ("
        + quote(column)
        + ") WITH "
        + index.text();
  }
}
