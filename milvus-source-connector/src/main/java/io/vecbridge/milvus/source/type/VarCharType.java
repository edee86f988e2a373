// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.ScalarField;
import io.milvus.grpc.ScalarField.DataCase;
import org.apache.kafka.connect.data.SchemaBuilder;

/** VARCHAR as STRING. */
final class VarCharType extends ScalarType {
  VarCharType() {
    super("VARCHAR", DataCase.STRING_DATA);
  }

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.string();
  }

  @Override
  int count(ScalarField values) {
    return values.getStringData().getDataCount();
  }

  @Override
  Object get(ScalarField values, int position, FieldPath path) {
    return values.getStringData().getData(position);
  }
}
