// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.FloatArray;
import io.milvus.grpc.VectorField.DataCase;
import io.vecbridge.common.source.emit.Floats;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.SchemaBuilder;

/** FLOAT_VECTOR in one of its encodings. */
final class FloatVectorType extends FieldType {
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  private final Encoding encoding;

  /** Makes a Connect value of the {@code dimension} floats from {@code start} on. */
  @FunctionalInterface
  interface Encoding {
    /** The Connect value of one vector. */
    Object encode(FloatArray floats, int start, int dimension);
  }

  FloatVectorType(Supplier<SchemaBuilder> schema, Encoding encoding) {
    super("FLOAT_VECTOR", schema);
    this.encoding = encoding;
  }

  @Override
  public ColumnData.Reader reader(ColumnData column) {
    FloatArray floats = column.denseVectors(DataCase.FLOAT_VECTOR).getFloatVector();
    int dimension = column.field().dimension();
    int count = column.count(floats.getDataCount(), dimension, "floats");
    return column.reader(
        count, position -> encoding.encode(floats, position * dimension, dimension));
  }

  /** A list of floats. */
  static Object array(FloatArray floats, int start, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = floats.getData(start + i);
    }
    return new Floats(vector);
  }

  /** Little-endian bytes. */
  static Object bytes(FloatArray floats, int start, int dimension) {
    byte[] vector = new byte[dimension * Float.BYTES];
    for (int i = 0; i < dimension; i++) {
      FLOAT.set(vector, i * Float.BYTES, floats.getData(start + i));
    }
    return vector;
  }
}
