// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.FloatArray;
import io.milvus.grpc.VectorField;
import io.milvus.grpc.VectorField.DataCase;

/** What the columns of dense and binary vectors have in common: all rows in one sequence. */
final class DenseVectors {
  private DenseVectors() {}

  static FloatArray floats(Column column) {
    return vectors(column, DataCase.FLOAT_VECTOR).getFloatVector();
  }

  /** The column's vectors, of the field's dimension. */
  static VectorField vectors(Column column, DataCase payload) {
    VectorField vectors = Payloads.vectors(column, payload);
    int dimension = column.field().dimension();
    if (vectors.getDim() != 0 && vectors.getDim() != dimension) {
      throw column.path().mismatch("dimension " + vectors.getDim() + ", expected " + dimension);
    }
    return vectors;
  }

  /** The number of vectors of {@code width} units in {@code length} units. */
  static int count(Column column, int length, int width, String units) {
    if (width <= 0) {
      throw column.path().mismatch("the collection's description has no dimension");
    }
    if (length % width != 0) {
      throw column
          .path()
          .mismatch(length + " " + units + " are no multiple of the " + width + " of one vector");
    }
    return length / width;
  }
}
