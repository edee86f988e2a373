// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.FieldData;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.VectorField;

/** The part of a column's data that holds its values; a column without one is an empty part. */
final class Payloads {
  private Payloads() {}

  static ScalarField scalars(Column column) {
    FieldData data = column.data();
    if (data.hasScalars() || data.getFieldCase() == FieldData.FieldCase.FIELD_NOT_SET) {
      return data.getScalars();
    }
    throw column.path().mismatch("expected scalars, found " + data.getFieldCase());
  }

  static VectorField vectors(Column column, VectorField.DataCase payload) {
    FieldData data = column.data();
    if (!data.hasVectors() && data.getFieldCase() != FieldData.FieldCase.FIELD_NOT_SET) {
      throw column.path().mismatch("expected vectors, found " + data.getFieldCase());
    }
    VectorField vectors = data.getVectors();
    VectorField.DataCase actual = vectors.getDataCase();
    if (actual != payload && actual != VectorField.DataCase.DATA_NOT_SET) {
      throw column.path().mismatch("expected " + payload + ", found " + actual);
    }
    return vectors;
  }
}
