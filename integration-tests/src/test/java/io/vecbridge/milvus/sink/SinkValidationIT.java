// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.KafkaClient;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a validation learns from the topics that exist. */
@ExtendWith(ClusterExtension.class)
class SinkValidationIT {
  @Test
  void anExpressionIsExpandedToTheTopicsOfTheClusterThatTheConsumerNames(Cluster cluster) {
    String servers = cluster.kafka().bootstrapServers();
    try (KafkaClient kafka = new KafkaClient(servers)) {
      kafka.createTopic("validated_a", 1);
      kafka.createTopic("validated_a.shop.goods", 1);
      kafka.createTopic("validated_b.shop.goods", 1);
    }

    assertThat(findings(Map.of("consumer.override.bootstrap.servers", servers)))
        .containsOnlyKeys("collection.name.format", "milvus.uri")
        .hasEntrySatisfying(
            "collection.name.format",
            message ->
                assertThat(message)
                    .startsWith("The rows of validated_a.shop.goods and validated_b.shop.goods")
                    .contains("would be written to default.goods")
                    .endsWith("set precheck.skip=collection.sources."));
    assertThat(findings(Map.of())).containsOnlyKeys("milvus.uri");
    assertThat(findings(Map.of("consumer.override.bootstrap.servers", "127.0.0.1:1")))
        .containsOnlyKeys("milvus.uri");
  }

  private static Map<String, String> findings(Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(more);
    properties.put("name", "validated");
    properties.put("topics.regex", "validated_.*");
    properties.put("milvus.uri", "http://127.0.0.1:1");
    properties.put("milvus.database", "default");
    Map<String, String> findings = new HashMap<>();
    for (ConfigValue value : new MilvusSinkConnector().validate(properties).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        findings.put(value.name(), value.errorMessages().get(0));
      }
    }
    return findings;
  }
}
