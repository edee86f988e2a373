// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.config;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.heartbeat.Heartbeat;
import io.debezium.relational.RelationalDatabaseConnectorConfig;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** Options that both sources have, with other defaults than the framework's where it needs them. */
public final class SourceOptions {
  // The framework's own defaults are 4 s, unbounded, 500 ms and on: a normal stop would outlast
  // Connect's patience, a full queue of vectors the heap, the queue's wait is part of every
  // change's delay, and the headers cost as much as the rest of a record's way.
  /** How long a stop waits for the capture thread. */
  public static final Field SHUTDOWN_TIMEOUT =
      CommonConnectorConfig.EXECUTOR_SHUTDOWN_TIMEOUT_MS.withDefault(1_000L);

  /** How many bytes the queue holds. */
  public static final Field QUEUE_BYTES =
      CommonConnectorConfig.MAX_QUEUE_SIZE_IN_BYTES
          .withDefault(64L << 20)
          .withDescription(
              "About the most bytes of records that wait for Connect; 0 for no limit.");

  /** Whether each record gets the framework's headers. */
  public static final Field EXTENDED_HEADERS =
      CommonConnectorConfig.EXTENDED_HEADERS_ENABLED.withDefault(false);

  /** How float vectors are sent. */
  public static final Field VECTOR_ENCODING =
      Field.create("vector.encoding")
          .withDisplayName("Encoding of float vectors")
          .withEnum(VectorEncoding.class, VectorEncoding.ARRAY)
          .withImportance(Importance.MEDIUM)
          .withDescription(
              "'array' sends float vectors as io.debezium.data.FloatVector (an array of floats);"
                  + " 'bytes' as io.vecbridge.data.FloatVector (little-endian), several times faster"
                  + " through converters.");

  private SourceOptions() {}

  /** The options of what is sent; a connector has its own of skipped operations and heartbeats. */
  public static Field[] events(Field skippedOperations, Field heartbeatInterval) {
    return new Field[] {
      VECTOR_ENCODING,
      RelationalDatabaseConnectorConfig.INCLUDE_SCHEMA_CHANGES,
      CommonConnectorConfig.TOMBSTONES_ON_DELETE,
      skippedOperations,
      CommonConnectorConfig.FIELD_NAME_ADJUSTMENT_MODE,
      CommonConnectorConfig.SCHEMA_NAME_ADJUSTMENT_MODE,
      CommonConnectorConfig.TOPIC_NAMING_STRATEGY,
      heartbeatInterval,
      Heartbeat.HEARTBEAT_TOPICS_PREFIX,
      CommonConnectorConfig.NOTIFICATION_ENABLED_CHANNELS,
      EXTENDED_HEADERS
    };
  }

  /** The given options with these fields' defaults where the options are silent. */
  public static Configuration withDefaults(Configuration config, Field... fields) {
    Configuration.Builder builder = config.edit();
    for (Field field : fields) {
      builder.withDefault(field.name(), field.defaultValueAsString());
    }
    return builder.build();
  }
}
