// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.row;

import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.Row;
import io.vecbridge.common.sink.event.RowShape;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import io.vecbridge.common.sink.write.Conversion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/** How keys of one shape become keys of a table. */
final class KeyPlan {
  private final List<String> columns;
  private final List<Slot> slots;

  private KeyPlan(List<Slot> slots) {
    this.slots = slots;
    this.columns = slots.stream().map(slot -> slot.column().name()).toList();
  }

  static KeyPlan of(TargetTable target, RowShape shape) {
    TableDefinition table = target.table();
    List<Slot> slots = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      ColumnDefinition column = shape.isBare() ? onlyKeyColumn(table) : table.column(shape.name(i));
      if (column == null) {
        throw noKey(shape.name(i), table);
      }
      names.add(column.name());
      slots.add(new Slot(i, column, target.conversion(column, shape, i)));
    }
    List<String> key = table.keyWith(names);
    if (key.isEmpty()) {
      throw noKey(String.join("', '", names), table);
    }
    slots.sort(Comparator.comparingInt(slot -> key.indexOf(slot.column().name())));
    return new KeyPlan(List.copyOf(slots));
  }

  private static ConnectException noKey(String columns, TableDefinition table) {
    return new ConnectException(
        "The record's key column '"
            + columns
            + "' is not part of a primary key, or of a"
            + " unique NOT NULL key, of table "
            + table.name()
            + ". Make it part of one, because rows are identified by it.");
  }

  List<String> columns() {
    return columns;
  }

  RecordKey key(Row key, Origin origin) {
    Object[] values = new Object[slots.size()];
    for (int i = 0; i < values.length; i++) {
      Slot slot = slots.get(i);
      Object value = key.value(slot.index());
      if (value == null) {
        throw new BadRecordException(
            origin, "the key column '" + slot.column().name() + "' has no value");
      }
      values[i] = slot.conversion().convert(value, origin);
    }
    return new RecordKey(columns, values);
  }

  private static ColumnDefinition onlyKeyColumn(TableDefinition table) {
    if (table.key().size() != 1) {
      throw new ConnectException(
          "The records' keys are bare values, but the key of table "
              + table.name()
              + " has "
              + table.key().size()
              + " columns. Use keys that are structs.");
    }
    return table.column(table.key().get(0));
  }

  private record Slot(int index, ColumnDefinition column, Conversion conversion) {}
}
