// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import io.milvus.grpc.FieldData;
import io.vecbridge.common.value.Converter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.kafka.connect.data.Schema;

/**
 * FLOAT_VECTOR. Narrower elements are widened, which is exact.
 *
 * <p>Little-endian float32 is also how protobuf sends packed floats, so vectors are copied into the
 * message as a whole and each element is visited once.
 */
record FloatVectorType(int dimension) implements FieldType {
  @Override
  public Converter from(Schema schema) {
    return VectorReader.of(dimension, schema)::read;
  }

  @Override
  public Column column(int rows) {
    return new Floats(dimension, rows);
  }

  private static final class Floats implements Column {
    private final int dimension;
    private final ByteBuffer data;

    Floats(int dimension, int rows) {
      this.dimension = dimension;
      this.data =
          ByteBuffer.allocate(Math.multiplyExact(rows, dimension * Float.BYTES))
              .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void add(Object value) {
      if (value instanceof byte[] bytes) {
        data.put(bytes);
      } else {
        data.asFloatBuffer().put((float[]) value);
        data.position(data.position() + dimension * Float.BYTES);
      }
    }

    @Override
    public void finish(FieldData.Builder field) {
      PackedFloats.put(field, dimension, data.array(), data.position());
    }
  }
}
