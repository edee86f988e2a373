// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.ScalarField;
import io.milvus.grpc.ScalarField.DataCase;
import org.apache.kafka.connect.data.SchemaBuilder;

/** INT64 as INT64. */
final class Int64Type extends ScalarType {
  Int64Type() {
    super("INT64", DataCase.LONG_DATA);
  }

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.int64();
  }

  @Override
  int count(ScalarField values) {
    return values.getLongData().getDataCount();
  }

  @Override
  Object get(ScalarField values, int position, FieldPath path) {
    return values.getLongData().getData(position);
  }
}
