// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.FloatArray;
import io.vecbridge.data.FloatVector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.kafka.connect.data.SchemaBuilder;

/** FLOAT_VECTOR as {@code io.vecbridge.data.FloatVector}, little-endian bytes. */
final class FloatBytesVectorType extends FieldType {
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  FloatBytesVectorType() {
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
        byte[] vector = new byte[dimension * Float.BYTES];
        int start = position * dimension;
        for (int i = 0; i < dimension; i++) {
          FLOAT.set(vector, i * Float.BYTES, floats.getData(start + i));
        }
        return vector;
      }
    };
  }
}
