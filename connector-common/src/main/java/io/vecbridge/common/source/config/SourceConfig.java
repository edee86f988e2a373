// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.config;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.config.EnumeratedValue;
import io.debezium.config.Field;
import io.debezium.heartbeat.Heartbeat;
import io.debezium.relational.RelationalDatabaseConnectorConfig;
import io.vecbridge.common.config.Choice;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.metrics.TaskMBean;
import io.vecbridge.common.rate.RateLimits;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The options that both sources have: their own, and Debezium's common ones. */
public abstract class SourceConfig extends CommonConnectorConfig {
  /** How float vectors are sent ({@code vector.encoding}). */
  public enum VectorEncoding implements Choice {
    /** As an array of floats, {@code io.debezium.data.FloatVector}. */
    ARRAY,
    /** As little-endian bytes, {@code io.vecbridge.data.FloatVector}. */
    BYTES;

    private static final Field OPTION =
        Choice.option("vector.encoding", ARRAY)
            .withDisplayName("Encoding of float vectors")
            .withImportance(Importance.MEDIUM)
            .withDescription(
                "How float vectors are sent: 'array' sends io.debezium.data.FloatVector (an array of"
                    + " floats); 'bytes' sends io.vecbridge.data.FloatVector (little-endian bytes),"
                    + " which converters process several times faster.");

    private static VectorEncoding of(Configuration config) {
      return Choice.of(VectorEncoding.class, config, OPTION);
    }
  }

  // Debezium's defaults are 4 s, unbounded and on: a normal stop would outlast Connect's patience,
  // a full queue of vectors the heap, and the headers cost as much as the rest of a record.
  /** How long a stop waits for the capture thread. */
  protected static final Field SHUTDOWN_TIMEOUT = EXECUTOR_SHUTDOWN_TIMEOUT_MS.withDefault(1_000L);

  /** How many bytes the queue holds. */
  protected static final Field QUEUE_BYTES =
      MAX_QUEUE_SIZE_IN_BYTES
          .withDefault(64L << 20)
          .withDescription(
              "The approximate maximum size of the records that wait for Connect, in bytes; 0 for no"
                  + " limit.");

  private static final String FAIL = "fail";
  private static final Field EVENT_FAILURES =
      Field.create(EVENT_PROCESSING_FAILURE_HANDLING_MODE.name())
          .withDisplayName("Events that can't be sent")
          .withType(Type.STRING)
          .withImportance(Importance.LOW)
          .withDefault(FAIL)
          .withValidation(SourceConfig::validateEventFailures)
          .withDescription(
              "Only 'fail' is valid: Debezium's other modes skip an event that can't be sent, and its"
                  + " change is lost. object.failure.mode determines what such a failure stops.");
  private static final Field EXTENDED_HEADERS = EXTENDED_HEADERS_ENABLED.withDefault(false);

  private final Configuration options;
  private final Prechecks prechecks;

  /** Reads the options, which have the connector's defaults. */
  protected SourceConfig(Configuration config, int defaultFetchSize) {
    super(config, defaultFetchSize);
    options = config;
    prechecks = new Prechecks(config);
  }

  /** The options of what is sent; a connector has its own of skipped operations and heartbeats. */
  protected static Field.Set events(Field skippedOperations, Field heartbeatInterval) {
    return Field.setOf(
        VectorEncoding.OPTION,
        RelationalDatabaseConnectorConfig.INCLUDE_SCHEMA_CHANGES,
        TOMBSTONES_ON_DELETE,
        skippedOperations,
        FIELD_NAME_ADJUSTMENT_MODE,
        SCHEMA_NAME_ADJUSTMENT_MODE,
        TOPIC_NAMING_STRATEGY,
        heartbeatInterval,
        Heartbeat.HEARTBEAT_TOPICS_PREFIX,
        NOTIFICATION_ENABLED_CHANNELS,
        EVENT_FAILURES,
        EXTENDED_HEADERS);
  }

  private static int validateEventFailures(
      Configuration config, Field field, Field.ValidationOutput problems) {
    String mode = config.getString(field);
    if (FAIL.equalsIgnoreCase(mode)) {
      return 0;
    }
    problems.accept(
        field,
        mode,
        "Only 'fail' is valid: with any other mode an event that can't be sent is skipped, and its"
            + " change is lost. Use object.failure.mode=continue to let the others continue.");
    return 1;
  }

  /** The options of signals: Debezium's. */
  protected static Field.Set signals() {
    return SignalOptions.FIELDS;
  }

  /** The name of the MBean of a task, in addition to Debezium's. */
  public final TaskMBean.Name mbeanName(String system) {
    return new TaskMBean.Name(
        system, "source", getLogicalName(), getCustomMetricTags(), getTaskId());
  }

  /** The options as they were given, with defaults. */
  public final Configuration options() {
    return options;
  }

  /** Which checks are skipped. */
  public final Prechecks prechecks() {
    return prechecks;
  }

  /** Limits of rows and bytes per second. */
  public final RateLimits rateLimits() {
    return RateLimits.of(options, System::nanoTime);
  }

  /** How float vectors are sent. */
  public final VectorEncoding vectorEncoding() {
    return VectorEncoding.of(options);
  }

  @Override
  public final boolean isSchemaChangesHistoryEnabled() {
    return options.getBoolean(RelationalDatabaseConnectorConfig.INCLUDE_SCHEMA_CHANGES);
  }

  @Override
  public final String getContextName() {
    return getConnectorName();
  }

  @Override
  public final Optional<? extends EnumeratedValue> getSnapshotLockingMode() {
    return Optional.empty();
  }
}
