// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.config;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.relational.RelationalDatabaseConnectorConfig;
import io.vecbridge.common.config.Choice;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * When existing rows are read ({@code snapshot.mode}); the values are Debezium's, and {@link
 * #SCHEMA_ONLY}, which reads no row at all.
 */
public enum SnapshotMode implements Choice {
  /** Once per collection or table, then its changes. */
  INITIAL,
  /** Once per collection or table; nothing follows a complete snapshot. */
  INITIAL_ONLY,
  /** Never: only changes. */
  NO_DATA,
  /**
   * Never, and no changes either: the schema change events of all collections or tables. Offsets
   * stay as they are, so that another mode begins where it would have without this one.
   */
  SCHEMA_ONLY,
  /** Once per collection or table, and again when the position to resume from is lost. */
  WHEN_NEEDED,
  /** At every start, then the changes. */
  ALWAYS;

  private static final Field OPTION =
      Choice.option(CommonConnectorConfig.SNAPSHOT_MODE_PROPERTY_NAME, INITIAL)
          .withDisplayName("Snapshot mode")
          .withImportance(Importance.HIGH)
          .withValidation(SnapshotMode::validate);

  /** The option, with a connector's own description of the modes. */
  public static Field option(String description) {
    return OPTION.withDescription(description);
  }

  /** The configured mode. */
  public static SnapshotMode of(Configuration config) {
    return Choice.of(SnapshotMode.class, config, OPTION);
  }

  /** Whether a collection or table without an offset starts with a snapshot. */
  public boolean snapshotsNewCollections() {
    return this != NO_DATA && capturesRows();
  }

  /** Whether one that has an offset takes a new snapshot when the task starts. */
  public boolean snapshotsAtEveryStart() {
    return this == ALWAYS;
  }

  /**
   * Whether a lost position leads to a new snapshot instead of a failure: what takes one at every
   * start doesn't need the position.
   */
  public boolean snapshotsWhenPositionIsLost() {
    return this == WHEN_NEEDED || this == ALWAYS;
  }

  /** Whether changes are captured after the snapshot. */
  public boolean streams() {
    return this != INITIAL_ONLY && capturesRows();
  }

  /** Whether rows are captured, be it by a snapshot or as changes. */
  public boolean capturesRows() {
    return this != SCHEMA_ONLY;
  }

  private static int validate(Configuration config, Field field, Field.ValidationOutput problems) {
    if (!SCHEMA_ONLY.matches(config.getString(field))
        || config.getBoolean(RelationalDatabaseConnectorConfig.INCLUDE_SCHEMA_CHANGES)) {
      return 0;
    }
    problems.accept(
        field,
        config.getString(field),
        "Nothing would be sent: schema_only needs include.schema.changes=true.");
    return 1;
  }
}
