// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.tool.kafka.TopicsInMemory;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows a dead letter in the topic that it came from. */
class ResendingTest {
  private static final String TOPIC = "milvus.shop.items";

  private final TopicsInMemory topics = new TopicsInMemory();

  @BeforeEach
  void send() {
    send(null, "t");
    send("1", "c");
    send("2", "c");
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void otherKeysAndEarlierTruncationsDoNotMatter() throws Exception {
    send(null, null);

    assertThat(obstacle()).isNull();
  }

  @Test
  void aRowDoesNotComeBackAfterATruncation() throws Exception {
    send(null, "t");
    send("2", "c");

    assertThat(obstacle())
        .isEqualTo("a later record has no key, as that of a truncation, at offset 3");
  }

  @Test
  void aTransactionThatIsOpenCanHaveALaterRecord() throws Exception {
    topics.beginTransaction(1);

    assertThat(obstacle())
        .isEqualTo(
            "a transaction is open in its topic partition, which can have a later record of its"
                + " key");
  }

  private void send(String key, String value) {
    topics.send(
        TOPIC,
        key == null ? null : key.getBytes(UTF_8),
        value == null ? null : value.getBytes(UTF_8));
  }

  /** Of the record at offset 1. */
  private String obstacle() throws InterruptedException {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("dead", 0, 5, "1".getBytes(UTF_8), "c".getBytes(UTF_8));
    record
        .headers()
        .add("__connect.errors.topic", TOPIC.getBytes(UTF_8))
        .add("__connect.errors.partition", "0".getBytes(UTF_8))
        .add("__connect.errors.offset", "1".getBytes(UTF_8));
    return new Resending(topics, Map.of())
        .plan(Map.of(DeadLetter.of(record, "milvus"), record))
        .get(0)
        .obstacle();
  }
}
