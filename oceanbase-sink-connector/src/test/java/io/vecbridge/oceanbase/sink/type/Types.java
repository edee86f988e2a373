// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.value.UnfitValueException;
import org.apache.kafka.connect.data.Schema;
import org.assertj.core.api.AbstractThrowableAssert;

/** Converts values as a column of a declared type does. */
final class Types {
  private static final ColumnTypes BINARY = new ColumnTypes(true);
  private static final ColumnTypes TEXT = new ColumnTypes(false);

  private Types() {}

  static Object convert(String type, Object value) {
    return convert(type, null, value);
  }

  static Object convert(String type, Schema schema, Object value) {
    return BINARY.parse(type).from(schema).convert(value);
  }

  static Object convertAsText(String type, Schema schema, Object value) {
    return TEXT.parse(type).from(schema).convert(value);
  }

  static AbstractThrowableAssert<?, ?> assertUnfit(String type, Object value) {
    return assertUnfit(type, null, value);
  }

  static AbstractThrowableAssert<?, ?> assertUnfit(String type, Schema schema, Object value) {
    return assertThatThrownBy(() -> convert(type, schema, value))
        .isInstanceOf(UnfitValueException.class);
  }
}
