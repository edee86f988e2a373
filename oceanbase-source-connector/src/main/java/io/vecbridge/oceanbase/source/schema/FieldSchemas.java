// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.schema;

import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.wire.ColumnParameters;
import io.vecbridge.oceanbase.source.table.TableKeys;
import io.vecbridge.oceanbase.source.type.ColumnType;
import io.vecbridge.oceanbase.source.type.ColumnTypes;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The schema of a column's field in the row: the schema of its type with the parameters by which a
 * sink learns what the column is. All fields but those of the record key are optional, so that one
 * schema serves {@code before} and {@code after}.
 */
final class FieldSchemas {
  /** The column of a dynamic field, as the OceanBase sink names it. */
  static final String DYNAMIC_COLUMN = "$meta";

  private static final String JSON = "JSON";
  private static final String KEY_METHOD = "KEY";

  private FieldSchemas() {}

  static Schema of(
      TableDefinition table, TableKeys keys, ColumnDefinition column, ColumnType type) {
    SchemaBuilder schema =
        type.schema().parameter(ColumnParameters.TYPE, ColumnTypes.wireName(column));
    if (column.length() != null) {
      schema.parameter(ColumnParameters.ofLength(schema), column.length().toString());
    }
    if (column.scale() != null) {
      schema.parameter(ColumnParameters.SCALE, column.scale().toString());
    }
    schema.parameter(ColumnParameters.NAME, column.name());
    if (isPartitionKey(table, keys, column)) {
      schema.parameter(ColumnParameters.ROLE, ColumnParameters.ROLE_PARTITION_KEY);
    } else if (isDynamic(column)) {
      schema.parameter(ColumnParameters.ROLE, ColumnParameters.ROLE_DYNAMIC);
    }
    if (!column.comment().isEmpty()) {
      schema.doc(column.comment());
    }
    return keys.record().contains(column) ? schema.build() : schema.optional().build();
  }

  /** Whether the column alone determines the partition of a row, and is not the whole key. */
  static boolean isPartitionKey(TableDefinition table, TableKeys keys, ColumnDefinition column) {
    return table.partitioning() != null
        && KEY_METHOD.equalsIgnoreCase(table.partitioning().method())
        && column.name().equals(table.partitioning().column())
        && !(keys.record().size() == 1 && keys.record().contains(column));
  }

  static boolean isDynamic(ColumnDefinition column) {
    return column.name().equals(DYNAMIC_COLUMN) && column.typeName().equals(JSON);
  }
}
