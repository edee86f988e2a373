// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.Float64;
import org.apache.kafka.connect.data.Schema;

/** DOUBLE. Integers and decimals that a double would round are refused. */
record DoubleType() implements ColumnType {
  @Override
  public Converter from(Schema schema) {
    return Float64::of;
  }
}
