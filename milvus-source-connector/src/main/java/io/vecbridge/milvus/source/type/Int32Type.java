// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.ScalarField;
import io.milvus.grpc.ScalarField.DataCase;
import org.apache.kafka.connect.data.SchemaBuilder;

/** INT32 as INT32. */
final class Int32Type extends ScalarType {
  Int32Type() {
    super("INT32", DataCase.INT_DATA);
  }

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.int32();
  }

  @Override
  int count(ScalarField values) {
    return values.getIntData().getDataCount();
  }

  @Override
  Object get(ScalarField values, int position, FieldPath path) {
    return values.getIntData().getData(position);
  }
}
