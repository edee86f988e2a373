// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.config;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.connector.SourceInfoStructMaker;
import io.debezium.heartbeat.Heartbeat;
import io.vecbridge.common.config.ObjectFailureMode;
import io.vecbridge.common.config.Options;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.source.config.SnapshotMode;
import io.vecbridge.common.source.config.SourceConfig;
import io.vecbridge.oceanbase.source.config.CaptureOptions.CaptureMode;
import io.vecbridge.oceanbase.source.offset.BinlogOffset;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** All options of the connector: Debezium's common ones, and the groups of this package. */
public final class OceanBaseSourceConfig extends SourceConfig {
  /** The connector's name in the {@code source} block and in its MBeans. */
  public static final String CONNECTOR = "oceanbase";

  private static final int DEFAULT_FETCH_SIZE = 2_000;

  private static final Field PREFIX =
      TOPIC_PREFIX.withDescription(
          "Prefix of the names of all topics, <topic.prefix>.<database>.<table>, and of the"
              + " connector's offsets. It must be unique among the connectors of the cluster.");

  // Debezium's own default is off: a quiet table would age past undo_retention.
  private static final Field HEARTBEAT_INTERVAL =
      Heartbeat.HEARTBEAT_INTERVAL
          .withDefault(10_000)
          .withValidation(OceanBaseSourceConfig::validateHeartbeat)
          .withDescription(
              "How often heartbeats with the offsets of all tables are sent, in milliseconds, so that"
                  + " a quiet table doesn't age past the tenant's undo_retention. With"
                  + " capture.mode=scn it can't be 0.");

  private static final Field SNAPSHOT_MODE =
      SnapshotMode.option(
          "'initial' reads the rows of each table once and then captures its changes; 'initial_only'"
              + " only reads them; 'no_data' only captures changes, from capture.start.scn,"
              + " capture.start.timestamp, capture.start.gtid or now on, as a reversed migration"
              + " needs; 'schema_only' sends the schema change events of all tables and nothing else"
              + " (offsets stay as they are, so the next start with another mode continues from them,"
              + " or begins as at a first start if there are none); 'when_needed' takes a new snapshot"
              + " if the tenant no longer has the position to resume from, or the table was truncated"
              + " or re-created (rows that were deleted in the gap stay in the target); 'always' reads"
              + " all rows at every start.");

  private static final Field FETCH_SIZE =
      Field.create("snapshot.fetch.size")
          .withDisplayName("Rows per page")
          .withType(Type.INT)
          .withImportance(Importance.LOW)
          .withDefault(DEFAULT_FETCH_SIZE)
          .withValidation(Field.RangeValidator.between(1, 50_000))
          .withDescription(
              "The maximum number of rows that one statement reads. Pages of wide rows have fewer,"
                  + " since the bytes of a page are limited too.");

  private static final Field CONCURRENT_SNAPSHOTS =
      Field.create("snapshot.max.concurrent")
          .withDisplayName("Concurrent snapshots")
          .withType(Type.INT)
          .withImportance(Importance.MEDIUM)
          .withDefault(1)
          .withValidation(Field.RangeValidator.atLeast(1))
          .withDescription(
              "With capture.mode=scn, how many tables of a task are snapshotted at the same time. The"
                  + " snapshot of a table takes its SCN when it begins, so undo_retention has to cover"
                  + " the snapshots that run together, and not all of them.");

  private static final Field SKIPPED =
      SKIPPED_OPERATIONS
          .withDefault("none")
          .withValidation(OceanBaseSourceConfig::validateSkipped)
          .withDescription(
              "Comma-separated operations to skip: c, u, d, t, or 'none'. With capture.mode=scn 'c' and"
                  + " 'u' are refused: a poll sends every changed row as 'u', including new rows."
                  + " With capture.mode=binlog a change of a row's key is a 'd' and a 'c'.");

