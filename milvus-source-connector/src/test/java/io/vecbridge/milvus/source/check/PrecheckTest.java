// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.config.Configuration;
import io.vecbridge.common.source.config.Finding;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecheckTest {
  // Nothing listens on the discard port.
  private static final String NOBODY = "http://127.0.0.1:9";

  @Test
  void aMilvusThatDoesNotAnswerIsFoundAtItsUriAndIsNoReasonToStayDown() throws Exception {
    assertThat(find(Map.of("milvus.uri", NOBODY)))
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.key()).isEqualTo("milvus.uri");
              assertThat(finding.sentence())
                  .contains("version failed", "precheck.skip=milvus.reachable");
              assertThat(finding.passing()).isTrue();
            });
  }

  @Test
  void contradictoryOptionsAreFoundBeforeAnybodyIsAsked() throws Exception {
    assertThat(find(Map.of("milvus.uri", NOBODY, "milvus.tls.ca.file", "ca.pem")))
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.sentence()).contains("milvus.tls.ca.file");
              assertThat(finding.passing()).isFalse();
            });
  }

  @Test
  void nobodyIsAskedWhereTheCheckIsLeftOut() throws Exception {
    assertThat(find(Map.of("milvus.uri", NOBODY, "precheck.skip", "milvus.reachable"))).isEmpty();
  }

  private static Optional<Finding> find(Map<String, String> options) throws Exception {
    Map<String, String> all = new HashMap<>(options);
    all.put("topic.prefix", "t");
    Configuration config = MilvusSourceConfig.withDefaults(Configuration.from(all));
    return new Precheck(new MilvusSourceConfig(config)).find();
  }

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
    assertThat(Precheck.isLogRead(version)).isEqualTo(read);
  }
}
