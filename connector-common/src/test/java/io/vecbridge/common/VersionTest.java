// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void theVersionOfTheBuildIsFilledIn() {
    assertThat(Version.current()).matches("\\d+\\.\\d+\\.\\d+(-[A-Z0-9]+)?");
  }
}
