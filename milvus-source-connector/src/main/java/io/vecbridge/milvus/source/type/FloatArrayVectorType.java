// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.debezium.data.vector.FloatVector;
import io.milvus.grpc.FloatArray;
import io.vecbridge.common.source.emit.Floats;
import org.apache.kafka.connect.data.SchemaBuilder;

/** FLOAT_VECTOR as {@code io.debezium.data.FloatVector}, an array of floats. */
final class FloatArrayVectorType extends FieldType {
  FloatArrayVectorType() {
    super("FLOAT_VECTOR");
  }

  @Override
  public SchemaBuilder schema() {
    return FloatVector.builder();
  }

  @Override
  Values values(Column column) {
    FloatArray floats = DenseVectors.floats(column);
    int dimension = column.field().dimension();
    int count = DenseVectors.count(column, floats.getDataCount(), dimension, "floats");
    return new Values() {
      @Override
      public int count() {
        return count;
      }

      @Override
      public Object get(int position) {
        float[] vector = new float[dimension];
        int start = position * dimension;
        for (int i = 0; i < dimension; i++) {
          vector[i] = floats.getData(start + i);
        }
        return new Floats(vector);
      }
    };
  }
}
