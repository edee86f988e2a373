// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnavailableValueTest {
  private static final String TEXT = "__debezium_unavailable_value";

  @Test
  void thePlaceholderIsRecognizedInEveryShape() {
    byte[] bytes = TEXT.getBytes(StandardCharsets.US_ASCII);
    List<Integer> spelled = TEXT.chars().boxed().toList();

    assertThat(UnavailableValue.is(TEXT)).isTrue();
    assertThat(UnavailableValue.is(bytes)).isTrue();
    assertThat(UnavailableValue.is(ByteBuffer.wrap(bytes))).isTrue();
    assertThat(UnavailableValue.is(List.of(TEXT))).isTrue();
    assertThat(UnavailableValue.is(spelled)).isTrue();
    assertThat(UnavailableValue.is(spelled.stream().map(Integer::doubleValue).toList())).isTrue();
    assertThat(UnavailableValue.is(Map.of(TEXT, TEXT))).isTrue();
    assertThat(UnavailableValue.is("{\"" + TEXT + "\":\"" + TEXT + "\"}")).isTrue();
  }

  @Test
  void otherValuesAreValues() {
    Object[] values = {
      "",
      TEXT + " ",
      new byte[28],
      ByteBuffer.allocate(28),
      List.of(),
      List.of("a"),
      5L,
      Arrays.asList((Object) null),
      java.util.Collections.nCopies(28, 95),
      Map.of("a", TEXT)
    };
    for (Object value : values) {
      assertThat(UnavailableValue.is(value)).isFalse();
    }
    assertThat(UnavailableValue.is(null)).isFalse();
  }
}
