// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SubscribedTopicsTest {
  @Test
  void topicsAreListedWithoutSpaceAndEmptyNames() {
    assertThat(SubscribedTopics.named(Map.of("topics", " a.b ,a.c,, ")))
        .containsExactly("a.b", "a.c");
    assertThat(SubscribedTopics.named(Map.of("topics.regex", "a.*"))).isEmpty();
  }
}
