// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.config;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.ConfigDefinition;
import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.connector.SourceInfoStructMaker;
import io.debezium.heartbeat.Heartbeat;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.source.config.RateLimitOptions;
import io.vecbridge.common.source.config.SnapshotMode;
import io.vecbridge.common.source.config.SourceConfig;
import io.vecbridge.common.source.config.SourceOptions;
import io.vecbridge.oceanbase.source.offset.BinlogOffset;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** All options of the connector: Debezium's common ones, and the groups of this package. */
public final class OceanBaseSourceConfig extends SourceConfig {
  /** The connector's name in the {@code source} block and in its MBeans. */
  public static final String CONNECTOR = "oceanbase";

  private static final int DEFAULT_FETCH_SIZE = 2_000;

  private static final Field PREFIX =
      TOPIC_PREFIX.withDescription(
          "Begin of the names of all topics, <topic.prefix>.<database>.<table>, and of the"
              + " connector's offsets. No other connector of the cluster has the same.");

  // Debezium's own default is off: a quiet table would age past undo_retention.
  private static final Field HEARTBEAT_INTERVAL =
      Heartbeat.HEARTBEAT_INTERVAL
          .withDefault(10_000)
          .withValidation(OceanBaseSourceConfig::validateHeartbeat)
          .withDescription(
              "How often the offsets of all tables are sent in heartbeats, in milliseconds, so that a"
                  + " quiet table doesn't age past the tenant's undo_retention. With capture.mode=scn"
                  + " it can't be 0.");

  private static final Field SNAPSHOT_MODE =
      Field.create(CommonConnectorConfig.SNAPSHOT_MODE_PROPERTY_NAME)
          .withDisplayName("Snapshot mode")
          .withEnum(SnapshotMode.class, SnapshotMode.INITIAL)
          .withImportance(Importance.HIGH)
          .withDescription(
              "'initial' reads the rows of each table once and then follows its changes;"
                  + " 'initial_only' only reads them; 'no_data' only follows changes, from"
                  + " capture.start.scn or from now on, as a reversed migration needs;"
                  + " 'when_needed' takes a new snapshot when the tenant no longer has the position"
                  + " to go on from, or the table was truncated or made anew (rows deleted in the gap"
                  + " stay in the target); 'always' reads all rows at every start.");

  private static final Field FETCH_SIZE =
      Field.create("snapshot.fetch.size")
          .withDisplayName("Rows per page")
          .withType(Type.INT)
          .withImportance(Importance.LOW)
          .withDefault(DEFAULT_FETCH_SIZE)
          .withValidation(Field.RangeValidator.between(1, 50_000))
          .withDescription(
              "The most rows that one statement reads. Pages of wide rows hold fewer, since a page is"
                  + " bounded by bytes too.");

  private static final Field SKIPPED =
      SKIPPED_OPERATIONS
          .withDefault("none")
          .withValidation(OceanBaseSourceConfig::validateSkipped)
          .withDescription(
              "Comma-separated operations to leave out: c, u, d, t, or 'none'. With capture.mode=scn"
                  + " 'u' is refused: a poll sends every changed row as 'u', new rows too.");

  private static final ConfigDefinition DEFINITION =
      ConfigDefinition.editor()
          .name("OceanBase")
          .type(ConnectionOptions.fields())
          .type(
              PREFIX,
              TableOptions.TABLE_INCLUDE_LIST,
              TableOptions.TABLE_EXCLUDE_LIST,
              TableOptions.COLUMN_INCLUDE_LIST,
              TableOptions.COLUMN_EXCLUDE_LIST,
              MessageKeys.OPTION)
          .connector(
              SNAPSHOT_MODE,
              FETCH_SIZE,
              CaptureOptions.MODE,
              CaptureOptions.POLL_INTERVAL,
              CaptureOptions.IDLE_INTERVAL,
              CaptureOptions.DISCOVERY_INTERVAL,
              CaptureOptions.START_SCN,
              CaptureOptions.START_GTID,
              BinlogOptions.HOSTNAME,
              BinlogOptions.PORT,
              BinlogOptions.SSL,
              PrecheckNames.SKIP,
              MAX_BATCH_SIZE,
              MAX_QUEUE_SIZE,
              SourceOptions.QUEUE_BYTES,
              SourceOptions.SHUTDOWN_TIMEOUT,
              MAX_RETRIES_ON_ERROR,
              RETRIABLE_RESTART_WAIT,
              CUSTOM_METRIC_TAGS)
          .connector(RateLimitOptions.fields())
          .events(SourceOptions.events(SKIPPED, HEARTBEAT_INTERVAL))
          .create();