  /** The options in the groups of the documentation. */
  public static final Options OPTIONS =
      Options.none()
          .with("OceanBase", OceanBaseConnectionConfig.FIELDS)
          .with("Tables", TableOptions.FIELDS.with(ObjectFailureMode.OPTION))
          .with("Snapshot", SNAPSHOT_MODE, CONCURRENT_SNAPSHOTS, FETCH_SIZE)
          .with("Capture", CaptureOptions.FIELDS.with(BinlogOptions.FIELDS))
          .with("Records", Field.setOf(PREFIX).with(events(SKIPPED, HEARTBEAT_INTERVAL)))
          .with("Signals", signals())
          .with(
              "Flow",
              MAX_BATCH_SIZE,
              MAX_QUEUE_SIZE,
              QUEUE_BYTES,
              SHUTDOWN_TIMEOUT,
              CUSTOM_METRIC_TAGS)
          .with("Limits", RateLimits.FIELDS)
          .with("Checks", Prechecks.option(Check.values()));

  /** The checks of the tenant and its tables, which can be skipped. */
  public enum Check implements Prechecks.Check {
    /** OceanBase responds and accepts the user; without this check no checks run. */
    OCEANBASE_REACHABLE,
    /** The tenant can do what the capture needs. */
    OCEANBASE_CAPABLE,
    /** There is a table to capture, and each has a usable key and readable columns. */
    TABLES_CAPTURED,
    /** The binlog holds whole rows, in transactions with GTIDs. */
    BINLOG_CAPABLE,
    /** The tenant keeps history long enough. */
    UNDO_RETENTION,
    /** The records' keys of tables with a partition key are narrower than their primary keys. */
    MESSAGE_KEY_OF_PARTITIONED_TABLES,
    /** The server evaluates the row filters. */
    ROW_FILTERS_EVALUATED,
    /** Polls stay exact when a worker crashes. */
    EXACTLY_ONCE_REQUIRED
  }

  private final TableOptions tables;
  private final CaptureOptions capture;

  /** Reads options that are valid and have defaults. */
  public OceanBaseSourceConfig(Configuration config) {
    super(config, DEFAULT_FETCH_SIZE);
    tables = new TableOptions(config);
    capture = new CaptureOptions(config);
  }

  /** How to reach the tenant. */
  public OceanBaseConnectionConfig connection() {
    return OceanBaseConnectionConfig.of(options());
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

  /** The maximum number of rows that one statement reads. */
  public int fetchSize() {
    return options().getInteger(FETCH_SIZE);
  }

  /** How many snapshots run at the same time. */
  public int concurrentSnapshots() {
    return options().getInteger(CONCURRENT_SNAPSHOTS);
  }

  /** What the failure of one table leads to. */
  public ObjectFailureMode objectFailureMode() {
    return ObjectFailureMode.of(options());
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
    return SnapshotMode.of(options());
  }

  // The framework asks in its constructor, when its own copy of the options is all there is.
  @SuppressWarnings("deprecation")
  @Override
  protected SourceInfoStructMaker<?> getSourceInfoStructMaker(
      CommonConnectorConfig.Version version) {
    return polls(getConfig()) ? OceanBaseOffset.sourceBlock(this) : BinlogOffset.sourceBlock(this);
  }

  private static boolean polls(Configuration config) {
    return CaptureMode.SCN.matches(config.getString(CaptureOptions.MODE));
  }

  private static int validateHeartbeat(
      Configuration config, Field field, Field.ValidationOutput problems) {
    if (config.getLong(field) > 0 || (config.getLong(field) == 0 && !polls(config))) {
      return 0;
    }
    problems.accept(
        field,
        config.getString(field),
        "With capture.mode=scn heartbeats can't be disabled: the offset of a quiet table would age"
            + " past undo_retention.");
    return 1;
  }

  private static int validateSkipped(
      Configuration config, Field field, Field.ValidationOutput problems) {
    String operations = config.getString(field);
    for (String operation : operations == null ? new String[0] : operations.split(",", -1)) {
      String problem =
          switch (operation.trim()) {
            case "d", "t", "none" -> null;
            case "c" ->
                polls(config)
                    ? "With capture.mode=scn 'c' can't be skipped: a poll sends new rows as 'u', which"
                        + " it can't tell from changed ones."
                    : null;
            case "u" ->
                polls(config)
                    ? "With capture.mode=scn 'u' can't be skipped: a poll sends every changed row"
                        + " as 'u', including new rows."
                    : null;
            default -> "Expected c, u, d, t or none.";
          };
      if (problem != null) {
        problems.accept(field, operations, problem);
        return 1;
      }
    }
    return 0;
  }
}
