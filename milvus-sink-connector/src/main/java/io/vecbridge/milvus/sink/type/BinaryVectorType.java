// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import com.google.protobuf.ByteString;
import io.milvus.grpc.FieldData;
import io.vecbridge.common.value.Bytes;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.UnfitValueException;
import org.apache.kafka.connect.data.Schema;

/** BINARY_VECTOR: one bit per element, only from bytes. */
record BinaryVectorType(int dimension) implements FieldType {
  @Override
  public Converter from(Schema schema) {
    return this::convert;
  }

  private Object convert(Object value) {
    if (!Bytes.isBytes(value)) {
      throw UnfitValueException.shape(value, "BYTES");
    }
    byte[] vector = Bytes.of(value);
    if (vector.length != dimension / Byte.SIZE) {
      throw new UnfitValueException(
          "the vector has "
              + vector.length * (long) Byte.SIZE
              + " dimensions instead of "
              + dimension);
    }
    return vector;
  }

  @Override
  public Column column(int rows) {
    ByteString.Output vectors = ByteString.newOutput(rows * dimension / Byte.SIZE);
    return new Column() {
      @Override
      public void add(Object value) {
        byte[] vector = (byte[]) value;
        vectors.write(vector, 0, vector.length);
      }

      @Override
      public void finish(FieldData.Builder field) {
        field.getVectorsBuilder().setDim(dimension).setBinaryVector(vectors.toByteString());
      }
    };
  }
}
