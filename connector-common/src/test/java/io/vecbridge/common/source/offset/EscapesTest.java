// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.offset;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;

class EscapesTest {
  private final Escapes escapes = new Escapes(",\t");

  @Property
  void aNameComesBackWithoutSeparatorsInItsText(
      @ForAll @Chars({'%', '0', '2', '5', '9', 'C', ',', '\t'}) @CharRange(from = 'a', to = 'c')
          String name) {
    String text = escapes.escaped(name);
    assertThat(text).doesNotContain(",", "\t");
    assertThat(escapes.plain(text)).isEqualTo(name);
  }

  @Example
  void onlyWhatSeparatesOrLooksLikeItsCodeIsWrittenInAnotherWay() {
    assertThat(escapes.escaped("a b%c%2D100%\n")).isEqualTo("a b%c%2D100%\n");
    assertThat(escapes.escaped("a,b\t%2C")).isEqualTo("a%2Cb%09%252C");
  }
}
