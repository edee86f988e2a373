// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.row;

import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.Origin;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.UnfitValueException;
import org.apache.kafka.connect.data.Schema;

/** A field's converter, with the words for values that do not fit. */
record Conversion(Converter converter, String where) {
  static Conversion of(TargetCollection target, Field field, Schema schema) {
    return new Conversion(field.type().from(schema), field.text() + " of collection " + target);
  }

  Object convert(Object value, Origin origin) {
    try {
      return converter.convert(value);
    } catch (UnfitValueException e) {
      throw new BadRecordException(origin, where + " does not take its value: " + e.getMessage());
    }
  }
}
