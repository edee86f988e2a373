// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.compare;

import com.google.protobuf.ByteString;
import io.milvus.grpc.DataType;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.common.sink.write.Target;
import io.vecbridge.milvus.sink.row.Field;
import io.vecbridge.milvus.sink.row.TargetCollection;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import io.vecbridge.oceanbase.sink.type.Parameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Converts rows of both systems as the sink does that writes one of them. For one thread. */
public final class WrittenRows {
  private static final String JSON = "JSON";
  private static final String DYNAMIC_FIELD = "$meta";
  private static final Object NO_DYNAMIC_KEYS = JsonValues.of("{}");

  private final Target target;
  private final Function<RowChange, Map<String, Object>> values;

  private WrittenRows(Target target, Function<RowChange, Map<String, Object>> values) {
    this.target = target;
    this.values = values;
  }

  /**
   * Rows that the OceanBase sink writes.
   *
   * @param dynamicColumn the column of the collection's dynamic field, or null. Every entity has
   *     this field, so a row without a value there is one without dynamic keys
   */
  public static WrittenRows ofTable(TargetTable target, String dynamicColumn) {
    TableDefinition table = target.table();
    return new WrittenRows(
        target,
        change -> {
          Map<String, Object> row = new HashMap<>();
          for (int i = 0; i < change.columns().size(); i++) {
            String column = change.columns().get(i);
            Object value = change.values()[i];
            boolean json = value != null && table.column(column).typeName().equals(JSON);
            if (value == null && column.equalsIgnoreCase(dynamicColumn)) {
              row.put(column, NO_DYNAMIC_KEYS);
            } else {
              row.put(column, json ? JsonValues.of(Parameters.json(value)) : value);
            }
          }
          return row;
        });
  }

  /** Rows that the Milvus sink writes. */
  public static WrittenRows ofCollection(TargetCollection target) {
    List<Field> fields = target.fields();
    return new WrittenRows(
        target,
        change -> {
          Map<String, Object> row = new HashMap<>();
          for (int i = 0; i < fields.size(); i++) {
            Object value = change.values()[i];
            boolean json = fields.get(i).schema().getDataType() == DataType.JSON;
            row.put(fields.get(i).name(), json ? json(value) : value);
          }
          if (target.dynamic()) {
            row.put(DYNAMIC_FIELD, json(change.values()[fields.size()]));
          }
          return row;
        });
  }

  /** What the sink writes for a row. */
  public WrittenRow of(Change row) {
    try {
      return new WrittenRow(values.apply(target.convert(row)), null);
    } catch (BadRecordException e) {
      return new WrittenRow(Map.of(), e.reason());
    }
  }

  private static Object json(Object value) {
    return value instanceof ByteString bytes ? JsonValues.of(bytes.toStringUtf8()) : value;
  }
}
