// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.config;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.ConfigDefinition;
import io.debezium.config.Configuration;
import io.debezium.config.EnumeratedValue;
import io.debezium.config.Field;
import io.debezium.connector.SourceInfoStructMaker;
import io.debezium.heartbeat.Heartbeat;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.common.source.config.RateLimitOptions;
import io.vecbridge.common.source.config.SourceConfig;
import io.vecbridge.common.source.config.SourceOptions;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import org.apache.kafka.common.config.ConfigDef;

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
              "How often the offsets of all collections are sent in heartbeats, in milliseconds, so"
                  + " that a quiet collection doesn't age past the log's retention. 0 sends none; the"
                  + " end of a snapshot then waits in the offsets for the collection's next change.");
  // The queue waits this long for a full batch: it is part of every change's delay.
  private static final Field POLL_INTERVAL =
      POLL_INTERVAL_MS
          .withDefault(100L)
          .withDescription(
              "How long records wait for a batch to fill before Connect gets them, in milliseconds.");
  private static final Field PREFIX =
      TOPIC_PREFIX.withDescription(
          "Begin of the names of all topics, <topic.prefix>.<database>.<collection>, and of the"
              + " connector's offsets. No other connector of the cluster has the same.");
  private static final Field SKIPPED =
      SKIPPED_OPERATIONS
          .withDefault("none")
          .withValidation(MilvusSourceConfig::validateSkipped)
          .withDescription(
              "Comma-separated operations to leave out: c, d, t, or 'none'. 'u' is refused: Milvus"
                  + " logs every upsert as delete and insert, so the upsert of a new row is a 'u' too"
                  + " and would be lost.");
  private static final ConfigDefinition DEFINITION =
      ConfigDefinition.editor()
          .name("Milvus")
          .type(MilvusConnectionOptions.FIELDS.asArray())
          .type(
              PREFIX,
              FilterOptions.DATABASE_INCLUDE_LIST,
              FilterOptions.COLLECTION_INCLUDE_LIST,
              FilterOptions.COLLECTION_EXCLUDE_LIST,
              FilterOptions.FIELD_INCLUDE_LIST,
              FilterOptions.FIELD_EXCLUDE_LIST)
          .connector(
              SnapshotOptions.MODE,
              SnapshotOptions.FETCH_SIZE,
              SnapshotOptions.FILTER_OVERRIDES,
              ChangeLogOptions.READER,
              ChangeLogOptions.BOOTSTRAP_SERVERS,
              ChangeLogOptions.START_TIMESTAMP,
              ChangeLogOptions.DISCOVERY_INTERVAL,
              ChangeLogOptions.COLLECTION_DROP_MODE,
              ChangeLogOptions.PARTITION_DROP_MODE,
              ChangeLogOptions.BULK_IMPORT_MODE,
              PrecheckOptions.SKIP,
              MAX_BATCH_SIZE,
              MAX_QUEUE_SIZE,
              SourceOptions.QUEUE_BYTES,
              POLL_INTERVAL,
              SourceOptions.SHUTDOWN_TIMEOUT,
              MAX_RETRIES_ON_ERROR,
              RETRIABLE_RESTART_WAIT,
              CUSTOM_METRIC_TAGS)
          .connector(RateLimitOptions.fields())
          .events(SourceOptions.events(SKIPPED, HEARTBEAT_INTERVAL))
          .create();

  /** Every option, for validation. */
  public static final Field.Set ALL_FIELDS = Field.setOf(DEFINITION.all());

  private final FilterOptions filters;
  private final SnapshotOptions snapshot;
  private final ChangeLogOptions changeLog;

  /** Reads the options; {@link #withDefaults} has been applied to them. */
  public MilvusSourceConfig(Configuration config) {
    super(config, DEFAULT_FETCH_SIZE);
    filters = new FilterOptions(config);
    snapshot = new SnapshotOptions(config);
    changeLog = new ChangeLogOptions(config);
  }

  /** The given options with this connector's defaults in place of the framework's. */
  public static Configuration withDefaults(Configuration config) {
    return SourceOptions.withDefaults(
        config,
        HEARTBEAT_INTERVAL,
        SourceOptions.SHUTDOWN_TIMEOUT,
        SourceOptions.QUEUE_BYTES,
        POLL_INTERVAL,
        SKIPPED,
        SourceOptions.EXTENDED_HEADERS);
  }

  /** The definition that Connect validates and documents. */
  public static ConfigDef configDef() {
    return DEFINITION.configDef();
  }

  /** Which databases, collections and fields are captured. */
  public FilterOptions filters() {
    return filters;
  }

  /** When and how existing rows are read. */
  public SnapshotOptions snapshot() {
    return snapshot;
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
              "'u' can't be skipped: Milvus logs every upsert as delete and insert, so the upsert of"
                  + " a new row is a 'u' too");
          return 1;
        }
        default -> {
          problems.accept(field, operations, "Expected c, d, t or none");
          return 1;
        }
      }
    }
    return 0;
  }
}
