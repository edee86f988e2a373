// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {
  @ParameterizedTest
  @CsvSource({
    "0x3c00, 1",
    "0xc000, -2",
    "0x3555, 0.333251953125",
    "0x7bff, 65504",
    "0x0001, 5.9604644775390625e-8",
    "0x03ff, 6.0975551605224609e-5",
    "0x0400, 6.103515625e-5",
    "0x8000, -0.0",
    "0x7c00, Infinity",
    "0xfe00, NaN",
  })
  void everyKindOfValueIsWidenedExactly(String bits, Float value) {
    assertThat(HalfFloat.toFloat((short) (int) Integer.decode(bits))).isEqualTo(value);
  }
}
