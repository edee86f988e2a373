// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.vecbridge.common.config.Choice;
import io.vecbridge.common.config.Keys;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * How rows are written.
 *
 * @param batchSize most rows of one statement
 * @param batchMaxBytes about the most bytes of one statement
 */
public record WriteConfig(
    boolean deleteEnabled,
    ConflictMode conflictMode,
    DeliveryGuarantee delivery,
    int batchSize,
    long batchMaxBytes,
    VectorBindMode vectorBind,
    String bookkeepingDatabase) {

  public static final String DELETE_ENABLED = "delete.enabled";
  public static final String CONFLICT_MODE = "conflict.mode";
  public static final String DELIVERY = "delivery.guarantee";
  public static final String BATCH_SIZE = "batch.size";
  public static final String BATCH_MAX_BYTES = "batch.max.bytes";
  public static final String VECTOR_BIND = "vector.bind.mode";
  public static final String BOOKKEEPING = "bookkeeping.database";

  static void define(ConfigDef def) {
    new Keys(def, "Writing")
        .key(
            DELETE_ENABLED,
            Type.BOOLEAN,
            true,
            null,
            Importance.MEDIUM,
            "Deletes",
            "Whether deletes and tombstones delete rows; false leaves the rows in the table.")
        .choice(
            CONFLICT_MODE,
            ConflictMode.OVERWRITE,
            Importance.MEDIUM,
            "Conflicts",
            """
            What to do with a snapshot row whose key was in the table before this connector met \
            the table: overwrite replaces the row in the table, ignore keeps it and reports the \
            record, fail stops the task. Rows that the connector wrote itself are no conflicts. \
            ignore and fail look each snapshot row up and need bookkeeping.database.""")
        .choice(
            DELIVERY,
            DeliveryGuarantee.AT_LEAST_ONCE,
            Importance.MEDIUM,
            "Delivery guarantee",
            """
            at_least_once loses nothing, and what is delivered again leaves the same rows. \
            exactly_once would store the offsets with the rows; this version refuses it.""")
        .key(
            BATCH_SIZE,
            Type.INT,
            1_000,
            ConfigDef.Range.between(1, 100_000),
            Importance.MEDIUM,
            "Batch size",
            """
            Most rows of one statement. How many records come at once is set by \
            consumer.override.max.poll.records.""")
        .key(
            BATCH_MAX_BYTES,
            Type.LONG,
            4_194_304L,
            ConfigDef.Range.between(1_024L, 1_073_741_824L),
            Importance.MEDIUM,
            "Batch bytes",
            """
            About the most bytes of one statement; keep it below half of the tenant's \
            max_allowed_packet. A single larger row is sent alone.""")
        .choice(
            VECTOR_BIND,
            VectorBindMode.AUTO,
            Importance.LOW,
            "Vector binding",
            """
            How vectors are sent: binary is twice as fast as text and both are exact; auto asks \
            the server whether it takes binary.""")
        .key(
            BOOKKEEPING,
            Type.STRING,
            "vecbridge",
            new ConfigDef.NonEmptyString(),
            Importance.LOW,
            "Bookkeeping database",
            """
            Database of the connector's own small tables, made where it is missing and only if \
            conflict.mode or table.not.empty.mode need them.""");
  }

  static WriteConfig of(AbstractConfig config) {
    return new WriteConfig(
        config.getBoolean(DELETE_ENABLED),
        new Choice<>(ConflictMode.class).of(config, CONFLICT_MODE),
        new Choice<>(DeliveryGuarantee.class).of(config, DELIVERY),
        config.getInt(BATCH_SIZE),
        config.getLong(BATCH_MAX_BYTES),
        new Choice<>(VectorBindMode.class).of(config, VECTOR_BIND),
        config.getString(BOOKKEEPING));
  }
}
