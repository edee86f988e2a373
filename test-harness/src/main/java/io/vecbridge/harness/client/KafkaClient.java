// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads and writes whole topics. */
public final class KafkaClient implements AutoCloseable {
  private static final Duration CALL = Duration.ofSeconds(30);

  private final String bootstrapServers;
  private final Admin admin;

  public KafkaClient(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.admin = Admin.create(properties());
  }

  /** For what is not here: configurations, record deletion, groups. */
  public Admin admin() {
    return admin;
  }

  public Set<String> topics() {
    return get(admin.listTopics().names());
  }

  public void createTopic(String topic, int partitions) {
    get(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all());
  }

  /** Sends records in order and returns when the broker has them all. */
  public void send(List<ProducerRecord<byte[], byte[]>> records) {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<?>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      for (Future<?> one : sent) {
        one.get(CALL.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * All records of a topic up to the end that it has now, by partition and offset.
   *
   * @param isolation with {@code READ_COMMITTED} the end is the last stable offset, and aborted
   *     records are left out
   */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic, IsolationLevel isolation) {
    try (Consumer<byte[], byte[]> consumer = consumer(isolation)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, CALL).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, CALL);
      Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> found = new HashMap<>();
      long deadline = System.nanoTime() + CALL.toNanos();
      while (partitions.stream().anyMatch(p -> consumer.position(p, CALL) < ends.get(p))) {
        int count = 0;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          TopicPartition partition = new TopicPartition(topic, record.partition());
          count++;
          if (record.offset() < ends.get(partition)) {
            found.computeIfAbsent(partition, p -> new ArrayList<>()).add(record);
          }
        }
        deadline = count > 0 ? System.nanoTime() + CALL.toNanos() : deadline;
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "No records of " + topic + " for " + CALL.toSeconds() + " s, before its end");
        }
      }
      return partitions.stream()
          .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
          .flatMap(partition -> found.getOrDefault(partition, List.of()).stream())
          .toList();
    }
  }

  /**
   * The number of offsets in a topic that consumers of this isolation level can get to: a cheap
   * progress count.
   */
  public long end(String topic, IsolationLevel isolation) {
    try (Consumer<byte[], byte[]> consumer = consumer(isolation)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, CALL).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      return consumer.endOffsets(partitions, CALL).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  /** What the topics whose names begin so take on the brokers' disks, in bytes. */
  public long bytes(String prefix) {
    List<Integer> brokers = get(admin.describeCluster().nodes()).stream().map(Node::id).toList();
    return get(admin.describeLogDirs(brokers).allDescriptions()).values().stream()
        .flatMap(folders -> folders.values().stream())
        .flatMap(folder -> folder.replicaInfos().entrySet().stream())
        .filter(replica -> replica.getKey().topic().startsWith(prefix))
        .mapToLong(replica -> replica.getValue().size())
        .sum();
  }

  /** A consumer for reads of one's own, without a group. */
  public Consumer<byte[], byte[]> consumer(IsolationLevel isolation) {
    Properties properties = properties();
    properties.put(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString().toLowerCase(Locale.ROOT));
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrapServers);
    return properties;
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(CALL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("Kafka didn't answer in " + CALL.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    admin.close(CALL);
  }
}
