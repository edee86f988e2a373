// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import io.milvus.grpc.FieldData;
import io.milvus.grpc.FloatArray;
import io.vecbridge.common.value.Converter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.kafka.connect.data.Schema;

/** FLOAT_VECTOR. Narrower elements are widened, which is exact. */
record FloatVectorType(int dimension) implements FieldType {
  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  @Override
  public Converter from(Schema schema) {
    return VectorReader.of(dimension, schema)::read;
  }

  @Override
  public Column column(int rows) {
    return new Floats(dimension);
  }

  private static final class Floats implements Column {
    private final int dimension;
    private final FloatArray.Builder data = FloatArray.newBuilder();

    Floats(int dimension) {
      this.dimension = dimension;
    }

    @Override
    public void add(Object value) {
      if (value instanceof byte[] bytes) {
        for (int i = 0; i < bytes.length; i += Float.BYTES) {
          data.addData((float) FLOATS.get(bytes, i));
        }
      } else {
        for (float element : (float[]) value) {
          data.addData(element);
        }
      }
    }

    @Override
    public void finish(FieldData.Builder field) {
      field.getVectorsBuilder().setDim(dimension).setFloatVector(data);
    }
  }
}
