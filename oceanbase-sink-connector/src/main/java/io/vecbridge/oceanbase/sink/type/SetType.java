// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import java.util.Set;
import org.apache.kafka.connect.data.Schema;

/** SET: some of the listed texts, separated by commas. */
record SetType(Set<String> values) implements ColumnType {
  @Override
  public Converter from(Schema schema) {
    return this::convert;
  }

  private Object convert(Object value) {
    if (!(value instanceof String text)) {
      throw UnfitValueException.shape(value, "a text");
    }
    if (!text.isEmpty()) {
      for (String member : text.split(",", -1)) {
        if (!values.contains(member)) {
          throw new UnfitValueException("a member is not among the column's values");
        }
      }
    }
    return text;
  }
}
