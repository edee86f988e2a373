// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.Float32;
import org.apache.kafka.connect.data.Schema;

/**
 * FLOAT. Bound as the double of the same value: the shortest text of a float (3.4028235e38) would
 * be out of range for the server.
 */
record FloatType() implements ColumnType {
  @Override
  public Converter from(Schema schema) {
    return value -> (double) Float32.of(value);
  }
}
