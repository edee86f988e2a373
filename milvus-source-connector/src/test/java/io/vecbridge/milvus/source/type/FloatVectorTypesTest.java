// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.VectorField;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

class FloatVectorTypesTest {
  @Property(tries = 300)
  void bothEncodingsKeepEveryBit(@ForAll("batches") List<List<Float>> rows) {
    int dimension = rows.get(0).size();
    MilvusField field = MilvusFields.vector(DataType.FloatVector, dimension);
    FieldData.Builder data =
        Encode.column(field).setVectors(Encode.floats(dimension, flatten(rows)));

    ColumnData.Reader arrays = Encode.read(field, data, rows.size(), VectorEncoding.ARRAY);
    ColumnData.Reader bytes = Encode.read(field, data, rows.size(), VectorEncoding.BYTES);

    for (int row = 0; row < rows.size(); row++) {
      assertThat(Exactly.bits(arrays.read(row))).isEqualTo(Exactly.bits(rows.get(row)));
      assertThat(Exactly.bits(decode((byte[]) bytes.read(row))))
          .isEqualTo(Exactly.bits(rows.get(row)));
    }
  }

  @Test
  void theEncodingDecidesTheSchema() {
    MilvusField field = MilvusFields.vector(DataType.FloatVector, 2);

    Schema array = FieldTypes.of("db.c", field, VectorEncoding.ARRAY).schema().build();
    Schema bytes = FieldTypes.of("db.c", field, VectorEncoding.BYTES).schema().build();

    assertThat(array.name()).isEqualTo("io.debezium.data.FloatVector");
    assertThat(array.type()).isEqualTo(Schema.Type.ARRAY);
    assertThat(bytes.name()).isEqualTo("io.vecbridge.data.FloatVector");
    assertThat(bytes.type()).isEqualTo(Schema.Type.BYTES);
  }

  @Test
  void aLengthThatIsNoMultipleOfTheDimensionIsRefused() {
    assertThatThrownBy(() -> read(Encode.floats(0, 1f, 2f, 3f, 4f, 5f), 2, 2))
        .isInstanceOf(ColumnException.class)
        .hasMessage(
            "Field \"v\" of collection \"db.c\": 5 floats are not a multiple of the 2 of one"
                + " vector.");
  }

  @Test
  void anotherDimensionIsRefused() {
    assertThatThrownBy(() -> read(Encode.floats(4, 1f, 2f, 3f, 4f), 2, 2))
        .isInstanceOf(ColumnException.class)
        .hasMessage("Field \"v\" of collection \"db.c\": dimension 4, expected 2.");
  }

  @Test
  void missingRowsAreRefused() {
    assertThatThrownBy(() -> read(Encode.floats(2, 1f, 2f), 2, 2))
        .isInstanceOf(ColumnException.class)
        .hasMessage("Field \"v\" of collection \"db.c\": 1 values for 2 rows.");
  }

  @Test
  void anotherVectorTypeIsRefused() {
    VectorField vectors = Encode.packed(DataType.BinaryVector, 8, (byte) 1);

    assertThatThrownBy(() -> read(vectors, 8, 1))
        .isInstanceOf(ColumnException.class)
        .hasMessage(
            "Field \"v\" of collection \"db.c\": expected FLOAT_VECTOR, found BINARY_VECTOR.");
  }

  @Test
  void aFieldWithoutDimensionIsRefused() {
    assertThatThrownBy(() -> read(Encode.floats(0, 1f, 2f), 0, 1))
        .isInstanceOf(ColumnException.class)
        .hasMessage(
            "Field \"v\" of collection \"db.c\": the collection's description has no dimension.");
  }

  private static ColumnData.Reader read(VectorField vectors, int dimension, int rows) {
    return Encode.read(MilvusFields.vector(DataType.FloatVector, dimension), vectors, rows);
  }

  @Provide
  Arbitrary<List<List<Float>>> batches() {
    return Arbitraries.integers()
        .between(1, 40)
        .flatMap(dimension -> Exactly.floats().list().ofSize(dimension).list().ofSize(5));
  }

  private static float[] flatten(List<List<Float>> rows) {
    float[] floats = new float[rows.size() * rows.get(0).size()];
    int i = 0;
    for (List<Float> row : rows) {
      for (float value : row) {
        floats[i++] = value;
      }
    }
    return floats;
  }

  private static List<Float> decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<Float> floats = new ArrayList<>();
    while (buffer.hasRemaining()) {
      floats.add(buffer.getFloat());
    }
    return floats;
  }
}
