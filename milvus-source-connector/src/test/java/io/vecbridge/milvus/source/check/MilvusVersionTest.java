// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MilvusVersionTest {
  @ParameterizedTest
  @CsvSource({
    "v2.3.5, true",
    "2.4.0-rc1, true",
    "v2.5.17, true",
    "v2.2.16, false",
    "v2.6.0, false",
    "v3.0.1, false",
    "v1.1, false",
    "master-20240101, true"
  })
  void theLogOf23To25IsRead(String version, boolean read) {
    assertThat(MilvusVersion.isRead(version)).isEqualTo(read);
  }
}
