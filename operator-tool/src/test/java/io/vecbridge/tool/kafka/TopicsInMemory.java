// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.kafka;

import io.vecbridge.tool.config.ToolException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Topics with one partition, and what a consumer group has committed of them. */
public final class TopicsInMemory extends KafkaCluster {
  private final Map<String, List<ConsumerRecord<byte[], byte[]>>> topics = new TreeMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private long open;
  private int readable = Integer.MAX_VALUE;

  /** Nothing listens at the address of the real client. */
  public TopicsInMemory() {
    super(Map.of("bootstrap.servers", "127.0.0.1:1"));
  }

  /** Appends a record. */
  public void send(String topic, byte[] key, byte[] value) {
    List<ConsumerRecord<byte[], byte[]>> records =
        topics.computeIfAbsent(topic, name -> new ArrayList<>());
    records.add(new ConsumerRecord<>(topic, 0, records.size(), key, value));
  }

  /** Commits an offset. */
  public void commit(String topic, long offset) {
    committed.put(new TopicPartition(topic, 0), offset);
  }

  /** So many records of an open transaction follow in each topic. */
  public void beginTransaction(long records) {
    open = records;
  }

  /** So many records can be read, and then there is one failure. */
  public void failAfter(int records) {
    readable = records;
  }

  @Override
  public Set<String> topics() {
    return topics.keySet();
  }

  @Override
  public Map<TopicPartition, Long> committed(String group) {
    return committed;
  }

  @Override
  public Map<TopicPartition, Extent> extents(Collection<String> names) {
    return names.stream()
        .collect(
            Collectors.toMap(
                name -> new TopicPartition(name, 0),
                name -> new Extent(0, topics.get(name).size(), topics.get(name).size() + open)));
  }

  @Override
  public boolean hasRecords(TopicPartition partition, long from, long end) {
    return from < end;
  }

  @Override
  public void read(
      TopicPartition partition,
      long from,
      long end,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    for (ConsumerRecord<byte[], byte[]> record :
        topics.get(partition.topic()).subList((int) from, (int) end)) {
      if (readable-- == 0) {
        throw new ToolException("Kafka returns nothing.");
      }
      reader.accept(record);
    }
  }
}
