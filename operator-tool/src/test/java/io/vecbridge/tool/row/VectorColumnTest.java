// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.value.VectorElements;
import org.junit.jupiter.api.Test;

class VectorColumnTest {
  @Test
  void zerosOfBothSignsAreFound() {
    assertThat(VectorColumn.hasZero(VectorElements.of(new float[] {1, 0f}))).isTrue();
    assertThat(VectorColumn.hasZero(VectorElements.of(new float[] {-0f, 1}))).isTrue();
    assertThat(VectorColumn.hasZero(VectorElements.of(new float[] {1, Float.MIN_VALUE}))).isFalse();
    assertThat(VectorColumn.hasZero(VectorElements.of(new float[] {2, -2}))).isFalse();
    assertThat(VectorColumn.hasZero(null)).isFalse();
  }
}
