// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FloatArray;
import java.util.List;

/** What a bare reader does with parsed columns: an array of floats for each vector. */
final class Rows {
  private Rows() {}

  /** Copies the vectors of all rows; returns the last. */
  static float[] copyVectors(List<FieldData> columns) {
    float[] vector = {};
    for (FieldData column : columns) {
      if (column.getType() == DataType.FloatVector) {
        int dimension = (int) column.getVectors().getDim();
        FloatArray elements = column.getVectors().getFloatVector();
        for (int first = 0; first < elements.getDataCount(); first += dimension) {
          vector = new float[dimension];
          for (int i = 0; i < dimension; i++) {
            vector[i] = elements.getData(first + i);
          }
        }
      }
    }
    return vector;
  }

  /** The INT64 keys' column. */
  static List<Long> keys(List<FieldData> columns) {
    for (FieldData column : columns) {
      if (column.getType() == DataType.Int64) {
        return column.getScalars().getLongData().getDataList();
      }
    }
    throw new IllegalArgumentException("There is no INT64 column");
  }
}
