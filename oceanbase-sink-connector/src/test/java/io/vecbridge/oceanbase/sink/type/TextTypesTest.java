// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import static io.vecbridge.oceanbase.sink.type.Types.assertUnfit;
import static io.vecbridge.oceanbase.sink.type.Types.convert;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTypesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"abcd", "äöüß", "中文字符", "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00"})
  void varcharCountsCharactersNotBytes(String text) {
    assertThat(convert("varchar(4)", text)).isEqualTo(text);
    assertUnfit("varchar(4)", text + "x").hasMessage("5 characters exceed the maximum of 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abcd", "äö", "中a", "\uD83D\uDE00"})
  void textsCountBytes(String fourBytes) {
    String longest = fourBytes.repeat(63) + "xyz";
    assertThat(convert("tinytext", longest)).isEqualTo(longest);
    assertUnfit("tinytext", longest + "x").hasMessage("256 bytes exceed the maximum of 255");
  }

  @Test
  void quotesBackslashesNulAndTrailingSpacesAreText() {
    String text = "it's \"\\\0\n ";
    assertThat(convert("varchar(100)", text)).isEqualTo(text);
  }

  @Test
  void otherShapesBecomeTheirText() {
    assertThat(convert("varchar(100)", 12)).isEqualTo("12");
    assertThat(convert("varchar(100)", new BigDecimal("1E+3"))).isEqualTo("1000");
    assertThat(convert("text", List.of(1, 2.5f))).isEqualTo("[1,2.5]");
    assertThat(convert("text", Map.of("a", true))).isEqualTo("{\"a\":true}");
    assertThat(convert("text", "é".getBytes(StandardCharsets.UTF_8))).isEqualTo("é");
    assertUnfit("text", new byte[] {(byte) 0xff}).hasMessage("the bytes are not valid UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D", "\uDE00", "a\uD83Db"})
  void halfASurrogatePairIsRefused(String text) {
    assertUnfit("varchar(10)", text).hasMessage("the text is not valid Unicode");
    assertUnfit("json", "\"" + text + "\"").hasMessage("the text is not valid Unicode");
    assertUnfit("varbinary(10)", text).hasMessage("the text is not valid Unicode");
  }

  @Test
  void binaryCountsBytesAndIsNotCopied() {
    byte[] bytes = {0, -1, 39, 92};
    assertThat(convert("varbinary(4)", bytes)).isSameAs(bytes);
    assertThat(convert("varbinary(4)", ByteBuffer.wrap(bytes))).isSameAs(bytes);
    assertThat(convert("varbinary(4)", ByteBuffer.wrap(bytes, 1, 2).slice()))
        .isEqualTo(new byte[] {-1, 39});
    assertThat(convert("blob", "é")).isEqualTo("é".getBytes(StandardCharsets.UTF_8));
    assertUnfit("varbinary(3)", bytes).hasMessage("4 bytes exceed the maximum of 3");
    assertUnfit("varbinary(3)", 1)
        .hasMessage("BYTES is expected, but the value has the type Integer");
  }

  @Test
  void fixedLengthsHoldWhatTheServerStores() {
    assertThat(convert("binary(4)", new byte[] {1, 2})).isEqualTo(new byte[] {1, 2, 0, 0});
    assertThat(convert("char(4)", " a")).isEqualTo(" a");
    assertUnfit("char(4)", "a ").hasMessage("a CHAR drops the spaces at the end of the text");
  }

  @Test
  void theValuesOfEnumAndSetAreLeftToTheServer() {
    assertThat(convert("enum('a','it's')", "it's")).isEqualTo("it's");
    assertThat(convert("set('a','b')", "a,b")).isEqualTo("a,b");
  }

  @Test
  void aColumnOfAnotherTypeIsNotWritten() {
    assertUnfit("map(int,int)", "{}")
        .hasMessage("the connector does not write columns of this type");
  }
}
