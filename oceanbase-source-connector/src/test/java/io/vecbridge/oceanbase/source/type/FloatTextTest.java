// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FloatTextTest {
  /** All finite floats, in each form that a server can print a double in. */
  @Property(tries = 20_000)
  void everyFloatComesBackToTheBit(@ForAll int bits) {
    float value = Float.intBitsToFloat(bits);
    if (!Float.isFinite(value)) {
      return;
    }
    String shortest = Double.toString(value);
    String plain = (bits < 0 ? "-" : "") + new BigDecimal(Math.abs((double) value)).toPlainString();
    for (String text : List.of(shortest, shortest.replace("E", "e+").replace("+-", "-"), plain)) {
      assertThat(Float.floatToRawIntBits(read("[" + text + "]").get(0))).isEqualTo(bits);
    }
  }

  /** The server multiplies by 2^60 as a double, and casts to a signed integer. */
  @Property(tries = 20_000)
  void aFloatComesBackFromItsScaledIntegerToTheBitOrNotAtAll(@ForAll int bits) {
    float value = Float.intBitsToFloat(bits);
    if (!Float.isFinite(value)) {
      return;
    }
    long scaled = (long) (value * 0x1p60);
    float read = new FloatText(("[" + scaled + "]").getBytes(US_ASCII)).nextScaled();
    boolean holds = Math.abs(value) >= 0x1p-37f && Math.abs(value) < 8;
    assertThat(Float.floatToRawIntBits(read))
        .isEqualTo(holds ? bits : Float.floatToRawIntBits(Float.NaN));
  }

  @Test
  void scaledIntegersAreReadInTheirOrder() {
    FloatText elements =
        new FloatText("[1152921504606846976, -288230376151711744,8388608]".getBytes(US_ASCII));
    assertThat(elements.nextScaled()).isEqualTo(1f);
    assertThat(elements.nextScaled()).isEqualTo(-0.25f);
    assertThat(elements.nextScaled()).isEqualTo(0x1p-37f);
    assertThat(elements.hasNext()).isFalse();
  }

  @Test
  void severalElementsAreReadInTheirOrder() {
    assertThat(read("[0.10000000149011612,-0,1e-45, 16777216,+2.5]"))
        .containsExactly(0.1f, -0f, 1e-45f, 16777216f, 2.5f);
    assertThat(read("[]")).isEmpty();
  }

  @Test
  void whatIsNoVectorIsRefused() {
    for (String text : List.of("", "1", "[1", "[1;2]", "[x]", "[1,]", "[,1]", "[1e]", "[1.2.3]")) {
      assertThatThrownBy(() -> read(text))
          .as(text)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("text of a vector can't be parsed");
    }
  }

  @Test
  void whatIsNoVectorOfIntegersIsRefused() {
    for (String text : List.of("[1.5]", "[1e5]", "[+1]", "[x]", "[1,]", "[NULL]", "[]")) {
      FloatText elements = new FloatText(text.getBytes(US_ASCII));
      assertThatThrownBy(elements::nextScaled)
          .as(text)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("text of a vector can't be parsed");
    }
  }

  @Test
  void aTextThatIsRefusedIsNotQuoted() {
    assertThatThrownBy(() -> read("[4711,nan]"))
        .hasMessage("The server's text of a vector can't be parsed near byte 6");
  }

  private static List<Float> read(String text) {
    FloatText elements = new FloatText(text.getBytes(US_ASCII));
    List<Float> floats = new ArrayList<>();
    while (elements.hasNext()) {
      floats.add(elements.next());
    }
    return floats;
  }
}
