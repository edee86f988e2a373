// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.switchover;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.tool.config.Connector;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SwitchPlanTest {
  @Test
  void itSaysWhatBecomesOfFieldsThatAreLeftOut() {
    assertThat(SwitchPlan.leftOut(source("field.exclude.list", "shop[.]items[.]image")))
        .containsExactly(
            "\"milvus-source\" leaves out fields (field.exclude.list). Milvus replaces whole rows, so"
                + " a row that the way back changes has null, or the field's default, in them"
                + " afterwards.");
    assertThat(SwitchPlan.leftOut(source("field.exclude.list", " "))).isEmpty();
    assertThat(SwitchPlan.leftOut(source("topic.prefix", "milvus"))).isEmpty();
  }

  private static Connector source(String option, String value) {
    return new Connector("milvus-source", Map.of(option, value));
  }
}
