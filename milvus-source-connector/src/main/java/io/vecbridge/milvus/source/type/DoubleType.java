// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.ScalarField;
import io.milvus.grpc.ScalarField.DataCase;
import org.apache.kafka.connect.data.SchemaBuilder;

/** DOUBLE as FLOAT64. */
final class DoubleType extends ScalarType {
  DoubleType() {
    super("DOUBLE", DataCase.DOUBLE_DATA);
  }

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.float64();
  }

  @Override
  int count(ScalarField values) {
    return values.getDoubleData().getDataCount();
  }

  @Override
  Object get(ScalarField values, int position, FieldPath path) {
    return values.getDoubleData().getData(position);
  }
}
