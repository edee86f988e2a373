// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.deadletter.DeadLetterTopic;
import io.vecbridge.tool.kafka.TopicsInMemory;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterCountsTest {
  private static final String TOPIC = "dead-letters";

  private final TopicsInMemory topics = new TopicsInMemory();
  private final DeadLetterCounts counts =
      new DeadLetterCounts(
          new DeadLetterTopic(
              topics,
              new Connector("source", Map.of()),
              new Connector("sink", Map.of(DeadLetterTopic.OPTION, TOPIC))));

  @BeforeEach
  void send() {
    for (int i = 0; i < 3; i++) {
      topics.send(TOPIC, new byte[1], new byte[1]);
    }
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void onlyNewOnesAreRead() throws Exception {
    assertThat(counts.now()).containsExactly(Map.entry("", 3L));
    topics.send(TOPIC, new byte[1], new byte[1]);

    assertThat(counts.now()).containsExactly(Map.entry("", 4L));
  }

  @Test
  void thoseThatWereReadBeforeAFailureAreNotCountedAgain() throws Exception {
    topics.failAfter(2);

    assertThatThrownBy(counts::now).isInstanceOf(ToolException.class);
    assertThat(counts.now()).containsExactly(Map.entry("", 3L));
  }
}
