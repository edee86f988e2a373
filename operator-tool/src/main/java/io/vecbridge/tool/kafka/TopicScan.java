// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.kafka;

import io.vecbridge.tool.config.ToolException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads records of committed transactions. For one thread. */
final class TopicScan implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Map<String, Object> settings;
  private Consumer<byte[], byte[]> consumer;

  /** With the settings of a client, which connects when it reads. */
  TopicScan(Map<String, Object> settings) {
    this.settings = new HashMap<>(settings);
    this.settings.put("isolation.level", "read_committed");
    this.settings.put("enable.auto.commit", "false");
    this.settings.put("auto.offset.reset", "earliest");
  }

  /**
   * Reads a partition.
   *
   * @param from the first offset
   * @param end the offset before which it ends
   * @param reader takes a record, and says whether it wants more
   * @return whether the end was reached
   */
  boolean read(
      TopicPartition partition,
      long from,
      long end,
      Predicate<ConsumerRecord<byte[], byte[]>> reader) {
    try {
      if (consumer == null) {
        consumer =
            new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      }
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          until = System.nanoTime() + PATIENCE.toNanos();
          if (record.offset() < end && !reader.test(record)) {
            return false;
          }
        }
        if (System.nanoTime() - until > 0) {
          throw new ToolException(
              "Kafka returns nothing of " + partition + " from offset " + from + " on.");
        }
      }
      return true;
    } catch (KafkaException e) {
      throw new ToolException("Topic " + partition + " can't be read: " + e.getMessage() + ".", e);
    }
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close(CLOSE);
    }
  }
}
