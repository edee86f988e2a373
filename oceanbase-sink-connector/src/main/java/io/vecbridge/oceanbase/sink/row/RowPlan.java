// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.row;

import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.Row;
import io.vecbridge.common.sink.event.RowShape;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import io.vecbridge.common.sink.write.Conversion;
import io.vecbridge.oceanbase.sink.type.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * How rows of one shape become rows of a table: the key's columns first, taken from the record's
 * key, then the row's other columns. Columns that the server computes are omitted.
 */
final class RowPlan {
  private final List<String> keyColumns;
  private final List<String> columns;
  private final List<Slot> slots;

  private RowPlan(List<String> keyColumns, List<Slot> slots) {
    this.keyColumns = keyColumns;
    this.slots = slots;
    List<String> names = new ArrayList<>(keyColumns);
    slots.forEach(slot -> names.add(slot.column().name()));
    this.columns = List.copyOf(names);
  }

  static RowPlan of(TargetTable target, List<String> keyColumns, RowShape shape) {
    TableDefinition table = target.table();
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      ColumnDefinition column = table.column(shape.name(i));
      if (column == null) {
        throw new ConnectException(
            "Table "
                + table.name()
                + " has no column '"
                + shape.name(i)
                + "', and records without a schema don't contain its type. Add it, or leave the"
                + " field out.");
      }
      if (!keyColumns.contains(column.name()) && !column.generated()) {
        slots.add(
            new Slot(i, column, table.isKey(column), target.conversion(column, shape.schema(i))));
      }
    }
    return new RowPlan(keyColumns, List.copyOf(slots));
  }

  List<String> keyColumns() {
    return keyColumns;
  }

  List<String> columns() {
    return columns;
  }

  Object[] values(RecordKey key, Row row, Origin origin) {
    Object[] values = new Object[columns.size()];
    int next = 0;
    while (next < keyColumns.size()) {
      values[next] = key.value(next);
      next++;
    }
    for (Slot slot : slots) {
      Object value = row.value(slot.index());
      if (value != null) {
        values[next] = slot.conversion().convert(value, origin);
      } else if (slot.key()) {
        throw new BadRecordException(
            origin,
            "the column '"
                + slot.column().name()
                + "' is part of the table's key and has no value");
      }
      next++;
    }
    return values;
  }

  static long size(Object[] values) {
    long bytes = 0;
    for (Object value : values) {
      bytes += Parameters.size(value);
    }
    return bytes;
  }

  private record Slot(int index, ColumnDefinition column, boolean key, Conversion conversion) {}
}
