// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.sink.config.ColumnMappings;
import io.vecbridge.common.sink.event.ColumnRenames;
import java.util.Map;

/**
 * What a sink calls the columns of one source. Rows of the target have these names already.
 *
 * @param forward whether the source is the collection
 * @param mappings of the sink
 * @param source the collection's or table's name
 * @param dynamicColumn the sink's column for the dynamic field
 */
record ColumnNames(boolean forward, ColumnMappings mappings, String source, String dynamicColumn) {
  /** The renames that the sink would make in rows of the collection. */
  ColumnRenames ofCollection() {
    return forward ? mappings.renames() : ColumnRenames.none();
  }

  /** The renames that the sink would make in rows of the table. */
  ColumnRenames ofTable() {
    return forward ? ColumnRenames.none() : mappings.renames();
  }

  /** The target's name of a column of the source. */
  String target(String column) {
    return mappings.ofTable(source).getOrDefault(column, column);
  }

  /** The column that has the values of a collection's field, or null. */
  ColumnDefinition column(TableDefinition table, String field) {
    if (forward) {
      return table.column(target(field));
    }
    for (Map.Entry<String, String> mapping : mappings.ofTable(source).entrySet()) {
      if (mapping.getValue().equals(field)) {
        return table.column(mapping.getKey());
      }
    }
    return mappings.ofTable(source).containsKey(field) ? null : table.column(field);
  }
}
