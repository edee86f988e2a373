// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OceanBaseVersionTest {
  @Test
  void theKernelsVersionIsReadFromTheComment() {
    OceanBaseVersion version =
        OceanBaseVersion.parse("OceanBase_CE 4.3.5.3 (r103000072025)(Built Oct 2025)");

    assertThat(version.oceanBase()).isTrue();
    assertThat(version.build()).isEqualTo(3);
    assertThat(version.atLeast(4, 3, 5)).isTrue();
    assertThat(version.atLeast(4, 2, 9)).isTrue();
    assertThat(version.atLeast(4, 4, 0)).isFalse();
    assertThat(version.atLeast(5, 0, 0)).isFalse();
  }

  @Test
  void anotherServerIsNoOceanBase() {
    OceanBaseVersion version = OceanBaseVersion.parse("MySQL Community Server - GPL");

    assertThat(version.oceanBase()).isFalse();
    assertThat(version.atLeast(4, 3, 3)).isFalse();
  }

  @Test
  void identifiersAreQuoted() {
    assertThat(new TableName("a`b", "$meta.x").quoted()).isEqualTo("`a``b`.`$meta.x`");
  }
}
