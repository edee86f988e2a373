// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.EnumeratedValue;
import io.debezium.config.Field;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** How Milvus's change log is read. */
public final class ChangeLogOptions {
  private static final String KAFKA_PREFIX = "change.log.kafka.";

  /** Name of the option with the bootstrap servers of Milvus's Kafka. */
  public static final String BOOTSTRAP_SERVERS_NAME = KAFKA_PREFIX + "bootstrap.servers";

  /** What reads the log. */
  public enum Reader implements EnumeratedValue {
    /** The Kafka cluster that Milvus has as its message queue ({@code mq.type=kafka}). */
    KAFKA("kafka"),
    /** Nothing: snapshots only. */
    NONE("none");

    private final String value;

    Reader(String value) {
      this.value = value;
    }

    @Override
    public String getValue() {
      return value;
    }
  }

  static final Field READER =
      Field.create("change.log.reader")
          .withDisplayName("Change log reader")
          .withEnum(Reader.class, Reader.KAFKA)
          .withImportance(Importance.HIGH)
          .withDescription(
              "What reads Milvus's change log: 'kafka' for a Milvus with mq.type=kafka; 'none' takes"
                  + " snapshots only.");

  static final Field BOOTSTRAP_SERVERS =
      Field.create(BOOTSTRAP_SERVERS_NAME)
          .withDisplayName("Bootstrap servers of Milvus's Kafka")
          .withType(Type.STRING)
          .withImportance(Importance.HIGH)
          .withValidation(ChangeLogOptions::validateBootstrapServers)
          .withDescription(
              "Bootstrap servers of the Kafka cluster that Milvus writes its log to (kafka.brokerList"
                  + " in milvus.yaml). Every other property of its consumer, such as"
                  + " change.log.kafka.security.protocol, can be given with the same prefix.");

  static final Field START_TIMESTAMP =
      Field.create("change.log.start.timestamp")
          .withDisplayName("Start of the change log")
          .withType(Type.STRING)
          .withImportance(Importance.LOW)
          .withValidation(ChangeLogOptions::validateTimestamp)
          .withDescription(
              "With snapshot.mode=no_data, the time from which a collection without an offset is"
                  + " followed: milliseconds since 1970 or ISO-8601 such as 2026-01-31T12:00:00Z. By"
                  + " default from now on. It is compared with Milvus's clock; an earlier time only"
                  + " repeats changes.");

  static final Field DISCOVERY_INTERVAL =
      Field.create("collection.discovery.interval.ms")
          .withDisplayName("Interval of discovery (ms)")
          .withType(Type.LONG)
          .withImportance(Importance.LOW)
          .withDefault(5_000L)
          .withValidation(Field::isPositiveLong)
          .withDescription("How often new collections are looked for, in milliseconds.");

  static final Field COLLECTION_DROP_MODE =
      unloggedChange(
          "collection.drop.mode",
          "When a collection is dropped",
          "What to do when a captured collection is dropped: 'fail' stops the task with a sentence"
              + " that names it, 'ignore' goes on with the others. The target's table stays.");

  static final Field PARTITION_DROP_MODE =
      unloggedChange(
          "partition.drop.mode",
          "When a partition is dropped",
          "What to do when a partition of a captured collection is dropped: Milvus logs no deletes"
              + " for its rows. 'fail' stops the task with a sentence that names it, 'ignore' leaves"
              + " the rows in the target.");

  static final Field BULK_IMPORT_MODE =
      unloggedChange(
          "bulk.import.mode",
          "When rows are bulk-imported",
          "What to do when rows are bulk-imported into a captured collection: Milvus doesn't log"
              + " them. 'fail' stops the task with a sentence that names the collection, 'ignore'"
              + " leaves the target without these rows.");

  private final Configuration config;

  ChangeLogOptions(Configuration config) {
    this.config = config;
  }

  /** Whether there is a log to read, or only snapshots. */
  public boolean enabled() {
    return !Reader.NONE.getValue().equals(config.getString(READER));
  }

  /**
   * Properties for the log's consumer, without deserializers.
   *
   * @param connector whose name, with the reader's, tells consumers apart where none is configured
   */
  public Map<String, Object> consumerProperties(String connector, String reader) {
    Map<String, Object> properties = new LinkedHashMap<>(config.subset(KAFKA_PREFIX, true).asMap());
    properties.putIfAbsent("client.id", connector + "-change-log-" + reader);
    return properties;
  }

  /** From when to follow collections that are neither snapshotted nor known; empty: from now. */
  public Optional<Instant> startTimestamp() {
    String text = config.getString(START_TIMESTAMP);
    return text == null || text.isBlank() ? Optional.empty() : Optional.of(parse(text.trim()));
  }

  /** How often new collections are looked for. */
  public Duration discoveryInterval() {
    return Duration.ofMillis(config.getLong(DISCOVERY_INTERVAL));
  }

  /** What to do about a dropped collection. */
  public UnloggedChangeMode collectionDropMode() {
    return UnloggedChangeMode.parse(config.getString(COLLECTION_DROP_MODE));
  }

  /** What to do about a dropped partition. */
  public UnloggedChangeMode partitionDropMode() {
    return UnloggedChangeMode.parse(config.getString(PARTITION_DROP_MODE));
  }

  /** What to do about bulk-imported rows. */
  public UnloggedChangeMode bulkImportMode() {
    return UnloggedChangeMode.parse(config.getString(BULK_IMPORT_MODE));
  }

  private static Field unloggedChange(String name, String title, String description) {
    return Field.create(name)
        .withDisplayName(title)
        .withEnum(UnloggedChangeMode.class, UnloggedChangeMode.FAIL)
        .withImportance(Importance.MEDIUM)
        .withDescription(description);
  }

  private static Instant parse(String text) {
    return text.matches("\\d+") ? Instant.ofEpochMilli(Long.parseLong(text)) : Instant.parse(text);
  }

  private static int validateBootstrapServers(
      Configuration config, Field field, Field.ValidationOutput problems) {
    boolean needed = !Reader.NONE.getValue().equals(config.getString(READER));
    String servers = config.getString(field);
    if (needed && (servers == null || servers.isBlank())) {
      problems.accept(
          field,
          servers,
          "The Kafka cluster that Milvus writes its log to is needed; change.log.reader=none takes"
              + " snapshots only");
      return 1;
    }
    return 0;
  }

  private static int validateTimestamp(
      Configuration config, Field field, Field.ValidationOutput problems) {
    String text = config.getString(field);
    try {
      if (text != null && !text.isBlank()) {
        parse(text.trim());
      }
      return 0;
    } catch (DateTimeParseException | NumberFormatException e) {
      problems.accept(
          field, text, "Expected milliseconds since 1970 or ISO-8601 such as 2026-01-31T12:00:00Z");
      return 1;
    }
  }
}
