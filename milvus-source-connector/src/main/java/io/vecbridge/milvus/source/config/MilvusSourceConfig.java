// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.config;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.config.EnumeratedValue;
import io.debezium.config.Field;
import io.debezium.connector.SourceInfoStructMaker;
import io.debezium.heartbeat.Heartbeat;
import io.vecbridge.common.config.ObjectFailureMode;
import io.vecbridge.common.config.Options;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.source.config.SourceConfig;
import io.vecbridge.milvus.source.offset.MilvusOffset;

/** All options of the connector: Debezium's common ones, and the groups of this package. */
public final class MilvusSourceConfig extends SourceConfig {
  /** The connector's name in the {@code source} block and in its MBeans. */
  public static final String CONNECTOR = "milvus";

  private static final int DEFAULT_FETCH_SIZE = 16_384;

  // Debezium's own default is off: a quiet collection would age past the log's retention.
  private static final Field HEARTBEAT_INTERVAL =
      Heartbeat.HEARTBEAT_INTERVAL
          .withDefault(10_000)
          .withDescription(
              "How often heartbeats with the offsets of all collections are sent, in milliseconds, so"
                  + " that a quiet collection doesn't age past the log's retention. 0 sends none; the"
                  + " end of a snapshot is then stored with the collection's next change only.");
  // The queue waits this long for a full batch: it is part of every change's delay.
  private static final Field POLL_INTERVAL =
      POLL_INTERVAL_MS
          .withDefault(100L)
          .withDescription(
              "The maximum time that records wait for a batch to fill before Connect gets them, in"
                  + " milliseconds.");
  private static final Field PREFIX =
      TOPIC_PREFIX.withDescription(
          "Prefix of the names of all topics, <topic.prefix>.<database>.<collection>, and of the"
              + " connector's offsets. It must be unique among the connectors of the cluster.");
  private static final Field SKIPPED =
      SKIPPED_OPERATIONS
          .withDefault("none")
          .withValidation(MilvusSourceConfig::validateSkipped)
          .withDescription(
              "Comma-separated operations to skip: c, d, t, or 'none'. 'u' is refused: Milvus logs"
                  + " every upsert as a delete and an insert, so the upsert of a new row is a 'u' too"
                  + " and would be lost.");

  /** The options in the groups of the documentation. */
  public static final Options OPTIONS =
      Options.none()
          .with("Milvus", MilvusConnectionOptions.FIELDS)
          .with("Collections", FilterOptions.FIELDS)
          .with("Snapshot", SnapshotOptions.FIELDS)
          .with("Change log", ChangeLogOptions.FIELDS)
          .with(
              "Records",
              Field.setOf(PREFIX, TopicOptions.PARTITIONS)
                  .with(events(SKIPPED, HEARTBEAT_INTERVAL)))
          .with("Signals", signals())
          .with(
              "Flow",
              MAX_BATCH_SIZE,
              MAX_QUEUE_SIZE,
              QUEUE_BYTES,
              POLL_INTERVAL,
              SHUTDOWN_TIMEOUT,
              MAX_RETRIES_ON_ERROR,
              RETRIABLE_RESTART_WAIT,
              ObjectFailureMode.OPTION,
              CUSTOM_METRIC_TAGS)
          .with("Limits", RateLimits.FIELDS)
          .with("Checks", Prechecks.option(Check.values()));

  /** The checks of Milvus and its log, which can be skipped. */
  public enum Check implements Prechecks.Check {
    /** Milvus responds and accepts the user; without this check no checks run. */
    MILVUS_REACHABLE,
    /** The change log of Milvus's version can be read. */
    MILVUS_VERSION,
    /** Milvus has a database that is included. */
    DATABASE_INCLUDED,
    /** The user may describe and query the collections. */
    COLLECTIONS_READABLE,
    /** The collections to be read are loaded. */
    COLLECTIONS_LOADED,
    /** The collections' keys fit into the key of an OceanBase table. */
    COLLECTIONS_KEY_LENGTH,
    /** The collections' rows don't expire, which the log doesn't show. */
    COLLECTIONS_TTL,
    /** The row filters can be evaluated for changes. */
    ROW_FILTERS_EVALUATED,
    /** The topics of the collections' channels can be read. */
    CHANGE_LOG_TOPICS_READABLE
  }

  private final FilterOptions filters;
  private final SnapshotOptions snapshot;
  private final ChangeLogOptions changeLog;

  /** Reads options that are valid and have defaults. */
  public MilvusSourceConfig(Configuration config) {
    super(config, DEFAULT_FETCH_SIZE);
    filters = new FilterOptions(config);
    snapshot = new SnapshotOptions(config);
    changeLog = new ChangeLogOptions(config);
  }

  /** Which databases, collections and fields are captured. */
  public FilterOptions filters() {
    return filters;
  }

  /** What happens to the others when one collection fails. */
  public ObjectFailureMode objectFailureMode() {
    return ObjectFailureMode.of(options());
  }

  /** When and how existing rows are read. */
  public SnapshotOptions snapshot() {
    return snapshot;
  }

  /** Whether each collection's topic has one partition. */
  public boolean hasTopicsOfOnePartition() {
    return TopicOptions.haveOnePartition(options());
  }

  /** How the change log is read. */
  public ChangeLogOptions changeLog() {
    return changeLog;
  }

  @Override
  public String getConnectorName() {
    return CONNECTOR;
  }

  @Override
  public EnumeratedValue getSnapshotMode() {
    return snapshot.mode();
  }

  @Override
  protected SourceInfoStructMaker<?> getSourceInfoStructMaker(
      CommonConnectorConfig.Version version) {
    return MilvusOffset.sourceBlock(this);
  }

  private static int validateSkipped(
      Configuration config, Field field, Field.ValidationOutput problems) {
    String operations = config.getString(field);
    if (operations == null) {
      return 0;
    }
    for (String operation : operations.split(",", -1)) {
      switch (operation.trim()) {
        case "c", "d", "t", "none" -> {}
        case "u" -> {
          problems.accept(
              field,
              operations,
              "'u' can't be skipped: Milvus logs every upsert as a delete and an insert, so the upsert"
                  + " of a new row is a 'u' too.");
          return 1;
        }
        default -> {
          problems.accept(field, operations, "Expected c, d, t or none.");
          return 1;
        }
      }
    }
    return 0;
  }
}
