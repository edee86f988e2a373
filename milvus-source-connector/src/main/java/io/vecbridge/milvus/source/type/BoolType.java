// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.ScalarField;
import io.milvus.grpc.ScalarField.DataCase;
import org.apache.kafka.connect.data.SchemaBuilder;

/** BOOL as BOOLEAN. */
final class BoolType extends ScalarType {
  BoolType() {
    super("BOOL", DataCase.BOOL_DATA);
  }

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.bool();
  }

  @Override
  int count(ScalarField values) {
    return values.getBoolData().getDataCount();
  }

  @Override
  Object get(ScalarField values, int position, FieldPath path) {
    return values.getBoolData().getData(position);
  }
}
