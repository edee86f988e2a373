// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OceanBaseTextTest {
  @Test
  void vectorsOfExactDoublesNarrowToTheirFloats() {
    assertThat(OceanBaseText.vector("[0.10000000149011612,-0,1e-45]"))
        .containsExactly(0.1f, -0f, 1e-45f);
  }

  @Test
  void textsComeAsHexWithNullAndEmptyKeptApart() {
    assertThat(OceanBaseText.list("[\"615C\",NULL,\"\"]", OceanBaseText::hex))
        .containsExactly("a\\", null, "");
    assertThat(OceanBaseText.list("[]", OceanBaseText::hex)).isEmpty();
  }

  @Test
  void aSparseVectorTellsItsIndices() {
    assertThat(OceanBaseText.indices("{1:0.5,4294967294:0.123457}"))
        .containsExactly(1L, 4294967294L);
    assertThat(OceanBaseText.indices("{}")).isEmpty();
  }
}
