// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.kafka;

import io.vecbridge.tool.config.ToolException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** The Kafka cluster of the connectors' topics. Not safe for use by several threads. */
public class KafkaCluster implements AutoCloseable {
  private static final Duration CALL = Duration.ofSeconds(30);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Map<String, Object> settings;
  private final Admin admin;
  private final TopicScan scan;

  /**
   * Of the settings of a client.
   *
   * @throws ToolException if they are invalid
   */
  public KafkaCluster(Map<String, String> settings) {
    this.settings = new HashMap<>(settings);
    this.settings.putIfAbsent("default.api.timeout.ms", String.valueOf(CALL.toMillis()));
    this.settings.putIfAbsent("request.timeout.ms", String.valueOf(CALL.toMillis() / 2));
    this.scan = new TopicScan(this.settings);
    try {
      this.admin = Admin.create(this.settings);
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  /**
   * What a partition has.
   *
   * @param beginning the first offset
   * @param stable the end of what consumers of committed transactions can read
   * @param end the end
   */
  public record Extent(long beginning, long stable, long end) {}

  /** The names of all topics. */
  public Set<String> topics() throws InterruptedException {
    return answer(admin.listTopics().names());
  }

  /** The offsets that a consumer group has committed. */
  public Map<TopicPartition, Long> committed(String group) throws InterruptedException {
    Map<TopicPartition, Long> committed = new HashMap<>();
    answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                committed.put(partition, offset.offset());
              }
            });
    return committed;
  }

  /** The partitions of topics that exist. */
  public Map<TopicPartition, Extent> extents(Collection<String> topics)
      throws InterruptedException {
    Set<TopicPartition> partitions =
        answer(admin.describeTopics(topics).allTopicNames()).values().stream()
            .flatMap(KafkaCluster::partitions)
            .collect(Collectors.toSet());
    Map<TopicPartition, Long> beginnings =
        list(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, Long> stable =
        list(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> ends =
        list(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    return partitions.stream()
        .collect(
            Collectors.toMap(
                Function.identity(),
                each -> new Extent(beginnings.get(each), stable.get(each), ends.get(each))));
  }

  /** How many offsets some topics have that exist: records, and markers of transactions. */
  public long size(Collection<String> topics) throws InterruptedException {
    return extents(topics).values().stream()
        .mapToLong(extent -> extent.end() - extent.beginning())
        .sum();
  }

  /** Whether a partition has a record between two offsets: markers of transactions have one too. */
  public boolean hasRecords(TopicPartition partition, long from, long end) {
    return !scan.read(partition, from, end, record -> false);
  }

  /**
   * Reads the records of committed transactions between two offsets.
   *
   * @param end the offset before which it ends
   */
  public void read(
      TopicPartition partition,
      long from,
      long end,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    scan.read(
        partition,
        from,
        end,
        record -> {
          reader.accept(record);
          return true;
        });
  }

  /** How long a topic keeps its records; empty if it has no such limit. */
  public Optional<Duration> retention(String topic) throws InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config = answer(admin.describeConfigs(List.of(resource)).all()).get(resource);
    ConfigEntry entry = config.get("retention.ms");
    long millis = entry == null || entry.value() == null ? -1 : Long.parseLong(entry.value());
    return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
  }

  private static Stream<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream()
        .map(partition -> new TopicPartition(topic.name(), partition.partition()));
  }

  private Map<TopicPartition, Long> list(
      Set<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation)
      throws InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted =
        partitions.stream().collect(Collectors.toMap(Function.identity(), each -> spec));
    Map<TopicPartition, ListOffsetsResultInfo> found =
        answer(admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all());
    return found.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().offset()));
  }

  private <A> A answer(KafkaFuture<A> future) throws InterruptedException {
    try {
      return future.get(CALL.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw unreachable(e.getCause());
    } catch (TimeoutException e) {
      throw unreachable(e);
    }
  }

  private ToolException unreachable(Throwable cause) {
    return new ToolException(
        "Kafka at "
            + settings.get("bootstrap.servers")
            + " can't be reached: "
            + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage())
            + ".",
        cause);
  }

  @Override
  public void close() {
    admin.close(CLOSE);
    scan.close();
  }
}
