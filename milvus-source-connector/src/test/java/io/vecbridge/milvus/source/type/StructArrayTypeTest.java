// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.StructArrayField;
import io.milvus.grpc.VectorArray;
import io.milvus.grpc.VectorField;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.common.value.JsonReader;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StructArrayTypeTest {
  private static final MilvusField LABEL = array(111, "label", DataType.VarChar);
  private static final MilvusField COUNT = array(112, "count", DataType.Int64);
  private static final MilvusField VECTOR = vectors(113, "v", DataType.FloatVector, 2);

  @Test
  void aRowIsAnArrayOfObjects() {
    MilvusField structs = MilvusFields.structs(110, "s", LABEL, COUNT, VECTOR);
    FieldData.Builder column =
        column(
            structs,
            scalars(COUNT, List.of(List.of(Long.MAX_VALUE, -1L), List.of())),
            scalars(LABEL, List.of(List.of("a\"", "中"), List.of())),
            vectors(VECTOR, Encode.floats(2, 0.1f, -0f, 1f, 3.4028235e38f), Encode.floats(2)));

    ColumnData.Reader rows = Encode.read(structs, column, 2, VectorEncoding.BYTES);

    assertThat(rows.read(0))
        .isEqualTo(
            "[{\"label\":\"a\\\"\",\"count\":9223372036854775807,\"v\":[0.1,-0.0]},"
                + "{\"label\":\"中\",\"count\":-1,\"v\":[1.0,3.4028235E38]}]");
    assertThat(rows.read(1)).isEqualTo("[]");
  }

  @Property(tries = 200)
  void everyFloatIsReadAgainAsTheSameFloat(@ForAll float a, @ForAll float b) throws IOException {
    MilvusField structs = MilvusFields.structs(110, "s", VECTOR);
    FieldData.Builder column = column(structs, vectors(VECTOR, Encode.floats(2, a, b)));

    String json = (String) Encode.read(structs, column, 1, VectorEncoding.ARRAY).read(0);

    try (var parser = JsonReader.strict(json)) {
      for (int i = 0; i < 4; i++) {
        parser.nextToken();
      }
      for (float expected : new float[] {a, b}) {
        parser.nextToken();
        // A double is what OceanBase stores, and what most readers make of a number.
        float read = (float) Double.parseDouble(parser.getText());
        assertThat(Float.floatToRawIntBits(read)).isEqualTo(Float.floatToRawIntBits(expected));
      }
    }
  }

  @Test
  void narrowVectorsAreNumbersAndBinaryOnesBase64() {
    MilvusField half = vectors(111, "h", DataType.Float16Vector, 2);
    MilvusField brain = vectors(112, "b", DataType.BFloat16Vector, 1);
    MilvusField ints = vectors(113, "i", DataType.Int8Vector, 3);
    MilvusField bits = vectors(114, "x", DataType.BinaryVector, 8);
    MilvusField structs = MilvusFields.structs(110, "s", half, brain, ints, bits);
    FieldData.Builder column =
        column(
            structs,
            vectors(half, packed(half, 0x00, 0x3c, 0x00, 0x80)),
            vectors(brain, packed(brain, 0x80, 0x3f)),
            vectors(ints, packed(ints, -128, 0, 127)),
            vectors(bits, packed(bits, 0xff)));

    assertThat(Encode.read(structs, column, 1, VectorEncoding.ARRAY).read(0))
        .isEqualTo("[{\"h\":[1.0,-0.0],\"b\":[1.0],\"i\":[-128,0,127],\"x\":\"/w==\"}]");
  }

  @Test
  void aRowWithoutValuesIsNull() {
    MilvusField structs = MilvusFields.structs(110, "s", COUNT, VECTOR);
    FieldData.Builder column =
        column(
            structs,
            scalars(COUNT, List.of(List.of(), List.of(7L))).addValidData(false).addValidData(true),
            vectors(VECTOR, Encode.floats(2, 1f, 2f)).addValidData(false).addValidData(true));

    ColumnData.Reader rows = Encode.read(structs, column, 2, VectorEncoding.ARRAY);

    assertThat(rows.read(0)).isNull();
    assertThat(rows.read(1)).isEqualTo("[{\"count\":7,\"v\":[1.0,2.0]}]");
  }

  @Test
  void fieldsOfDifferentLengthsAreRefused() {
    MilvusField structs = MilvusFields.structs(110, "s", COUNT, VECTOR);
    FieldData.Builder column =
        column(
            structs,
            scalars(COUNT, List.of(List.of(1L, 2L))),
            vectors(VECTOR, Encode.floats(2, 1f, 2f)));

    assertThatThrownBy(() -> Encode.read(structs, column, 1, VectorEncoding.ARRAY).read(0))
        .isInstanceOf(ColumnException.class)
        .hasMessage(
            "Field \"s\" of collection \"db.c\": the fields of its structs have different numbers"
                + " of values.");
  }

  @Test
  void aBatchWithoutOneOfTheFieldsIsRefused() {
    MilvusField structs = MilvusFields.structs(110, "s", COUNT, VECTOR);
    FieldData.Builder column = column(structs, scalars(COUNT, List.of(List.of(1L))));

    assertThatThrownBy(() -> Encode.read(structs, column, 1, VectorEncoding.ARRAY))
        .isInstanceOf(ColumnException.class)
        .hasMessageEndingWith("the field \"v\" of its structs is not in the batch.");
  }

  @Test
  void theRestOfAVectorIsRefused() {
    MilvusField structs = MilvusFields.structs(110, "s", VECTOR);
    FieldData.Builder column = column(structs, vectors(VECTOR, Encode.floats(2, 1f, 2f, 3f)));

    assertThatThrownBy(() -> Encode.read(structs, column, 1, VectorEncoding.ARRAY).read(0))
        .isInstanceOf(ColumnException.class)
        .hasMessageEndingWith("3 floats are not a multiple of the 2 of one vector.");
  }

  private static MilvusField array(long id, String name, DataType element) {
    return MilvusFields.field(id, name, DataType.Array).elements(element, 9).build();
  }

  private static MilvusField vectors(long id, String name, DataType element, int dimension) {
    return MilvusFields.field(id, name, DataType.ArrayOfVector)
        .elements(element, 9)
        .dimension(dimension)
        .build();
  }

  private static VectorField packed(MilvusField field, int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Encode.packed(field.elementType(), field.dimension(), bytes);
  }

  private static FieldData.Builder scalars(MilvusField field, List<? extends List<?>> rows) {
    ScalarField arrays = Encode.arrays(field.elementType(), rows);
    return Encode.column(field).setScalars(arrays);
  }

  private static FieldData.Builder vectors(MilvusField field, VectorField... rows) {
    VectorArray.Builder arrays =
        VectorArray.newBuilder()
            .setDim(field.dimension())
            .setElementType(field.elementType())
            .addAllData(List.of(rows));
    return Encode.column(field)
        .setVectors(VectorField.newBuilder().setDim(field.dimension()).setVectorArray(arrays));
  }

  private static FieldData.Builder column(MilvusField field, FieldData.Builder... members) {
    StructArrayField.Builder structs = StructArrayField.newBuilder();
    for (FieldData.Builder member : members) {
      structs.addFields(member);
    }
    return Encode.column(field).setStructArrays(structs);
  }
}
