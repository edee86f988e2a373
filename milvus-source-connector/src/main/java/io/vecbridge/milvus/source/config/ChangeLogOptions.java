// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Choice;
import io.vecbridge.common.source.config.StartTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** How Milvus's change log is read. */
public final class ChangeLogOptions {
  private static final String KAFKA_PREFIX = "change.log.kafka.";

  /** What reads the log. */
  public enum Reader implements Choice {
    /** Kafka if its servers are configured, otherwise Milvus itself; the log says which. */
    AUTO,
    /** The Kafka cluster that Milvus uses as its message queue ({@code mq.type=kafka}). */
    KAFKA,
    /** Milvus itself (2.6.20 and later), whatever its message queue is. */
    DUMP_MESSAGES,
    /** Nothing: snapshots only. */
    NONE
  }

  /** What to do about a change of many rows that Milvus logs no row messages for. */
  public enum UnloggedChangeMode implements Choice {
    /** The task fails with an error message that says what happened. */
    FAIL,
    /** A warning is logged; the target stays as it is. */
    IGNORE
  }

  /** What to do about rows that change without row messages. */
  public enum UnloggedRowsMode implements Choice {
    /** The task fails with an error message that says what happened. */
    FAIL,
    /** A warning is logged; the target stays as it is. */
    IGNORE,
    /** The collection's rows are read again, inside the stream. */
    SNAPSHOT
  }

  public static final Field READER =
      Choice.option("change.log.reader", Reader.AUTO)
          .withDisplayName("Change log reader")
          .withImportance(Importance.HIGH)
          .withDescription(
              "What reads Milvus's change log: 'kafka' for a Milvus with mq.type=kafka; 'dump_messages'"
                  + " for any message queue, through milvus.uri (Milvus 2.6.20 and later); 'none' only"
                  + " takes snapshots. 'auto' is 'kafka' if change.log.kafka.bootstrap.servers is set,"
                  + " otherwise 'dump_messages', and continues with 'dump_messages' when Milvus"
                  + " switches from Kafka to another message queue.");

  private static final Field RETENTION =
      Field.create("change.log.retention.ms")
          .withDisplayName("Retention of the change log (ms)")
          .withType(Type.LONG)
          .withImportance(Importance.MEDIUM)
          .withDefault(Duration.ofHours(72).toMillis())
          .withValidation(Field.RangeValidator.atLeast(1))
          .withDescription(
              "How long Milvus keeps its log at least, in milliseconds, as it is configured there"
                  + " (woodpecker.logstore.retentionPolicy.ttl, rocksmq.retentionTimeInMinutes, or the"
                  + " message queue's own retention). 'dump_messages' resumes from a position whose last"
                  + " message is no longer in the log only while the position is younger. A longer time"
                  + " than Milvus's own can hide lost changes.");

  public static final Field BOOTSTRAP_SERVERS =
      Field.create(KAFKA_PREFIX + "bootstrap.servers")
          .withDisplayName("Bootstrap servers of Milvus's Kafka")
          .withType(Type.STRING)
          .withImportance(Importance.HIGH)
          .withValidation(ChangeLogOptions::validateBootstrapServers)
          .withDescription(
              "Bootstrap servers of the Kafka cluster that Milvus writes its log to (kafka.brokerList"
                  + " in milvus.yaml). Every other property of the log's consumer can be set with the"
                  + " same prefix, such as change.log.kafka.security.protocol.");

  private static final Field START_TIMESTAMP =
      StartTime.option("change.log.start.timestamp")
          .withDisplayName("Start of the change log")
          .withImportance(Importance.LOW)
          .withDescription(
              "With snapshot.mode=no_data, the time from which the changes of a collection without an"
                  + " offset are captured: milliseconds since 1970, or ISO-8601 such as"
                  + " 2026-01-31T12:00:00Z. By default from now on. It is compared with Milvus's clock;"
                  + " an earlier time only repeats changes.");

  private static final Field DISCOVERY_INTERVAL =
      Field.create("collection.discovery.interval.ms")
          .withDisplayName("Discovery interval (ms)")
          .withType(Type.LONG)
          .withImportance(Importance.LOW)
          .withDefault(5_000L)
          .withValidation(Field.RangeValidator.atLeast(1))
          .withDescription("How often new collections are discovered, in milliseconds.");

  private static final Field COLLECTION_DROP_MODE =
      unloggedChange(
          "collection.drop.mode",
          "When a collection is dropped",
          "What to do when a captured collection is dropped: 'fail' stops the task with an error"
              + " message that names it, 'ignore' continues with the others. The target's table stays.");

  private static final Field PARTITION_DROP_MODE =
      unloggedRows(
              "partition.drop.mode",
              "When a partition is dropped",
              "What to do when a partition of a captured collection is dropped: Milvus logs no"
                  + " deletes for its rows. 'fail' stops the task with an error message that names"
                  + " it, 'ignore' leaves the rows in the target, 'snapshot' removes all rows of the"
                  + " collection from the target ('t') and reads those that are left again, which"
                  + " needs topics with one partition (topic.partitions).")
          .withValidation(ChangeLogOptions::validatePartitionDrop);

