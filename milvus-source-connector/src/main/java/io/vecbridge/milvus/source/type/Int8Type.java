// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.ScalarField;
import io.milvus.grpc.ScalarField.DataCase;
import org.apache.kafka.connect.data.SchemaBuilder;

/** INT8 as INT8; Milvus sends it as 32-bit integers. */
final class Int8Type extends ScalarType {
  Int8Type() {
    super("INT8", DataCase.INT_DATA);
  }

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.int8();
  }

  @Override
  int count(ScalarField values) {
    return values.getIntData().getDataCount();
  }

  @Override
  Object get(ScalarField values, int position, FieldPath path) {
    int value = values.getIntData().getData(position);
    if (value != (byte) value) {
      throw path.mismatch("a value is outside of INT8");
    }
    return (byte) value;
  }
}
