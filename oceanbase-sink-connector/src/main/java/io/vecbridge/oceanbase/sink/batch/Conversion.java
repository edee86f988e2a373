// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.batch;

import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.Origin;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.oceanbase.sink.table.Column;
import io.vecbridge.oceanbase.sink.table.Table;
import org.apache.kafka.connect.data.Schema;

/** A column's converter, with the words for values that do not fit. */
record Conversion(Converter converter, String where) {
  static Conversion of(Table table, Column column, Schema schema) {
    return new Conversion(
        column.type().from(schema),
        "column '" + column.name() + "' (" + column.typeText() + ") of table " + table.name());
  }

  Object convert(Object value, Origin origin) {
    try {
      return converter.convert(value);
    } catch (UnfitValueException e) {
      throw new BadRecordException(origin, where + " does not take its value: " + e.getMessage());
    }
  }
}
