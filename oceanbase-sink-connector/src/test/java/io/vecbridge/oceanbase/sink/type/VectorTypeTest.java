// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import static io.vecbridge.oceanbase.sink.type.Types.assertUnfit;
import static io.vecbridge.oceanbase.sink.type.Types.convert;
import static io.vecbridge.oceanbase.sink.type.Types.convertAsText;
import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.data.vector.DoubleVector;
import io.vecbridge.common.value.VectorElements;
import io.vecbridge.data.PackedVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VectorTypeTest {
  private static final float[] EDGES = {
    -0f, Float.MIN_VALUE, Float.MAX_VALUE, -Float.MIN_NORMAL, 0.1f, 1 / 3f, -Float.MAX_VALUE, 1e-40f
  };

  @Test
  void bytesAreBoundWithoutACopy() {
    byte[] bytes = littleEndian(EDGES);

    assertThat(convert("VECTOR(8)", PackedVector.builder(PackedVector.FLOAT).build(), bytes))
        .isSameAs(bytes);
    assertThat(
            convert(
                "VECTOR(8)",
                PackedVector.builder(PackedVector.FLOAT).build(),
                ByteBuffer.wrap(bytes)))
        .isSameAs(bytes);
    assertThat(convert("VECTOR(8)", bytes)).isSameAs(bytes);
  }

  @Test
  void listsAndTextsBecomeTheSameBytes() {
    List<Object> floats = new ArrayList<>();
    List<Object> doubles = new ArrayList<>();
    for (float edge : EDGES) {
      floats.add(edge);
      doubles.add((double) edge);
    }
    byte[] bytes = littleEndian(EDGES);

    assertThat(convert("VECTOR(8)", io.debezium.data.vector.FloatVector.schema(), floats))
        .isEqualTo(bytes);
    assertThat(convert("VECTOR(8)", DoubleVector.schema(), doubles)).isEqualTo(bytes);
    assertThat(convert("VECTOR(8)", Arrays.toString(EDGES))).isEqualTo(bytes);
    assertThat(convert("VECTOR(2)", List.of(1L, 2))).isEqualTo(littleEndian(1f, 2f));
  }

  @Property
  void theTextFormNarrowsToTheSameFloats(
      @ForAll @Size(min = 1, max = 20)
          List<@FloatRange(min = -3.4e38f, max = 3.4e38f) Float> list) {
    float[] floats = new float[list.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = list.get(i);
    }
    String type = "VECTOR(" + floats.length + ")";

    String text =
        (String)
            convertAsText(
                type, PackedVector.builder(PackedVector.FLOAT).build(), littleEndian(floats));

    assertThat(VectorElements.parse(text)).containsExactly(floats);
  }

  @Test
  void narrowerElementsAreWidenedExactly() {
    byte[] halves = {0, 0x3c, 0, (byte) 0xc0, (byte) 0xff, 0x7b, 1, 0, 0, (byte) 0x80, 0, 4};
    assertThat(convert("VECTOR(6)", PackedVector.builder(PackedVector.FLOAT16).build(), halves))
        .isEqualTo(littleEndian(1f, -2f, 65504f, 0x1p-24f, -0f, 0x1p-14f));
    byte[] brains = {(byte) 0x80, 0x3f, 0x7f, 0x7f, 1, 0};
    assertThat(convert("VECTOR(3)", PackedVector.builder(PackedVector.BFLOAT16).build(), brains))
        .isEqualTo(littleEndian(1f, 3.3895314e38f, Float.intBitsToFloat(0x10000)));
    assertThat(
            convert(
                "VECTOR(3)",
                PackedVector.builder(PackedVector.INT8).build(),
                new byte[] {-128, 0, 127}))
        .isEqualTo(littleEndian(-128f, 0f, 127f));
  }

  @Test
  void aWrongDimensionIsRefused() {
    assertUnfit("VECTOR(3)", List.of(1f, 2f))
        .hasMessage("the vector has 2 dimensions instead of 3");
    assertUnfit("VECTOR(3)", new byte[16]).hasMessage("the vector has 4 dimensions instead of 3");
    assertUnfit("VECTOR(3)", PackedVector.builder(PackedVector.INT8).build(), new byte[12])
        .hasMessage("the vector has 12 dimensions instead of 3");
    assertUnfit("VECTOR(3)", new byte[13])
        .hasMessage("13 bytes are not a whole number of 4-byte elements");
    assertUnfit("VECTOR(1)", "[]").hasMessage("the vector has 0 dimensions instead of 1");
  }

  @Test
  void whatTheServerWouldStoreAsZeroIsRefused() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertUnfit("VECTOR(2)", List.of(0f, bad)).hasMessageContaining("can't be stored");
      assertUnfit("VECTOR(2)", littleEndian(0f, bad)).hasMessageContaining("can't be stored");
      assertUnfit("VECTOR(2)", "[0," + bad + "]").hasMessageContaining("can't be stored");
    }
    assertUnfit("VECTOR(1)", List.of(1e39)).hasMessageContaining("beyond the range of float32");
    assertUnfit(
            "VECTOR(1)", PackedVector.builder(PackedVector.FLOAT16).build(), new byte[] {0, 0x7c})
        .hasMessageContaining("can't be stored");
    assertUnfit(
            "VECTOR(1)",
            PackedVector.builder(PackedVector.BFLOAT16).build(),
            new byte[] {(byte) 0xc0, 0x7f})
        .hasMessageContaining("can't be stored");
  }

  @Test
  void otherShapesAreRefused() {
    assertUnfit("VECTOR(2)", Arrays.asList(1f, null)).hasMessage("an element is null");
    assertUnfit("VECTOR(2)", "1,2")
        .hasMessage(
            "the text is neither a vector in square brackets nor the bytes of one in base64");
    assertUnfit("VECTOR(2)", "[1,2").hasMessage("the text is not a vector in square brackets");
    assertUnfit("VECTOR(2)", "AACAPw==").hasMessage("the vector has 1 dimensions instead of 2");
    assertUnfit("VECTOR(2)", "[1,x]").hasMessage("the text is not a number");
    assertUnfit("VECTOR(2)", 5)
        .hasMessage("a vector is expected, but the value has the type Integer");
  }

  private static byte[] littleEndian(float... elements) {
    ByteBuffer buffer = ByteBuffer.allocate(elements.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float element : elements) {
      buffer.putFloat(element);
    }
    return buffer.array();
  }
}
