// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnavailableValueTest {
  private static final String TEXT = "__debezium_unavailable_value";
  private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);

  @Test
  void thePlaceholderHasTheShapeOfItsColumn() {
    List<Integer> integers = new ArrayList<>();
    List<Float> floats = new ArrayList<>();
    for (byte each : BYTES) {
      integers.add((int) each);
      floats.add((float) each);
    }
    for (Object value :
        List.of(
            TEXT,
            BYTES,
            ByteBuffer.wrap(BYTES),
            List.of(TEXT),
            Map.of(TEXT, TEXT),
            integers,
            floats)) {
      assertThat(UnavailableValue.is(value)).as(value.toString()).isTrue();
    }
  }

  @Test
  void otherValuesAreNone() {
    for (Object value :
        List.of(
            "",
            TEXT + " ",
            5L,
            new byte[BYTES.length],
            List.of(),
            List.of("a"),
            Collections.nCopies(BYTES.length, 1f),
            Map.of("a", "b"))) {
      assertThat(UnavailableValue.is(value)).isFalse();
    }
    assertThat(UnavailableValue.is(null)).isFalse();
  }
}
