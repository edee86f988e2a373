// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.row;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.Row;
import io.vecbridge.common.sink.event.RowShape;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.write.Conversion;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.common.value.UnavailableValue;
import io.vecbridge.oceanbase.sink.type.Parameters;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * How rows of one shape become rows of a table: the key's columns first, taken from the record's
 * key, then the row's other columns. Columns that the server computes are omitted, and those whose
 * value the source doesn't know: they keep theirs. A column that the table lacks must have no
 * value.
 */
final class RowPlan {
  private final TableName table;
  private final List<String> keyColumns;
  private final List<String> columns;
  private final List<Slot> slots;
  private final Map<Integer, String> lacking;

  private RowPlan(
      TableName table, List<String> keyColumns, List<Slot> slots, Map<Integer, String> lacking) {
    this.table = table;
    this.keyColumns = keyColumns;
    this.slots = slots;
    this.lacking = lacking;
    List<String> names = new ArrayList<>(keyColumns);
    slots.forEach(slot -> names.add(slot.column().name()));
    this.columns = List.copyOf(names);
  }

  static RowPlan of(TargetTable target, List<String> keyColumns, RowShape shape) {
    TableDefinition table = target.table();
    List<String> key = table.keyWith(keyColumns);
    List<Slot> slots = new ArrayList<>();
    Map<Integer, String> lacking = new TreeMap<>();
    for (int i = 0; i < shape.size(); i++) {
      ColumnDefinition column = table.column(shape.name(i));
      if (column == null) {
        lacking.put(i, shape.name(i));
      } else if (!keyColumns.contains(column.name()) && !column.generated()) {
        slots.add(
            new Slot(i, column, key.contains(column.name()), target.conversion(column, shape, i)));
      }
    }
    return new RowPlan(table.name(), keyColumns, List.copyOf(slots), lacking);
  }

  List<String> keyColumns() {
    return keyColumns;
  }

  RowChange convert(Change change, RecordKey key) {
    requireNoValues(change.row());
    Object[] values = new Object[columns.size()];
    int next = 0;
    while (next < keyColumns.size()) {
      values[next] = key.value(next);
      next++;
    }
    BitSet unavailable = null;
    for (Slot slot : slots) {
      Object value = change.row().value(slot.index());
      if (value == null) {
        requireOptional(slot, change);
      } else if (UnavailableValue.is(value)) {
        unavailable = unavailable == null ? new BitSet() : unavailable;
        unavailable.set(next);
      } else {
        values[next] = slot.conversion().convert(value, change.origin());
      }
      next++;
    }
    return unavailable == null
        ? new RowChange(change, key, columns, values, size(values))
        : without(unavailable, change, key, values);
  }

  private RowChange without(BitSet unavailable, Change change, RecordKey key, Object[] values) {
    List<String> names = new ArrayList<>();
    List<Object> known = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (!unavailable.get(i)) {
        names.add(columns.get(i));
        known.add(values[i]);
      }
    }
    Object[] rest = known.toArray();
    return new RowChange(change, key, List.copyOf(names), rest, size(rest));
  }

  private void requireNoValues(Row row) {
    lacking.forEach(
        (index, column) -> {
          if (row.value(index) != null) {
            throw new ConnectException(
                "Table "
                    + table
                    + " has no column '"
                    + column
                    + "', and records without a schema don't contain its type. Add it, or leave the"
                    + " field out.");
          }
        });
  }

  private static void requireOptional(Slot slot, Change change) {
    if (slot.key()) {
      throw new BadRecordException(
          change.origin(),
          "the column '" + slot.column().name() + "' is part of the table's key and has no value");
    }
  }

  private static long size(Object[] values) {
    long bytes = 0;
    for (Object value : values) {
      bytes += Parameters.size(value);
    }
    return bytes;
  }

  private record Slot(int index, ColumnDefinition column, boolean key, Conversion conversion) {}
}
