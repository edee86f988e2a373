// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.config.ToolException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaOptionTest {
  @Test
  void theSinksConsumerGivesTheConnectionAndPropertiesReplaceIt() {
    Connector sink =
        new Connector(
            "sink",
            Map.of(
                "consumer.override.bootstrap.servers", "a:1",
                "consumer.override.security.protocol", "SASL_SSL",
                "consumer.override.max.poll.records", "5"));

    assertThat(KafkaOption.settings(sink, Map.of("kafka.ssl.truststore.type", "PEM"), "b:2"))
        .containsOnly(
            Map.entry("bootstrap.servers", "b:2"),
            Map.entry("security.protocol", "SASL_SSL"),
            Map.entry("ssl.truststore.type", "PEM"));
  }

  @Test
  void withoutAnAddressTheOptionIsNamed() {
    assertThatThrownBy(() -> KafkaOption.settings(new Connector("sink", Map.of()), Map.of(), null))
        .isInstanceOf(ToolException.class)
        .hasMessage(
            "This needs the Kafka of the Connect cluster: name its bootstrap servers with"
                + " --kafka.");
  }
}
