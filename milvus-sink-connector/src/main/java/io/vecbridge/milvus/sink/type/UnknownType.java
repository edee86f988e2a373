// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.UnfitValueException;
import org.apache.kafka.connect.data.Schema;

/** A type that the connector does not write, such as GEOMETRY and TIMESTAMPTZ. */
record UnknownType(String text) implements FieldType {
  @Override
  public Converter from(Schema schema) {
    return value -> {
      throw new UnfitValueException("this version does not write " + text + " fields");
    };
  }

  @Override
  public Column column(int rows) {
    throw new IllegalStateException("No value of " + text + " is ever converted.");
  }
}
