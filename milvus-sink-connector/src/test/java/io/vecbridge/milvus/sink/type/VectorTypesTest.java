// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import static io.vecbridge.milvus.sink.type.Types.assertUnfit;
import static io.vecbridge.milvus.sink.type.Types.column;
import static io.vecbridge.milvus.sink.type.Types.field;
import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.VectorField;
import io.vecbridge.data.PackedVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

class VectorTypesTest {
  private static final FieldSchema FLOATS = field(DataType.FloatVector, "dim", "2");
  private static final FieldSchema HALVES = field(DataType.Float16Vector, "dim", "2");
  private static final FieldSchema BRAINS = field(DataType.BFloat16Vector, "dim", "2");
  private static final FieldSchema INTS = field(DataType.Int8Vector, "dim", "2");
  private static final FieldSchema BITS = field(DataType.BinaryVector, "dim", "16");
  private static final FieldSchema SPARSE = field(DataType.SparseFloatVector);

  @Test
  void floatVectorsComeFromEveryShape() {
    byte[] bytes = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0x80};
    VectorField vectors =
        column(
                FLOATS,
                null,
                List.of(1f, -0f),
                bytes,
                ByteBuffer.wrap(bytes),
                "[1, -0.0]",
                Base64.getEncoder().encodeToString(bytes),
                List.of(1.0, -0.0),
                List.of(1, -0f))
            .getVectors();

