// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class HexLiteralTest {
  @Property
  void anyBytesBecomeNothingButTheirDigits(@ForAll byte[] bytes) {
    String literal = text(bytes);

    assertThat(literal).matches("x'[0-9A-F]*'");
    assertThat(HexFormat.of().parseHex(literal.substring(2, literal.length() - 1)))
        .isEqualTo(bytes);
  }

  @Example
  void bytesThatEndALiteralAreDigitsToo() {
    assertThat(text("'\\; --".getBytes(StandardCharsets.US_ASCII))).isEqualTo("x'275C3B202D2D'");
    assertThat(text(new byte[0])).isEqualTo("x''");
    assertThat(text(new byte[] {0, 0x7f, -0x80, -1})).isEqualTo("x'007F80FF'");
  }

  private static String text(byte[] bytes) {
    return new String(HexLiteral.of(bytes), StandardCharsets.US_ASCII);
  }
}