  /** Every option, for validation. */
  public static final Field.Set ALL_FIELDS = Field.setOf(DEFINITION.all());

  private final TableOptions tables;
  private final CaptureOptions capture;

  /** Reads the options; {@link #withDefaults} has been applied to them. */
  public OceanBaseSourceConfig(Configuration config) {
    super(config, DEFAULT_FETCH_SIZE);
    tables = new TableOptions(config);
    capture = new CaptureOptions(config);
  }

  /** The given options with this connector's defaults in place of the framework's. */
  public static Configuration withDefaults(Configuration config) {
    return SourceOptions.withDefaults(
        config,
        HEARTBEAT_INTERVAL,
        SourceOptions.SHUTDOWN_TIMEOUT,
        SourceOptions.QUEUE_BYTES,
        SKIPPED,
        SourceOptions.EXTENDED_HEADERS);
  }

  /** The definition that Connect validates and documents. */
  public static ConfigDef configDef() {
    return DEFINITION.configDef();
  }

  /** How to reach the tenant. */
  public OceanBaseConnectionConfig connection() {
    return ConnectionOptions.of(options());
  }

  /** Which tables and columns are captured. */
  public TableOptions tables() {
    return tables;
  }

  /** How changes are found. */
  public CaptureOptions capture() {
    return capture;
  }

  /** How to reach the binlog. */
  public BinlogOptions binlog() {
    return new BinlogOptions(options());
  }

  /** The most rows that one statement reads. */
  public int fetchSize() {
    return options().getInteger(FETCH_SIZE);
  }

  /** The queue's wait for a full batch, which the capture's own interval bounds. */
  @Override
  public Duration getPollInterval() {
    return capture == null ? Duration.ofMillis(DEFAULT_POLL_INTERVAL_MILLIS) : capture.batchWait();
  }

  @Override
  public String getConnectorName() {
    return CONNECTOR;
  }

  @Override
  public SnapshotMode getSnapshotMode() {
    return SnapshotMode.parse(options().getString(SNAPSHOT_MODE));
  }

  // The framework asks in its constructor, when its own copy of the options is all there is.
  @SuppressWarnings("deprecation")
  @Override
  protected SourceInfoStructMaker<?> getSourceInfoStructMaker(
      CommonConnectorConfig.Version version) {
    return polls(getConfig()) ? OceanBaseOffset.sourceBlock(this) : BinlogOffset.sourceBlock(this);
  }

  private static boolean polls(Configuration config) {
    return CaptureMode.SCN.getValue().equals(config.getString(CaptureOptions.MODE));
  }

  private static int validateHeartbeat(
      Configuration config, Field field, Field.ValidationOutput problems) {
    if (config.getLong(field) > 0 || (config.getLong(field) == 0 && !polls(config))) {
      return 0;
    }
    problems.accept(
        field,
        config.getString(field),
        "With capture.mode=scn heartbeats can't be switched off: the offset of a quiet table would"
            + " age past undo_retention");
    return 1;
  }

  private static int validateSkipped(
      Configuration config, Field field, Field.ValidationOutput problems) {
    String operations = config.getString(field);
    for (String operation : operations == null ? new String[0] : operations.split(",", -1)) {
      String problem =
          switch (operation.trim()) {
            case "c", "d", "t", "none" -> null;
            case "u" ->
                polls(config)
                    ? "With capture.mode=scn 'u' can't be skipped: a poll sends every changed row as"
                        + " 'u', new rows too"
                    : null;
            default -> "Expected c, u, d, t or none";
          };
      if (problem != null) {
        problems.accept(field, operations, problem);
        return 1;
      }
    }
    return 0;
  }
}
