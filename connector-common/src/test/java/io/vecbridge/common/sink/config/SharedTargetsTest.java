// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedTargetsTest {
  private final SharedTargets targets = new SharedTargets();

  @Test
  void topicsOfOneTargetAreNamedTogether() {
    targets.add("goods", "b.crm.goods", false);
    targets.add("goods", "a.shop.goods", true);
    targets.add("items", "a.shop.items", false);

    assertThat(targets.refusals("table.mappings"))
        .containsExactly(
            "The rows of a.shop.goods and b.crm.goods would overwrite each other if they have the"
                + " same keys: all would be written to goods. Map each of them with"
                + " table.mappings.");
  }

  @Test
  void topicsThatAreMappedOneByOneShareATarget() {
    targets.add("goods", "a.shop.goods", true);
    targets.add("goods", "crm.goods", true);

    assertThat(targets.refusals("table.mappings")).isEmpty();
  }
}
