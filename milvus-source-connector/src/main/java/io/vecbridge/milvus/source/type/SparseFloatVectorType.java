// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import com.google.protobuf.ByteString;
import io.milvus.grpc.SparseFloatArray;
import io.milvus.grpc.VectorField.DataCase;
import io.vecbridge.common.source.emit.Floats;
import io.vecbridge.data.SparseFloatVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.AbstractList;
import java.util.RandomAccess;
import org.apache.kafka.connect.data.Struct;

/**
 * SPARSE_FLOAT_VECTOR as {@code io.vecbridge.data.SparseFloatVector}. Milvus has a row as pairs of
 * an unsigned 32-bit index and a 32-bit float, little-endian, the indices ascending.
 */
final class SparseFloatVectorType extends FieldType {
  private static final int PAIR = Integer.BYTES + Float.BYTES;

  SparseFloatVectorType() {
    super("SPARSE_FLOAT_VECTOR", SparseFloatVector::builder);
  }

  @Override
  public ColumnData.Reader reader(ColumnData column) {
    SparseFloatArray vectors = column.vectors(DataCase.SPARSE_FLOAT_VECTOR).getSparseFloatVector();
    return column.reader(
        vectors.getContentsCount(), position -> vector(vectors.getContents(position), column));
  }

  private static Struct vector(ByteString pairs, ColumnData column) {
    if (pairs.size() % PAIR != 0) {
      throw column.mismatch(
          "a sparse vector of " + pairs.size() + " bytes, which is not a multiple of " + PAIR);
    }
    int size = pairs.size() / PAIR;
    int[] indices = new int[size];
    float[] values = new float[size];
    ByteBuffer buffer = pairs.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size; i++) {
      indices[i] = buffer.getInt();
      values[i] = buffer.getFloat();
      if (i > 0 && Integer.compareUnsigned(indices[i - 1], indices[i]) >= 0) {
        throw column.mismatch("the indices of a sparse vector are not ascending");
      }
    }
    return SparseFloatVector.value(column.schema(), new UnsignedInts(indices), new Floats(values));
  }

  /** Unsigned 32-bit integers as longs: an element is boxed only on access. */
  private static final class UnsignedInts extends AbstractList<Long> implements RandomAccess {
    private final int[] ints;

    UnsignedInts(int[] ints) {
      this.ints = ints;
    }

    @Override
    public int size() {
      return ints.length;
    }

    @Override
    public Long get(int index) {
      return Integer.toUnsignedLong(ints[index]);
    }
  }
}
