// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PrimaryKeyCursorTest {
  private static final Pattern TEXT = Pattern.compile("id > \"(.*)\"", Pattern.DOTALL);
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9a-f]{2})|([\"\\\\]))");

  @Example
  void theFirstPageHasNoExpression() {
    assertThat(cursor(null).expression()).isEmpty();
  }

  @Example
  void theNextPageBeginsBehindTheLastKey() {
    assertThat(cursor(null).after(42L).expression()).isEqualTo("id > 42");
    assertThat(cursor(-7L).expression()).isEqualTo("id > -7");
    assertThat(cursor("b").expression()).isEqualTo("id > \"b\"");
    assertThat(cursor("").expression()).isEqualTo("id > \"\"");
  }

  @Example
  void theSmallestKeyIsWrittenWithoutItsNumberWhichMilvusCannotRead() {
    assertThat(cursor(Long.MIN_VALUE).expression()).isEqualTo("id >= -9223372036854775807");
  }

  @Example
  void quotesBackslashesAndControlCharactersAreEscaped() {
    assertThat(cursor("a\"b\\c\n\u0000\u007f'é\uD83D\uDE00").expression())
        .isEqualTo("id > \"a\\\"b\\\\c\\x0a\\x00\\x7f'é\uD83D\uDE00\"");
  }

  @Example
  void aFilterAppliesToEveryPage() {
    PrimaryKeyCursor cursor = new PrimaryKeyCursor("id", null, "a > 1 or b");
    assertThat(cursor.expression()).isEqualTo("a > 1 or b");
    assertThat(cursor.after(3L).expression()).isEqualTo("(a > 1 or b) and id > 3");
  }

  @Example
  void aKeyOfAnotherTypeIsRefused() {
    assertThatThrownBy(() -> cursor(1.5))
        .hasMessage("The key of id is neither INT64 nor VARCHAR but java.lang.Double");
  }

  @Property
  void everyTextComesBackFromItsLiteral(@ForAll String key) {
    Matcher literal = TEXT.matcher(cursor(key).expression());
    assertThat(literal.matches()).isTrue();
    String escaped = literal.group(1);
    assertThat(escaped.codePoints().allMatch(c -> c >= 0x20 && c != 0x7f)).isTrue();
    String plain =
        ESCAPE
            .matcher(escaped)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        found.group(2) != null
                            ? found.group(2)
                            : Character.toString(Integer.parseInt(found.group(1), 16))));
    assertThat(plain).isEqualTo(key);
    assertThat(ESCAPE.matcher(escaped).replaceAll("")).doesNotContain("\"", "\\");
  }

  private static PrimaryKeyCursor cursor(Object lastKey) {
    return new PrimaryKeyCursor("id", lastKey, "");
  }
}
