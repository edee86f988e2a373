// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ArrayTextTest {
  @Property
  void textsComeBackWhateverTheyHold(@ForAll List<@StringLength(max = 5) String> texts) {
    List<String> valid = texts.stream().map(ArrayTextTest::valid).toList();
    String printed =
        valid.stream()
            .map(text -> "\"" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)))
            .map(text -> text + "\"")
            .collect(Collectors.joining(","));
    assertThat(new ArrayText("[" + printed + "]", ElementType.TEXT).parse()).isEqualTo(valid);
  }

  @Test
  void nullsAndNestingAreKept() {
    assertThat(new ArrayText("[[1,NULL], [],[-3]]", ElementType.INT32).parse())
        .isEqualTo(List.of(Arrays.asList(1, null), List.of(), List.of(-3)));
    assertThat(new ArrayText("[]", ElementType.INT32).parse()).isEmpty();
  }

  @Test
  void whatIsNoArrayIsRefused() {
    for (String text : List.of("", "61", "[", "[61", "[61]62", "[[61]", "[\"61]")) {
      assertThatThrownBy(() -> new ArrayText(text, ElementType.TEXT).parse())
          .as(text)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("The server's text of an array can't be parsed at character ");
    }
  }

  @Test
  void anElementThatCanNotBeParsedIsNotQuoted() {
    for (ElementType type : List.of(ElementType.INT16, ElementType.FLOAT, ElementType.TEXT)) {
      assertThatThrownBy(() -> new ArrayText("[\"4711x\"]", type).parse())
          .hasMessageStartingWith("The server's text of an array can't be parsed at character ")
          .hasMessageNotContaining("4711")
          .hasNoCause();
    }
  }

  /** Lone surrogates have no UTF-8. */
  private static String valid(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
