// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.ScalarField;
import io.milvus.grpc.ScalarField.DataCase;
import org.apache.kafka.connect.data.SchemaBuilder;

/** INT16 as INT16; Milvus sends it as 32-bit integers. */
final class Int16Type extends ScalarType {
  Int16Type() {
    super("INT16", DataCase.INT_DATA);
  }

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.int16();
  }

  @Override
  int count(ScalarField values) {
    return values.getIntData().getDataCount();
  }

  @Override
  Object get(ScalarField values, int position, FieldPath path) {
    int value = values.getIntData().getData(position);
    if (value != (short) value) {
      throw path.mismatch("a value is outside of INT16");
    }
    return (short) value;
  }
}
