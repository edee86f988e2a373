// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.SparseFloatArray;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.SparseElements;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.kafka.connect.data.Schema;

/**
 * SPARSE_FLOAT_VECTOR: pairs of a uint32 index and a float32, little-endian, indices ascending. A
 * vector without elements is one.
 */
record SparseVectorType() implements FieldType {
  private static final int PAIR_BYTES = Integer.BYTES + Float.BYTES;

  @Override
  public Converter from(Schema schema) {
    return value -> pairs(SparseElements.of(value));
  }

  private static ByteString pairs(SparseElements elements) {
    ByteBuffer pairs =
        ByteBuffer.allocate(elements.size() * PAIR_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < elements.size(); i++) {
      pairs.putInt((int) elements.indices()[i]).putFloat(elements.values()[i]);
    }
    return UnsafeByteOperations.unsafeWrap(pairs.array());
  }

  @Override
  public Column column(int rows) {
    return new Pairs();
  }

  private static final class Pairs implements Column {
    private final SparseFloatArray.Builder data = SparseFloatArray.newBuilder();
    private long dimension;

    @Override
    public void add(Object value) {
      ByteString pairs = (ByteString) value;
      if (!pairs.isEmpty()) {
        int last = pairs.size() - PAIR_BYTES;
        ByteBuffer index = pairs.substring(last, last + Integer.BYTES).asReadOnlyByteBuffer();
        dimension =
            Math.max(
                dimension,
                Integer.toUnsignedLong(index.order(ByteOrder.LITTLE_ENDIAN).getInt()) + 1);
      }
      data.addContents(pairs);
    }

    @Override
    public void finish(FieldData.Builder field) {
      data.setDim(dimension);
      field.getVectorsBuilder().setDim(dimension).setSparseFloatVector(data);
    }
  }
}
