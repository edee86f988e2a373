// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import java.util.Set;
import org.apache.kafka.connect.data.Schema;

/** ENUM: one of the listed texts, exactly. */
record EnumType(Set<String> values) implements ColumnType {
  @Override
  public Converter from(Schema schema) {
    return value -> {
      if (value instanceof String text && values.contains(text)) {
        return text;
      }
      throw new UnfitValueException("the value is not among the column's values");
    };
  }
}
