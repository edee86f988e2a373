// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferencesTest {
  private final Differences differences = new Differences("id", 2);

  @Test
  void floatsAreComparedByTheirBits() {
    differences.compare(
        Map.of("id", 1L, "v", new float[] {0f}), Map.of("id", 1L, "v", new float[] {-0f}));

    assertThat(differences.lines())
        .containsExactly("id=1: v is [0.0] in Milvus, [-0.0] in OceanBase");
  }

  @Test
  void aColumnThatOneSideLacksIsADifference() {
    differences.compare(Map.of("id", 1L, "a", 1L), Map.of("id", 1L, "b", 1L));

    assertThat(differences.lines())
        .containsExactly("id=1: a is only in Milvus", "id=1: b is only in OceanBase");
  }

  @Test
  void longValuesAreCutAndLinesAreBounded() {
    for (int i = 0; i < 5; i++) {
      differences.compare(Map.of("id", 1L, "s", "x".repeat(1000)), Map.of("id", 1L, "s", ""));
    }

    assertThat(differences.areEnough()).isTrue();
    assertThat(differences.lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(150));
  }

  @Test
  void textKeysAreOrderedByTheirBytes() {
    assertThat(KeyOrder.compare("\uffff", "\ud83d\ude00")).isNegative();
    assertThat(KeyOrder.compare(-1L, 1L)).isNegative();
    assertThat(KeyOrder.compare(null, 1L)).isPositive();
    assertThat(KeyOrder.compare("a", "a ")).isNegative();
  }
}
