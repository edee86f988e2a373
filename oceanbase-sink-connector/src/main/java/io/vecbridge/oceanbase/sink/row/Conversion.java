// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.row;

import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.Origin;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.UnfitValueException;
import org.apache.kafka.connect.data.Schema;

/** A column's converter, with the words for values that do not fit. */
record Conversion(Converter converter, String where) {
  static Conversion of(TargetTable target, ColumnDefinition column, Schema schema) {
    return new Conversion(
        target.converter(column, schema),
        "column '" + column.name() + "' (" + column.type() + ") of table " + target.table().name());
  }

  Object convert(Object value, Origin origin) {
    try {
      return converter.convert(value);
    } catch (UnfitValueException e) {
      throw new BadRecordException(origin, where + " does not take its value: " + e.getMessage());
    }
  }
}
