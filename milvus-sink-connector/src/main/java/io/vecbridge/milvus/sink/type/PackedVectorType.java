// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import com.google.protobuf.ByteString;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.VectorField;
import io.vecbridge.common.value.Bytes;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.common.value.VectorBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.BiConsumer;
import org.apache.kafka.connect.data.Schema;

/**
 * FLOAT16_VECTOR, BFLOAT16_VECTOR and INT8_VECTOR. Bytes in the field's own layout are sent as they
 * are; they are recognized by their logical type or, without one, by their length. Any other vector
 * is narrowed if each element fits exactly, such as one that OceanBase stores as float32.
 *
 * @param put puts vectors, one after the other, into the message
 */
record PackedVectorType(
    int dimension, VectorBytes elements, BiConsumer<VectorField.Builder, ByteString> put)
    implements FieldType {
  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  @Override
  public Converter from(Schema schema) {
    VectorReader reader = VectorReader.of(dimension, schema);
    String logicalName = schema == null ? null : schema.name();
    if (elements.logicalName().equals(logicalName)) {
      return this::own;
    }
    if (logicalName == null) {
      return value -> isOwn(value) ? own(value) : narrow(reader.read(value));
    }
    return value -> narrow(reader.read(value));
  }

  private boolean isOwn(Object value) {
    return Bytes.isBytes(value) && Bytes.of(value).length == dimension * elements.width();
  }

  private byte[] own(Object value) {
    byte[] vector = Bytes.required(value);
    if (vector.length != dimension * elements.width()) {
      throw new UnfitValueException(
          vector.length + " bytes are not the field's " + dimension * elements.width());
    }
    for (int i = 0; i < vector.length; i += elements.width()) {
      if (!elements.isFinite(vector, i)) {
        throw UnfitValueException.notFinite();
      }
    }
    return vector;
  }

  private byte[] narrow(Object float32) {
    byte[] vector = new byte[dimension * elements.width()];
    for (int i = 0; i < dimension; i++) {
      float element =
          float32 instanceof float[] floats
              ? floats[i]
              : (float) FLOATS.get((byte[]) float32, i * Float.BYTES);
      int bits = elements.narrow(element);
      for (int b = 0; b < elements.width(); b++) {
        vector[i * elements.width() + b] = (byte) (bits >> b * Byte.SIZE);
      }
    }
    return vector;
  }

  @Override
  public Column column(int rows) {
    return column(dimension, rows * dimension * elements.width(), put);
  }

  /**
   * A column of vectors that are sent one after the other.
   *
   * @param capacity how many bytes will come at most
   */
  static Column column(
      int dimension, int capacity, BiConsumer<VectorField.Builder, ByteString> put) {
    ByteString.Output vectors = ByteString.newOutput(capacity);
    return new Column() {
      @Override
      public void add(Object value) {
        byte[] vector = (byte[]) value;
        vectors.write(vector, 0, vector.length);
      }

      @Override
      public void finish(FieldData.Builder field) {
        put.accept(field.getVectorsBuilder().setDim(dimension), vectors.toByteString());
      }
    };
  }
}
