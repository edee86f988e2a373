// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.row;

import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.Row;
import io.vecbridge.common.sink.event.RowShape;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import io.vecbridge.common.sink.write.Conversion;
import io.vecbridge.common.value.UnavailableValue;
import java.util.ArrayList;
import java.util.List;

/**
 * How rows of one shape become rows of a collection: the primary key from the record's key, then
 * each field from its column, then the dynamic field. A field without a value gets its default, or
 * null if it is nullable.
 */
final class RowPlan {
  private final List<Slot> slots;
  private final DynamicColumns dynamic;
  private final TargetCollection target;

  private RowPlan(TargetCollection target, List<Slot> slots, DynamicColumns dynamic) {
    this.target = target;
    this.slots = slots;
    this.dynamic = dynamic;
  }

  static RowPlan of(TargetCollection target, RowShape shape, UnknownColumns unknown) {
    List<Slot> slots = new ArrayList<>();
    for (Field field : target.fields()) {
      int column = target.columnOf(field, shape);
      slots.add(
          new Slot(
              field, column, column < 0 ? null : target.conversion(field, shape.schema(column))));
    }
    return new RowPlan(target, List.copyOf(slots), unknown.of(target, shape));
  }

  Object[] values(Object key, Row row, Origin origin) {
    Object[] values = new Object[slots.size() + (target.dynamic() ? 1 : 0)];
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      values[i] = slot.field() == target.key() ? key : value(slot, row, origin);
    }
    if (target.dynamic()) {
      values[slots.size()] = dynamic.json(row, origin);
    }
    return values;
  }

  private Object value(Slot slot, Row row, Origin origin) {
    Object value = slot.column() < 0 ? null : row.value(slot.column());
    Field field = slot.field();
    if (value != null) {
      if (UnavailableValue.is(value)) {
        throw unavailable(field.text() + " of collection " + target, origin);
      }
      return slot.conversion().convert(value, origin);
    }
    if (!field.optional()) {
      throw new BadRecordException(
          origin,
          field.text()
              + " of collection "
              + target
              + (slot.column() < 0 ? " has no column in the record" : " has no value in the record")
              + ", and the field is not nullable and has no default");
    }
    return field.defaultValue();
  }

  /** Milvus replaces whole rows, so the old value can't stay. */
  static BadRecordException unavailable(String where, Origin origin) {
    return new BadRecordException(
        origin,
        where
            + " has no value in the record but the placeholder for one that the change did not touch."
            + " Set REPLICA IDENTITY FULL for the table at the source");
  }

  private record Slot(Field field, int column, Conversion conversion) {}
}
