// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.deadletter;

import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.kafka.KafkaCluster;
import io.vecbridge.tool.kafka.KafkaCluster.Extent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** The dead letter topic of a sink. */
public final class DeadLetterTopic {
  /** The option that names it. */
  public static final String OPTION = "errors.deadletterqueue.topic.name";

  private final KafkaCluster kafka;
  private final String topic;
  private final String sink;
  private final String prefix;

  /**
   * Of a sink.
   *
   * @throws ToolException if it has none
   */
  public DeadLetterTopic(KafkaCluster kafka, Connector source, Connector sink) {
    this.kafka = kafka;
    this.sink = sink.name();
    this.topic = sink.options().getOrDefault(OPTION, "");
    this.prefix = source.options().getOrDefault("topic.prefix", "");
    if (topic.isEmpty()) {
      throw new ToolException(
          "The sink \"" + sink.name() + "\" has no dead letter topic: set " + OPTION + ".");
    }
  }

  /** Reads the selected dead letters that are there now, in the order of each partition. */
  public void read(
      Predicate<DeadLetter> selection,
      BiConsumer<DeadLetter, ConsumerRecord<byte[], byte[]>> reader)
      throws InterruptedException {
    read(
        new HashMap<>(),
        (letter, record) -> {
          if (selection.test(letter)) {
            reader.accept(letter, record);
          }
        });
  }

  /**
   * Reads the dead letters that have come since the last call, also after one that failed.
   *
   * @param positions where each partition continues; changed to its end, or to where it failed
   */
  public void read(
      Map<TopicPartition, Long> positions,
      BiConsumer<DeadLetter, ConsumerRecord<byte[], byte[]>> reader)
      throws InterruptedException {
    if (!kafka.topics().contains(topic)) {
      return;
    }
    for (Map.Entry<TopicPartition, Extent> part : kafka.extents(List.of(topic)).entrySet()) {
      long from = Math.max(positions.getOrDefault(part.getKey(), 0L), part.getValue().beginning());
      long end = part.getValue().stable();
      kafka.read(
          part.getKey(),
          from,
          end,
          record -> {
            positions.put(part.getKey(), record.offset() + 1);
            if (isOwn(record)) {
              reader.accept(DeadLetter.of(record, prefix), record);
            }
          });
      positions.put(part.getKey(), end);
    }
  }

  /** Several sinks can share a topic. */
  private boolean isOwn(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(DeadLetter.HEADERS + "connector.name");
    return header == null || sink.equals(new String(header.value(), StandardCharsets.UTF_8));
  }
}
