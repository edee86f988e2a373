// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import com.google.protobuf.ByteString;
import io.milvus.grpc.SparseFloatArray;
import io.milvus.grpc.VectorField.DataCase;
import io.vecbridge.common.source.emit.Floats;
import io.vecbridge.data.SparseFloatVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * SPARSE_FLOAT_VECTOR as {@code io.vecbridge.data.SparseFloatVector}. Milvus has a row as pairs of
 * an unsigned 32-bit index and a 32-bit float, little-endian, the indices ascending.
 */
final class SparseFloatVectorType extends FieldType {
  private static final int PAIR = Integer.BYTES + Float.BYTES;

  SparseFloatVectorType() {
    super("SPARSE_FLOAT_VECTOR");
  }

  @Override
  public SchemaBuilder schema() {
    return SparseFloatVector.builder();
  }

  @Override
  Values values(Column column) {
    SparseFloatArray vectors =
        Payloads.vectors(column, DataCase.SPARSE_FLOAT_VECTOR).getSparseFloatVector();
    Schema schema = column.schema();
    FieldPath path = column.path();
    return new Values() {
      @Override
      public int count() {
        return vectors.getContentsCount();
      }

      @Override
      public Object get(int position) {
        return vector(schema, vectors.getContents(position), path);
      }
    };
  }

  private static Struct vector(Schema schema, ByteString pairs, FieldPath path) {
    if (pairs.size() % PAIR != 0) {
      throw path.mismatch("a sparse vector of " + pairs.size() + " bytes, no multiple of " + PAIR);
    }
    int size = pairs.size() / PAIR;
    int[] indices = new int[size];
    float[] values = new float[size];
    ByteBuffer buffer = pairs.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size; i++) {
      indices[i] = buffer.getInt();
      values[i] = buffer.getFloat();
      if (i > 0 && Integer.compareUnsigned(indices[i - 1], indices[i]) >= 0) {
        throw path.mismatch("the indices of a sparse vector do not ascend");
      }
    }
    return SparseFloatVector.value(schema, new UnsignedInts(indices), new Floats(values));
  }
}
