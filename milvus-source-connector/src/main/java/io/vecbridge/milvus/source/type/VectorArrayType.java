// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.FieldData;
import io.milvus.grpc.VectorArray;
import io.milvus.grpc.VectorField;
import io.milvus.grpc.VectorField.DataCase;
import io.vecbridge.common.source.emit.Floats;
import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.common.value.VectorBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Arrays of vectors, which only structs have. A row has its vectors one after the other, as a
 * column of plain vectors has those of its rows.
 */
final class VectorArrayType extends FieldType {
  private final FieldType vector;
  private final int elementBits;
  private final Function<Object, Object> elements;

  /**
   * @param vector reads a vector
   * @param elementBits the size of one of its elements
   * @param elements what a vector is in JSON: its numbers, or bytes
   */
  VectorArrayType(FieldType vector, int elementBits, Function<Object, Object> elements) {
    super("ARRAY<" + vector.name() + ">", () -> SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA));
    this.vector = vector;
    this.elementBits = elementBits;
    this.elements = elements;
  }

  /** The numbers of a vector's bytes, each of which a float32 holds exactly. */
  static Function<Object, Object> floats(VectorBytes layout) {
    return bytes -> {
      byte[] float32 = layout.toFloat32((byte[]) bytes);
      float[] vector = new float[float32.length / Float.BYTES];
      ByteBuffer.wrap(float32).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
      return new Floats(vector);
    };
  }

  /** The bytes of a vector as integers. */
  static Object integers(Object bytes) {
    byte[] vector = (byte[]) bytes;
    return IntStream.range(0, vector.length).map(i -> vector[i]).boxed().toList();
  }

  @Override
  public ColumnData.Reader reader(ColumnData column) {
    VectorArray rows = column.vectors(DataCase.VECTOR_ARRAY).getVectorArray();
    return column.reader(rows.getDataCount(), position -> vectors(rows.getData(position), column));
  }

  private List<Object> vectors(VectorField vectors, ColumnData column) {
    int count = count(vectors, column.field().dimension());
    FieldData data = FieldData.newBuilder().setVectors(vectors).build();
    ColumnData.Reader reader =
        vector.reader(
            new ColumnData(column.collection(), column.field(), column.schema(), data, count));
    try {
      return IntStream.range(0, count).mapToObj(i -> elements.apply(reader.read(i))).toList();
    } catch (UnfitValueException e) {
      throw column.mismatch(e.getMessage());
    }
  }

  /** How many vectors there are; their own type checks that nothing is left over. */
  private int count(VectorField vectors, int dimension) {
    long bits =
        switch (vectors.getDataCase()) {
          case FLOAT_VECTOR -> (long) vectors.getFloatVector().getDataCount() * Float.SIZE;
          case FLOAT16_VECTOR -> (long) vectors.getFloat16Vector().size() * Byte.SIZE;
          case BFLOAT16_VECTOR -> (long) vectors.getBfloat16Vector().size() * Byte.SIZE;
          case INT8_VECTOR -> (long) vectors.getInt8Vector().size() * Byte.SIZE;
          case BINARY_VECTOR -> (long) vectors.getBinaryVector().size() * Byte.SIZE;
          case SPARSE_FLOAT_VECTOR, VECTOR_ARRAY, DATA_NOT_SET -> 0;
        };
    return dimension == 0 ? 0 : (int) (bits / elementBits / dimension);
  }
}
