// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricTagsTest {
  @Test
  void tagsAreReadInTheirOrder() {
    assertThat(MetricTags.of(config("b=1, a = x=y")))
        .containsExactly(Map.entry("b", "1"), Map.entry("a", "x=y"));
    assertThat(MetricTags.of(Configuration.empty())).isEmpty();
  }

  @Test
  void aTagThatNoNameCanHaveIsRefused() {
    assertThat(problems("a=1,b=2")).isEmpty();
    assertThat(problems("a"))
        .singleElement()
        .asString()
        .contains("A tag must be <name>=<value>, with a name of letters, digits and underscores.");
    assertThat(problems("a=")).hasSize(1);
    assertThat(problems("a b=1")).hasSize(1);
    assertThat(problems("task=1"))
        .singleElement()
        .asString()
        .contains("The names of the MBeans have the property task already.");
  }

  private static Configuration config(String tags) {
    return Configuration.create().with(MetricTags.OPTION, tags).build();
  }

  private static List<String> problems(String tags) {
    List<String> problems = new ArrayList<>();
    config(tags)
        .validate(Field.setOf(MetricTags.OPTION), (field, value, problem) -> problems.add(problem));
    return problems;
  }
}
