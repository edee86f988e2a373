// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.connect;

import com.fasterxml.jackson.databind.JsonNode;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.process.Await;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until all that was written to Milvus has arrived in OceanBase, in the way in which an
 * operator can tell it: the source's committed log timestamps are past the writers' stop, and then
 * the sink's group has taken all records of the topics.
 *
 * <p>Records that were sent before the source's offset was committed stand before the topics' ends.
 */
public final class Drain {
  private static final String TIMESTAMP = ".timestamp";
  private static final Duration CALL = Duration.ofSeconds(20);
  // For each answer a worker with exactly-once support reads its offsets topic from the start.
  private static final long LOOK_EACH_NANOS = Duration.ofSeconds(1).toNanos();

  private final ConnectRest connect;
  private final KafkaClient kafka;

  public Drain(ConnectRest connect, KafkaClient kafka) {
    this.connect = connect;
    this.kafka = kafka;
  }

  /**
   * Waits.
   *
   * @param stoppedAt timestamp (TSO) that Milvus gave after the last write
   * @param topics of the collections' rows
   */
  public void await(
      String source, String sink, Collection<String> topics, long stoppedAt, Duration within) {
    long[] next = {System.nanoTime()};
    Await.until(
        source + " is past the last write",
        within,
        () -> {
          long now = System.nanoTime();
          if (now - next[0] < 0) {
            return false;
          }
          next[0] = now + LOOK_EACH_NANOS;
          return isPast(connect.offsets(source), stoppedAt);
        });
    Await.until(sink + " has taken all records", within, () -> hasTaken("connect-" + sink, topics));
  }

  private static boolean isPast(JsonNode offsets, long stoppedAt) {
    boolean any = false;
    for (JsonNode collection : offsets.path("offsets")) {
      for (Map.Entry<String, JsonNode> entry : collection.path("offset").properties()) {
        if (entry.getKey().endsWith(TIMESTAMP)) {
          any = true;
          if (entry.getValue().asLong() <= stoppedAt) {
            return false;
          }
        }
      }
    }
    return any;
  }

  private boolean hasTaken(String group, Collection<String> topics) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> committed =
        kafka
            .admin()
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get(CALL.toSeconds(), TimeUnit.SECONDS);
    try (Consumer<byte[], byte[]> consumer = kafka.consumer(IsolationLevel.READ_COMMITTED)) {
      for (TopicPartition partition : committed.keySet()) {
        if (topics.contains(partition.topic())
            && hasRecordsFrom(consumer, partition, committed.get(partition).offset())) {
          return false;
        }
      }
    }
    return committed.keySet().stream().map(TopicPartition::topic).toList().containsAll(topics);
  }

  /** Markers of transactions are offsets too, which no consumer ever commits. */
  private static boolean hasRecordsFrom(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
    List<TopicPartition> one = List.of(partition);
    consumer.assign(one);
    consumer.seek(partition, offset);
    long end = consumer.endOffsets(one, CALL).get(partition);
    while (consumer.position(partition, CALL) < end) {
      if (!consumer.poll(Duration.ofMillis(200)).isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
