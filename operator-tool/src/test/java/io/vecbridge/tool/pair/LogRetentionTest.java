// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.milvus.source.log.LogPosition;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogRetentionTest {
  private static final Duration ASSUMED = Duration.ofDays(3);
  private static final Map<String, ChannelPosition> THROUGH_MILVUS =
      Map.of("dml_0_7v0", ChannelPosition.at(LogPosition.of("462500000000000000.1")));

  @Test
  void aLogThatIsReadThroughMilvusIsKeptForAsLongAsTheSourceTakesIt() throws Exception {
    assertThat(new LogRetention(Map.of(), ASSUMED).of(THROUGH_MILVUS)).contains(ASSUMED);
  }

  @Test
  void aLogThatMilvusHasMovedFromKafkaIsOneThatIsReadThroughMilvus() throws Exception {
    Map<String, String> kafka = Map.of("change.log.kafka.bootstrap.servers", "nowhere:9092");

    assertThat(new LogRetention(kafka, ASSUMED).of(THROUGH_MILVUS)).contains(ASSUMED);
  }

  @Test
  void withoutPositionsThereIsNothingToKeep() throws Exception {
    assertThat(new LogRetention(Map.of(), ASSUMED).of(Map.of())).isEmpty();
  }

  @Test
  void aChannelsTopicIsThatOfItsPhysicalChannel() {
    assertThat(LogRetention.topic("by-dev-rootcoord-dml_3_449v1"))
        .isEqualTo("by-dev-rootcoord-dml_3");
  }
}
