// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.UnfitValueException;
import org.apache.kafka.connect.data.Schema;

/** A type that this connector does not write; rows without a value for it pass. */
record UnknownType() implements ColumnType {
  @Override
  public Converter from(Schema schema) {
    return value -> {
      throw new UnfitValueException("the connector does not write columns of this type");
    };
  }
}
