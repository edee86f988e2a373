// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DeclaredIndexTest {
  @Test
  void whatIsWrittenIsReadAgain() {
    DeclaredIndex index =
        new DeclaredIndex("HNSW", "COSINE", Map.of("efConstruction", "200", "M", "16"));

    assertThat(index.text()).isEqualTo("HNSW,COSINE,M=16,efConstruction=200");
    assertThat(DeclaredIndex.of(index.text())).contains(index);
  }

  @Test
  void aTypeAloneIsEnoughAndNothingIsNone() {
    assertThat(DeclaredIndex.of("FLAT")).contains(new DeclaredIndex("FLAT", "", Map.of()));
    assertThat(DeclaredIndex.of("FLAT,L2,odd")).contains(new DeclaredIndex("FLAT", "L2", Map.of()));
    assertThat(DeclaredIndex.of("")).isEmpty();
  }
}
