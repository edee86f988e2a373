// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.ScalarField;
import io.milvus.grpc.ScalarField.DataCase;
import org.apache.kafka.connect.data.SchemaBuilder;

/** FLOAT as FLOAT32. */
final class FloatType extends ScalarType {
  FloatType() {
    super("FLOAT", DataCase.FLOAT_DATA);
  }

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.float32();
  }

  @Override
  int count(ScalarField values) {
    return values.getFloatData().getDataCount();
  }

  @Override
  Object get(ScalarField values, int position, FieldPath path) {
    return values.getFloatData().getData(position);
  }
}
