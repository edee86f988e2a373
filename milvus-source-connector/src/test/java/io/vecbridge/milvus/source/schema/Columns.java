// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.schema;

import io.milvus.grpc.FieldData;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.VectorField;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.type.Encode;
import java.util.Arrays;

/** Whole columns of a field, as Milvus writes them. */
final class Columns {
  private Columns() {}

  static FieldData scalar(MilvusField field, Object... values) {
    return column(field, Encode.scalars(field.type(), Arrays.asList(values)));
  }

  static FieldData floats(MilvusField field, float... values) {
    return column(field, Encode.floats(field.dimension(), values));
  }

  static FieldData packed(MilvusField field, int... bytes) {
    byte[] data = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      data[i] = (byte) bytes[i];
    }
    return column(field, Encode.packed(field.type(), field.dimension(), data));
  }

  static FieldData column(MilvusField field, ScalarField values) {
    return Encode.column(field).setScalars(values).build();
  }

  static FieldData column(MilvusField field, VectorField values) {
    return Encode.column(field).setVectors(values).build();
  }
}
