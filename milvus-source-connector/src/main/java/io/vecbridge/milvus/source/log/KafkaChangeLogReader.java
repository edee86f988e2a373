// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.milvus.source.log.ChangeLogException.PositionGone;
import io.vecbridge.milvus.source.log.LogPosition.Offset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the log of a Milvus whose message queue is Kafka: the records of a physical channel are all
 * in partition 0 of the topic of its name. Joins no group and commits nothing.
 */
public final class KafkaChangeLogReader implements ChangeLogReader {
  private static final int PARTITION = 0;
  private static final byte[] NOTHING = {};

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  // Brokers say that there is no such topic while they load their metadata, too.
  private static final long MISSING_NANOS = Duration.ofSeconds(60).toNanos();

  private final Supplier<Consumer<byte[], byte[]>> connect;
  private final KafkaFailures failures;
  private final LongSupplier nanoClock;
  private final Set<String> known = new HashSet<>();
  private final Map<String, Long> missingSince = new HashMap<>();
  private Consumer<byte[], byte[]> connected;

  /**
   * Connects with the first call that asks a server.
   *
   * @param properties of the consumer, without deserializers
   */
  public KafkaChangeLogReader(Map<String, ?> properties) {
    this(
        () ->
            new KafkaConsumer<>(
                ConsumerProperties.of(properties),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
        properties.get("bootstrap.servers"),
        System::nanoTime);
  }

  KafkaChangeLogReader(
      Supplier<Consumer<byte[], byte[]>> connect, Object servers, LongSupplier nanoClock) {
    this.connect = connect;
    this.failures = new KafkaFailures(servers);
    this.nanoClock = nanoClock;
  }

  /** The consumer can't be created while no server's name is resolved, so that is tried again. */
  private Consumer<byte[], byte[]> consumer() {
    if (connected == null) {
      try {
        connected = connect.get();
      } catch (KafkaException e) {
        throw failures.creation(e);
      }
    }
    return connected;
  }

  /** A position after something that was emitted is after a tick, which shows what is stale. */
  @Override
  public LogPosition resume(String pchannel, LogPosition position, boolean emitted)
      throws InterruptedException {
    long offset = offset(position);
    long beginning = beginning(pchannel);
    long end = end(pchannel);
    if (offset < beginning || offset > end) {
      throw new PositionGone(pchannel, offset, beginning, end, null);
    }
    return emitted ? new Offset(Math.max(beginning, offset - 1)) : position;
  }

  @Override
  public void seek(String pchannel, LogPosition position) throws InterruptedException {
    requireTopic(pchannel);
    TopicPartition partition = partition(pchannel);
    ask(
        pchannel,
        () -> {
          Set<TopicPartition> assigned = new HashSet<>(consumer().assignment());
          if (assigned.add(partition)) {
            consumer().assign(assigned);
          }
          consumer().seek(partition, offset(position));
          return null;
        });
  }

  @Override
  public void remove(String pchannel) throws InterruptedException {
    ask(
        pchannel,
        () -> {
          Set<TopicPartition> assigned = new HashSet<>(consumer().assignment());
          if (assigned.remove(partition(pchannel))) {
            consumer().assign(assigned);
          }
          return null;
        });
  }

  @Override
  public LogPosition position(String pchannel) throws InterruptedException {
    return new Offset(ask(pchannel, () -> consumer().position(partition(pchannel))));
  }

  @Override
  public LogPosition beginningPosition(String pchannel) throws InterruptedException {
    return new Offset(beginning(pchannel));
  }

  private long beginning(String pchannel) throws InterruptedException {
    return offset(pchannel, partitions -> consumer().beginningOffsets(partitions));
  }

  /**
   * Milvus had read the log up to a tick of at least the timestamp, and everything up to it had
   * been written before that tick could be made.
   */
  @Override
  public LogPosition complete(String pchannel, long timestamp) throws InterruptedException {
    return endPosition(pchannel);
  }

  @Override
  public LogPosition endPosition(String pchannel) throws InterruptedException {
    return new Offset(end(pchannel));
  }

  private long end(String pchannel) throws InterruptedException {
    return offset(pchannel, partitions -> consumer().endOffsets(partitions));
  }

  private long offset(
      String pchannel, Function<Set<TopicPartition>, Map<TopicPartition, Long>> offsets)
      throws InterruptedException {
    requireTopic(pchannel);
    TopicPartition partition = partition(pchannel);
    return ask(pchannel, () -> offsets.apply(Set.of(partition)).get(partition));
  }

  @Override
  public LogPosition positionAt(String pchannel, long time) throws InterruptedException {
    requireTopic(pchannel);
    // The end first: a record that is written in between is not skipped.
    long end = end(pchannel);
    TopicPartition partition = partition(pchannel);
    OffsetAndTimestamp found =
        ask(pchannel, () -> consumer().offsetsForTimes(Map.of(partition, time)).get(partition));
    return new Offset(found == null ? end : found.offset());
  }

  @Override
  public List<LogRecord> poll(Duration timeout) throws InterruptedException {
    if (connected == null || connected.assignment().isEmpty()) {
      return List.of();
    }
    try {
      return records(consumer().poll(timeout));
    } catch (InterruptException e) {
      throw interrupted();
    } catch (OffsetOutOfRangeException e) {
      throw gone(e);
    } catch (KafkaException e) {
      throw failures.of(e, null);
    }
  }

  @Override
  public void close() {
    if (connected == null) {
      return;
    }
    // The consumer does not close its connections in full on an interrupted thread.
    boolean interrupted = Thread.interrupted();
    try {
      connected.close(CLOSE_TIMEOUT);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static List<LogRecord> records(ConsumerRecords<byte[], byte[]> polled) {
    List<LogRecord> records = new ArrayList<>(polled.count());
    for (ConsumerRecord<byte[], byte[]> record : polled) {
      // Milvus writes an empty message as an empty value, and Kafka's own null is none of Milvus's.
      byte[] value = record.value() == null ? NOTHING : record.value();
      records.add(
          new LogRecord(record.topic(), record.offset(), properties(record.headers()), value));
    }
    return records;
  }

  /** The headers of the streaming service; none if an older Milvus wrote the record. */
  private static Map<String, String> properties(Headers headers) {
    if (headers.lastHeader(LogRecord.VERSION) == null) {
      return Map.of();
    }
    Map<String, String> properties = new HashMap<>();
    for (Header header : headers) {
      byte[] value = header.value() == null ? NOTHING : header.value();
      properties.put(header.key(), new String(value, StandardCharsets.UTF_8));
    }
    return properties;
  }

  private void requireTopic(String pchannel) throws InterruptedException {
    if (!known.contains(pchannel)) {
      List<?> partitions = ask(pchannel, () -> consumer().partitionsFor(pchannel));
      if (partitions == null || partitions.isEmpty()) {
        throw missing(pchannel);
      }
      known.add(pchannel);
      missingSince.remove(pchannel);
    }
  }

  private ChangeLogException missing(String pchannel) {
    long now = nanoClock.getAsLong();
    long since = missingSince.computeIfAbsent(pchannel, channel -> now);
    return failures.missing(pchannel, now - since < MISSING_NANOS ? Failure.RETRY : Failure.FATAL);
  }

  private PositionGone gone(OffsetOutOfRangeException e) throws InterruptedException {
    Map.Entry<TopicPartition, Long> first =
        e.offsetOutOfRangePartitions().entrySet().iterator().next();
    String pchannel = first.getKey().topic();
    return new PositionGone(pchannel, first.getValue(), beginning(pchannel), end(pchannel), e);
  }

  private <T> T ask(String pchannel, Supplier<T> call) throws InterruptedException {
    try {
      return call.get();
    } catch (ChangeLogException e) {
      throw e;
    } catch (InterruptException e) {
      throw interrupted();
    } catch (UnknownTopicOrPartitionException e) {
      throw missing(pchannel);
    } catch (KafkaException e) {
      throw failures.of(e, pchannel);
    }
  }

  /** Kafka's exception has set the thread's flag again; Java's own comes with a clear one. */
  private static InterruptedException interrupted() {
    Thread.interrupted();
    return new InterruptedException("Interrupted while reading Milvus's change log");
  }

  private static long offset(LogPosition position) {
    return ((Offset) position).offset();
  }

  private static TopicPartition partition(String pchannel) {
    return new TopicPartition(pchannel, PARTITION);
  }
}
