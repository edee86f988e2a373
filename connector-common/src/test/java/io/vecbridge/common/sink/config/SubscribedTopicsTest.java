// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.config.Configuration;
import io.vecbridge.common.config.Finding;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscribedTopicsTest {
  private static final Map<String, String> BY_NAME = Map.of("topics", "a.b, a.c");
  private static final Map<String, String> BY_REGEX = Map.of("topics.regex", "a(\\..*)?");

  @Test
  void partitionsOfSubscribedTopicsAreTakenAndForgotten() {
    TopicPartition partition = new TopicPartition("a.c", 1);
    for (Map<String, String> properties : List.of(BY_NAME, BY_REGEX)) {
      assertThatCode(() -> SubscribedTopics.checkOffsets(properties, Map.of(partition, 5L)))
          .doesNotThrowAnyException();
      assertThatCode(
              () ->
                  SubscribedTopics.checkOffsets(
                      properties, Collections.singletonMap(partition, null)))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void otherTopicsAndNegativeNumbersAreRefused() {
    assertThatThrownBy(
            () -> SubscribedTopics.checkOffsets(BY_NAME, Map.of(new TopicPartition("a", 0), 5L)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("doesn't read topic a,");
    assertThatThrownBy(
            () -> SubscribedTopics.checkOffsets(BY_REGEX, Map.of(new TopicPartition("b", 0), 5L)))
        .hasMessageContaining("doesn't read topic b,");
    assertThatThrownBy(
            () -> SubscribedTopics.checkOffsets(BY_REGEX, Map.of(new TopicPartition("a", 0), -1L)))
        .hasMessageContaining(
            "Topic a, partition 0: neither a partition nor an offset can be negative");
  }

  @Test
  void topicsAreListedWithoutSpaceAndEmptyNames() {
    assertThat(SubscribedTopics.named(Configuration.from(Map.of("topics", " a.b ,a.c,, "))))
        .containsExactly("a.b", "a.c");
    assertThat(SubscribedTopics.named(Configuration.from(Map.of("topics.regex", "a.*")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'oceanbase(\\..*)?', true",
    "'oceanbase[.]shop[.].*', true",
    "'oceanbase[.]crm[.].*', false",
    "'.*', true",
    "'[', false",
    "'', false"
  })
  void anExpressionExpandsToTheTablesWhoseTopicsItCanMatch(String regex, boolean matches) {
    Configuration config = Configuration.from(Map.of("topics.regex", regex));
    assertThat(SubscribedTopics.expandsTo(config, "shop", "goods")).isEqualTo(matches);
  }

  @Test
  void theOwnDeadLettersAndHeartbeatsAreNotRead() {
    assertThat(findings(Map.of("topics.regex", ".*", "errors.deadletterqueue.topic.name", "dead")))
        .extracting(Finding::toString)
        .containsExactly(
            "topics.regex: It includes the connector's own dead letter topic dead, whose records"
                + " would fail again for ever. Exclude that topic.",
            "topics.regex: It includes the heartbeat topics of Debezium's sources,"
                + " __debezium-heartbeat.<topic.prefix>, which contain no rows. Exclude them, for"
                + " example by the topics' prefix.");
    assertThat(findings(Map.of("topics", "a.b.c, __debezium-heartbeat.vec"))).hasSize(1);
    assertThat(
            findings(
                Map.of(
                    "topics.regex", "vec[.].*", "errors.deadletterqueue.topic.name", "vec-dead")))
        .isEmpty();
    assertThat(findings(Map.of("topics.regex", "vec[")))
        .extracting(Finding::toString)
        .containsExactly("topics.regex: It must be a regular expression of Java.");
  }

  private static List<Finding> findings(Map<String, String> properties) {
    return SubscribedTopics.findings(Configuration.from(properties));
  }
}