    assertThat(vectors.getDim()).isEqualTo(2);
    assertThat(vectors.getFloatVector().getDataList())
        .containsExactly(1f, -0f, 1f, -0f, 1f, -0f, 1f, -0f, 1f, -0f, 1f, -0f, 1f, -0f);
    assertThat(
            floats(PackedVector.builder(PackedVector.FLOAT16).build(), new byte[] {0, 0x3c, 1, 0}))
        .containsExactly(1f, 0x1p-24f);
    assertThat(
            floats(
                PackedVector.builder(PackedVector.BFLOAT16).build(),
                new byte[] {(byte) 0x80, 0x3f, 0, 0}))
        .containsExactly(1f, 0f);
    assertThat(floats(PackedVector.builder(PackedVector.INT8).build(), new byte[] {-128, 127}))
        .containsExactly(-128f, 127f);
  }

  @Test
  void whatIsNoVectorOfTheFieldIsRefused() {
    assertUnfit(FLOATS, List.of(1f)).hasMessage("the vector has 1 dimensions instead of 2");
    assertUnfit(FLOATS, new byte[16]).hasMessage("the vector has 4 dimensions instead of 2");
    assertUnfit(FLOATS, new byte[7]).hasMessageContaining("not a whole number of 4-byte elements");
    assertUnfit(FLOATS, Arrays.asList(1f, null)).hasMessage("an element is null");
    assertUnfit(FLOATS, List.of(1f, Float.NaN)).hasMessageContaining("NaN");
    assertUnfit(FLOATS, "[1, 1e39]").hasMessageContaining("beyond the range");
    byte[] infinite = {0, 0, (byte) 0x80, 0x3f, 0, 0, (byte) 0x80, 0x7f};
    assertUnfit(FLOATS, infinite).hasMessageContaining("NaN");
    assertUnfit(FLOATS, 5).hasMessageContaining("a vector is expected");
  }

  @Test
  void packedVectorsAreSentAsTheyAre() {
    byte[] halves = {1, 0, (byte) 0xff, 0x7b};
    assertThat(bytes(HALVES, PackedVector.builder(PackedVector.FLOAT16).build(), halves))
        .containsExactly(halves);
    assertThat(bytes(HALVES, null, halves)).containsExactly(halves);
    assertThat(bytes(BRAINS, null, halves)).containsExactly(halves);
    assertThat(bytes(INTS, PackedVector.builder(PackedVector.INT8).build(), new byte[] {-128, 1}))
        .containsExactly(-128, 1);
    assertThat(
            column(BITS, null, new byte[] {(byte) 0x80, 1}, new byte[] {2, 3})
                .getVectors()
                .getBinaryVector()
                .toByteArray())
        .containsExactly(0x80, 1, 2, 3);
    assertUnfit(HALVES, new byte[] {0, 0x7c, 0, 0}).hasMessageContaining("NaN and infinities");
    assertUnfit(BRAINS, new byte[] {(byte) 0x80, 0x7f, 0, 0}).hasMessageContaining("NaN");
    assertUnfit(HALVES, PackedVector.builder(PackedVector.FLOAT16).build(), new byte[2])
        .hasMessageContaining("2 bytes");
    assertUnfit(BITS, new byte[3]).hasMessage("the vector has 24 dimensions instead of 16");
    assertUnfit(BITS, List.of(1, 0))
        .hasMessageContaining("BYTES is expected, but the value has the type List");
  }

  @Test
  void widenedElementsAreNarrowedOnlyWhereTheyFit() {
    assertThat(bytes(HALVES, null, List.of(65504f, -0x1p-24f)))
        .containsExactly(0xff, 0x7b, 0x01, 0x80);
    assertThat(bytes(BRAINS, null, List.of(1f, -0f))).containsExactly(0x80, 0x3f, 0, 0x80);
    assertThat(bytes(INTS, null, "[-128, 127]")).containsExactly(0x80, 0x7f);
    assertUnfit(HALVES, List.of(0.1f, 0f))
        .hasMessage("an element is not exactly a number of float16");
    assertUnfit(HALVES, List.of(65520f, 0f)).hasMessageContaining("float16");
    assertUnfit(HALVES, List.of(0x1p-25f, 0f)).hasMessageContaining("float16");
    assertUnfit(BRAINS, List.of(0.1f, 0f)).hasMessageContaining("bfloat16");
    assertUnfit(INTS, List.of(128f, 0f)).hasMessageContaining("int8");
    assertUnfit(INTS, List.of(0.5f, 0f)).hasMessageContaining("int8");
  }

  @Property
  void halvesSurviveTheWayOverFloat32(@ForAll @Size(4) byte[] halves) {
    boolean finite = (halves[1] & 0x7c) != 0x7c && (halves[3] & 0x7c) != 0x7c;
    if (finite) {
      VectorField wide =
          column(FLOATS, PackedVector.builder(PackedVector.FLOAT16).build(), halves).getVectors();
      byte[] float32 = littleEndian(wide.getFloatVector().getDataList());

      assertThat(bytes(HALVES, PackedVector.builder(PackedVector.FLOAT).build(), float32))
          .containsExactly(halves);
    }
  }

  @Property
  void bytesOfFloatsArriveBitByBit(@ForAll float first, @ForAll float second) {
    byte[] bytes = littleEndian(List.of(first, second));

    assertThat(floats(PackedVector.builder(PackedVector.FLOAT).build(), bytes))
        .containsExactly(first, second);
  }

  @Test
  void sparseVectorsArePairsInAscendingOrder() {
    VectorField vectors =
        column(SPARSE, null, Map.of(4294967294L, 2f, 0, 1f), "{}", "{3:0.5}").getVectors();

    assertThat(vectors.getSparseFloatVector().getDim()).isEqualTo(4294967295L);
    assertThat(vectors.getSparseFloatVector().getContents(0).toByteArray())
        .containsExactly(0, 0, 0, 0, 0, 0, 0x80, 0x3f, 0xfe, 0xff, 0xff, 0xff, 0, 0, 0, 0x40);
    assertThat(vectors.getSparseFloatVector().getContents(1)).isEmpty();
    assertThat(vectors.getSparseFloatVector().getContentsCount()).isEqualTo(3);
    assertUnfit(SPARSE, Map.of(4294967295L, 1f)).hasMessageContaining("outside the range 0 to");
    assertUnfit(SPARSE, "{1:0.5, 1:0.5}").hasMessage("an index occurs twice");
    assertUnfit(SPARSE, Map.of(1, Float.NaN)).hasMessageContaining("NaN");
  }

  private static List<Float> floats(Schema schema, Object value) {
    return column(FLOATS, schema, value).getVectors().getFloatVector().getDataList();
  }

  private static byte[] bytes(FieldSchema field, Schema schema, Object value) {
    return (byte[]) Types.convert(field, schema, value);
  }

  private static byte[] littleEndian(List<Float> elements) {
    ByteBuffer bytes =
        ByteBuffer.allocate(elements.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    elements.forEach(bytes::putFloat);
    return bytes.array();
  }
}
