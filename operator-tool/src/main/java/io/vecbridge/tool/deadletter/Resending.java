// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.deadletter;

import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.kafka.KafkaCluster;
import io.vecbridge.tool.kafka.KafkaCluster.Extent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends dead letters again to the topic partitions that they came from. A dead letter whose key has
 * a later record there is left alone: the older row would overwrite the newer one. So is one before
 * a truncation, which has no key: its row would come back.
 */
public final class Resending {
  private static final int LARGEST_REQUEST = 128 * 1024 * 1024;

  private final KafkaCluster kafka;
  private final Map<String, Object> settings;

  /** With the settings of a client. */
  public Resending(KafkaCluster kafka, Map<String, String> settings) {
    this.kafka = kafka;
    this.settings = new HashMap<>(settings);
    this.settings.put("enable.idempotence", "true");
    this.settings.put("acks", "all");
    this.settings.put("max.request.size", LARGEST_REQUEST);
  }

  /**
   * A dead letter, and whether it can be sent.
   *
   * @param obstacle why it is left alone; null if it can be sent
   */
  public record Candidate(
      DeadLetter letter, ConsumerRecord<byte[], byte[]> record, String obstacle) {}

  /**
   * Where a topic partition has the last records, which can be that of a dead letter itself.
   *
   * @param ofKey the offset of the last record of the dead letter's key; -1 if it has no key
   * @param withoutKey the offset of the last record without a key; -1 if there is none
   */
  record Later(long ofKey, long withoutKey) {}

  /** Looks for later records of the same keys, and of none. */
  public List<Candidate> plan(Map<DeadLetter, ConsumerRecord<byte[], byte[]>> letters)
      throws InterruptedException {
    Map<TopicPartition, Map<ByteBuffer, Long>> latest = offsets(letters);
    Map<TopicPartition, Extent> extents = new HashMap<>();
    Map<TopicPartition, Long> withoutKeys = new HashMap<>();
    for (Map.Entry<TopicPartition, Map<ByteBuffer, Long>> partition : latest.entrySet()) {
      Extent extent = extent(partition.getKey());
      if (extent != null) {
        extents.put(partition.getKey(), extent);
        Map<ByteBuffer, Long> keys = partition.getValue();
        long from = keys.values().stream().mapToLong(Long::longValue).min().orElse(0) + 1;
        kafka.read(
            partition.getKey(),
            Math.max(from, extent.beginning()),
            extent.stable(),
            record -> {
              if (record.key() != null) {
                keys.computeIfPresent(
                    ByteBuffer.wrap(record.key()), (key, offset) -> record.offset());
              } else if (record.value() != null) {
                withoutKeys.put(partition.getKey(), record.offset());
              }
            });
      }
    }
    List<Candidate> candidates = new ArrayList<>();
    letters.forEach(
        (letter, record) -> {
          TopicPartition partition = letter.origin() == null ? null : letter.origin().partition();
          boolean withoutKey = record.key() == null;
          long last =
              withoutKey || partition == null
                  ? -1
                  : latest.get(partition).get(ByteBuffer.wrap(record.key()));
          Later later = new Later(last, withoutKeys.getOrDefault(partition, -1L));
          String obstacle = obstacle(letter, withoutKey, extents.get(partition), later);
          candidates.add(new Candidate(letter, record, obstacle));
        });
    return candidates;
  }

  /** The offsets that the keys of dead letters have in their topics. */
  private static Map<TopicPartition, Map<ByteBuffer, Long>> offsets(
      Map<DeadLetter, ConsumerRecord<byte[], byte[]>> letters) {
    Map<TopicPartition, Map<ByteBuffer, Long>> offsets = new HashMap<>();
    letters.forEach(
        (letter, record) -> {
          if (letter.origin() != null && record.key() != null) {
            offsets
                .computeIfAbsent(letter.origin().partition(), each -> new HashMap<>())
                .merge(ByteBuffer.wrap(record.key()), letter.origin().offset(), Math::min);
          }
        });
    return offsets;
  }

  /**
   * Why a dead letter is left alone; null if it can be sent.
   *
   * @param extent of its topic partition; null if there is none
   * @param later what its topic partition has
   */
  static String obstacle(DeadLetter letter, boolean withoutKey, Extent extent, Later later) {
    if (letter.origin() == null) {
      return "its headers don't say where it comes from"
          + " (errors.deadletterqueue.context.headers.enable)";
    }
    if (withoutKey) {
      return "it has no key";
    }
    if (extent == null) {
      return "its topic partition no longer exists";
    }
    if (later.ofKey() > letter.origin().offset()) {
      return "its key has a later record, at offset " + later.ofKey();
    }
    if (later.withoutKey() > letter.origin().offset()) {
      return "a later record has no key, as that of a truncation, at offset " + later.withoutKey();
    }
    if (extent.stable() < extent.end()) {
      return "a transaction is open in its topic partition, which can have a later record of its"
          + " key";
    }
    return letter.origin().offset() + 1 < extent.beginning()
        ? "Kafka no longer keeps all records after it, so a later change isn't known"
        : null;
  }

  /** Sends what can be sent, as it was. */
  public void send(List<Candidate> candidates) throws InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Candidate each : candidates) {
        if (each.obstacle() == null) {
          List<Header> headers = new ArrayList<>();
          for (Header header : each.record().headers()) {
            if (!header.key().startsWith(DeadLetter.HEADERS)) {
              headers.add(header);
            }
          }
          TopicPartition origin = each.letter().origin().partition();
          sent.add(
              producer.send(
                  new ProducerRecord<>(
                      origin.topic(),
                      origin.partition(),
                      each.record().key(),
                      each.record().value(),
                      headers)));
        }
      }
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new ToolException("A record can't be sent: " + e.getCause().getMessage() + ".", e);
    } catch (KafkaException e) {
      throw new ToolException("Records can't be sent: " + e.getMessage() + ".", e);
    }
  }

  private Extent extent(TopicPartition partition) throws InterruptedException {
    return kafka.topics().contains(partition.topic())
        ? kafka.extents(List.of(partition.topic())).get(partition)
        : null;
  }
}
