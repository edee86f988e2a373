// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Choice;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * How rows are written.
 *
 * @param batchSize the maximum number of rows of one statement
 * @param batchMaxBytes the approximate maximum size of one statement
 */
public record WriteConfig(
    boolean deleteEnabled,
    ConflictConfig conflicts,
    int batchSize,
    long batchMaxBytes,
    VectorBindMode vectorBind,
    String bookkeepingDatabase) {

  /** How vectors are sent. */
  public enum VectorBindMode implements Choice {
    /** As bytes if the server accepts them. */
    AUTO,
    /** As little-endian float32 bytes. */
    BINARY,
    /** As text. */
    TEXT
  }

  private static final Field DELETE_ENABLED =
      Field.create("delete.enabled")
          .withDisplayName("Deletes")
          .withType(Type.BOOLEAN)
          .withImportance(Importance.MEDIUM)
          .withDefault(true)
          .withDescription(
              "Whether deletes and tombstones delete rows; if false, the rows stay in the table.");

  private static final Field BATCH_SIZE =
      Field.create("batch.size")
          .withDisplayName("Batch size")
          .withType(Type.INT)
          .withImportance(Importance.MEDIUM)
          .withDefault(1_000)
          .withValidation(Field.RangeValidator.between(1, 100_000))
          .withDescription(
              "The maximum number of rows of one statement. consumer.override.max.poll.records sets"
                  + " how many records a task gets at once.");

  private static final Field BATCH_MAX_BYTES =
      Field.create("batch.max.bytes")
          .withDisplayName("Batch bytes")
          .withType(Type.LONG)
          .withImportance(Importance.MEDIUM)
          .withDefault(4_194_304L)
          .withValidation(Field.RangeValidator.between(1_024L, 1_073_741_824L))
          .withDescription(
              "The approximate maximum size of one statement, in bytes; keep it below half of the"
                  + " tenant's max_allowed_packet. A single larger row is sent alone.");

  public static final Field VECTOR_BIND =
      Choice.option("vector.bind.mode", VectorBindMode.AUTO)
          .withDisplayName("Vector binding")
          .withImportance(Importance.LOW)
          .withDescription(
              "How vectors are sent: 'binary' is twice as fast as 'text', and both are exact; 'auto'"
                  + " uses binary if the server accepts it.");

  public static final Field BOOKKEEPING =
      Field.create("bookkeeping.database")
          .withDisplayName("Bookkeeping database")
          .withImportance(Importance.LOW)
          .withDefault("vecbridge")
          .withValidation(Field::isRequired)
          .withDescription(
              "Database of the connector's own small tables, created if it is missing. If the"
                  + " user has no privileges in it, a warning is logged, conflicts aren't counted, and"
                  + " conflict.mode, conflict.report, table.not.empty.mode and"
                  + " vector.index.creation must keep their defaults.");

  static final Field.Set FIELDS =
      Field.setOf(
          DELETE_ENABLED,
          ConflictConfig.MODE,
          ConflictConfig.REPORT,
          BATCH_SIZE,
          BATCH_MAX_BYTES,
          VECTOR_BIND,
          BOOKKEEPING);

  static WriteConfig of(Configuration config) {
    return new WriteConfig(
        config.getBoolean(DELETE_ENABLED),
        ConflictConfig.of(config),
        config.getInteger(BATCH_SIZE),
        config.getLong(BATCH_MAX_BYTES),
        Choice.of(VectorBindMode.class, config, VECTOR_BIND),
        config.getString(BOOKKEEPING));
  }
}
