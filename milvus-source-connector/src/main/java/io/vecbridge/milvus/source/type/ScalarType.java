// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.ScalarField;
import io.milvus.grpc.ScalarField.DataCase;

/** A type whose values stand in a {@link ScalarField}, of a column or of one array. */
abstract class ScalarType extends FieldType {
  private final DataCase payload;

  ScalarType(String name, DataCase payload) {
    super(name);
    this.payload = payload;
  }

  abstract int count(ScalarField values);

  abstract Object get(ScalarField values, int position, FieldPath path);

  /** The values are of this type, or there are none. */
  final void check(ScalarField values, FieldPath path) {
    DataCase actual = values.getDataCase();
    if (actual != payload && actual != DataCase.DATA_NOT_SET) {
      throw path.mismatch("expected " + payload + " for " + name() + ", found " + actual);
    }
  }

  @Override
  final Values values(Column column) {
    ScalarField values = Payloads.scalars(column);
    FieldPath path = column.path();
    check(values, path);
    int count = count(values);
    return new Values() {
      @Override
      public int count() {
        return count;
      }

      @Override
      public Object get(int position) {
        return ScalarType.this.get(values, position, path);
      }
    };
  }
}
