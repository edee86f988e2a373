// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedVectorTypesTest {
  private static final int DIMENSION = 16;

  @Property(tries = 300)
  void everyByteGoesOnAsItIs(@ForAll("types") DataType type, @ForAll("bytes") byte[] noise) {
    int width = width(type);
    int rows = noise.length / width;
    byte[] data = Arrays.copyOf(noise, rows * width);
    MilvusField field = MilvusFields.vector(type, DIMENSION);

    ColumnData.Reader reader = Encode.read(field, Encode.packed(type, DIMENSION, data), rows);

    for (int row = 0; row < rows; row++) {
      assertThat((byte[]) reader.read(row))
          .isEqualTo(Arrays.copyOfRange(data, row * width, (row + 1) * width));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BinaryVector, io.vecbridge.data.BinaryVector, BINARY_VECTOR",
    "Float16Vector, io.vecbridge.data.Float16Vector, FLOAT16_VECTOR",
    "BFloat16Vector, io.vecbridge.data.BFloat16Vector, BFLOAT16_VECTOR",
    "Int8Vector, io.vecbridge.data.Int8Vector, INT8_VECTOR"
  })
  void eachTypeHasItsLogicalName(DataType type, String logicalName, String name) {
    FieldType fieldType =
        FieldTypes.of("db.c", MilvusFields.vector(type, DIMENSION), VectorEncoding.BYTES);

    assertThat(fieldType.name()).isEqualTo(name);
    assertThat(fieldType.schema().build().name()).isEqualTo(logicalName);
    assertThat(fieldType.schema().build().type()).isEqualTo(Schema.Type.BYTES);
  }

  @Test
  void aLengthThatIsNoMultipleOfOneVectorIsRefused() {
    MilvusField field = MilvusFields.vector(DataType.Float16Vector, 2);

    assertThatThrownBy(
            () -> Encode.read(field, Encode.packed(DataType.Float16Vector, 2, new byte[6]), 1))
        .isInstanceOf(ColumnException.class)
        .hasMessage(
            "Field \"v\" of collection \"db.c\": 6 bytes are not a multiple of the 4 of one vector.");
  }

  @Provide
  Arbitrary<DataType> types() {
    return Arbitraries.of(
        DataType.BinaryVector,
        DataType.Float16Vector,
        DataType.BFloat16Vector,
        DataType.Int8Vector);
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
  }

  private static int width(DataType type) {
    return switch (type) {
      case BinaryVector -> DIMENSION / 8;
      case Int8Vector -> DIMENSION;
      default -> DIMENSION * 2;
    };
  }
}
