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
}
