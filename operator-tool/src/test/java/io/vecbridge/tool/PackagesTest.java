// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool;

import io.vecbridge.common.testing.Packages;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void noPackagesNeedEachOther() {
    Packages.FREE_OF_CYCLES.check(Packages.ofThisModule());
  }
}