  private static final Field TRUNCATE_MODE =
      unloggedChange(
          "truncate.mode",
          "When a collection is truncated",
          "What to do when a captured collection is truncated (Milvus 2.6.11 and later) and its topic"
              + " is not known to have one partition (topic.partitions): 'fail' stops the task with"
              + " an error message that names the collection, 'ignore' leaves the rows in the target."
              + " In a topic with one partition, an event removes them ('t').");

  private static final Field BULK_IMPORT_MODE =
      unloggedRows(
          "bulk.import.mode",
          "When rows are bulk-imported",
          "What to do when rows are bulk-imported into a captured collection, or a column of it is"
              + " filled by a backfill: Milvus doesn't log the rows, and versions before 2.6 not even"
              + " the import. 'fail' stops the task with an error message that names the collection,"
              + " 'ignore' leaves the target without these rows, 'snapshot' reads the collection's"
              + " rows again once Milvus shows them.");

  static final Field.Set FIELDS =
      Field.setOf(
          READER,
          BOOTSTRAP_SERVERS,
          RETENTION,
          START_TIMESTAMP,
          DISCOVERY_INTERVAL,
          COLLECTION_DROP_MODE,
          PARTITION_DROP_MODE,
          TRUNCATE_MODE,
          BULK_IMPORT_MODE);

  private final Configuration config;

  ChangeLogOptions(Configuration config) {
    this.config = config;
  }

  /** Whether there is a log to read, or only snapshots. */
  public boolean enabled() {
    return reader() != Reader.NONE;
  }

  /** What reads the log. */
  public Reader reader() {
    return Choice.of(Reader.class, config, READER);
  }

  /** Whether the log is read from Kafka, at first. */
  public boolean readsKafka() {
    return switch (reader()) {
      case KAFKA -> true;
      case AUTO -> hasServers(config);
      case DUMP_MESSAGES, NONE -> false;
    };
  }

  /** How long Milvus keeps its log. */
  public Duration retention() {
    return Duration.ofMillis(config.getLong(RETENTION));
  }

  private static boolean hasServers(Configuration config) {
    String servers = config.getString(BOOTSTRAP_SERVERS);
    return servers != null && !servers.isBlank();
  }

  /**
   * Properties for the log's consumer, without deserializers.
   *
   * @param connector whose name, with the reader's, is the default client id
   */
  public Map<String, Object> consumerProperties(String connector, String reader) {
    Map<String, Object> properties = new LinkedHashMap<>(config.subset(KAFKA_PREFIX, true).asMap());
    properties.putIfAbsent("client.id", connector + "-change-log-" + reader);
    return properties;
  }

  /** From when to capture collections without snapshot and offset; empty for now. */
  public Optional<Instant> startTimestamp() {
    return StartTime.of(config, START_TIMESTAMP);
  }

  /** How often new collections are discovered. */
  public Duration discoveryInterval() {
    return Duration.ofMillis(config.getLong(DISCOVERY_INTERVAL));
  }

  /** What to do about a dropped collection. */
  public UnloggedChangeMode collectionDropMode() {
    return mode(COLLECTION_DROP_MODE);
  }

  /** What to do about a dropped partition. */
  public UnloggedRowsMode partitionDropMode() {
    return Choice.of(UnloggedRowsMode.class, config, PARTITION_DROP_MODE);
  }

  /** What to do about the rows of a truncated collection. */
  public UnloggedChangeMode truncateMode() {
    return mode(TRUNCATE_MODE);
  }

  /** What to do about bulk-imported rows. */
  public UnloggedRowsMode bulkImportMode() {
    return Choice.of(UnloggedRowsMode.class, config, BULK_IMPORT_MODE);
  }

  private UnloggedChangeMode mode(Field option) {
    return Choice.of(UnloggedChangeMode.class, config, option);
  }

  private static Field unloggedChange(String name, String title, String description) {
    return Choice.option(name, UnloggedChangeMode.FAIL)
        .withDisplayName(title)
        .withImportance(Importance.MEDIUM)
        .withDescription(description);
  }

  private static Field unloggedRows(String name, String title, String description) {
    return Choice.option(name, UnloggedRowsMode.FAIL)
        .withDisplayName(title)
        .withImportance(Importance.MEDIUM)
        .withDescription(description);
  }

  private static int validatePartitionDrop(
      Configuration config, Field field, Field.ValidationOutput problems) {
    String mode = config.getString(field);
    if (UnloggedRowsMode.SNAPSHOT.matches(mode) && !TopicOptions.haveOnePartition(config)) {
      problems.accept(
          field,
          mode,
          "An event that removes all rows is sent first, which needs topics with one partition: set"
              + " topic.partitions=1 if they have one.");
      return 1;
    }
    return 0;
  }

  private static int validateBootstrapServers(
      Configuration config, Field field, Field.ValidationOutput problems) {
    if (Reader.KAFKA.matches(config.getString(READER)) && !hasServers(config)) {
      problems.accept(
          field,
          config.getString(field),
          "The Kafka cluster that Milvus writes its log to is needed. If Milvus has another message"
              + " queue, set change.log.reader=dump_messages.");
      return 1;
    }
    return 0;
  }
}
