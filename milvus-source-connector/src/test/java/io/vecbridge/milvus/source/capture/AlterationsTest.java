// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.log.Messages;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlterationsTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private final Alterations alterations = new Alterations(Tso.at(NOON));

  @Test
  void rowsAreOlderThanTheDescriptionIfNoProxyCanHaveWrittenThemLater() {
    assertThat(isDescribedAfter(Tso.at(NOON.minusSeconds(61)))).isTrue();
    assertThat(isDescribedAfter(Tso.at(NOON.minusSeconds(59)))).isFalse();
    assertThat(isDescribedAfter(Tso.at(NOON.plusSeconds(1)))).isFalse();
    assertThat(isDescribedAfter(0)).isFalse();
  }

  private boolean isDescribedAfter(long timestamp) {
    return alterations.isDescribedAfter(
        Messages.insert("c", 7, "p", List.of(timestamp), List.of(1L)));
  }
}
