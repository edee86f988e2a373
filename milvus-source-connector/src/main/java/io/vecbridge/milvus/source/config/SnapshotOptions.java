// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.config;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.relational.TableId;
import io.vecbridge.common.source.config.SnapshotMode;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** When and how the rows that exist already are read. */
public final class SnapshotOptions {
  private static final String OVERRIDES = "snapshot.filter.overrides";

  static final Field MODE =
      Field.create(CommonConnectorConfig.SNAPSHOT_MODE_PROPERTY_NAME)
          .withDisplayName("Snapshot mode")
          .withEnum(SnapshotMode.class, SnapshotMode.INITIAL)
          .withImportance(Importance.HIGH)
          .withDescription(
              "'initial' reads the rows of each collection once and then follows its changes;"
                  + " 'initial_only' stops following a collection when its snapshot is complete;"
                  + " 'no_data' only follows changes; 'when_needed' takes a new snapshot when the log"
                  + " no longer has the position to go on from (rows deleted in the gap stay in the"
                  + " target); 'always' reads all rows at every start.");

  static final Field FETCH_SIZE =
      Field.create("snapshot.fetch.size")
          .withDisplayName("Rows per page")
          .withType(Type.INT)
          .withImportance(Importance.LOW)
          .withDefault(16_384)
          .withValidation(Field.RangeValidator.between(1, 16_384))
          .withDescription(
              "The most rows that one page of a snapshot holds, at most 16384. Pages of wide rows"
                  + " hold fewer, since a page is bounded by bytes too.");

  static final Field FILTER_OVERRIDES =
      Field.create(OVERRIDES)
          .withDisplayName("Collections with a snapshot filter")
          .withType(Type.LIST)
          .withImportance(Importance.LOW)
          .withDefault("")
          .withValidation(SnapshotOptions::validateOverrides)
          .withDescription(
              "Comma-separated collections (<database>.<collection>) of which the snapshot reads only"
                  + " some rows: for each, the option snapshot.filter.overrides.<database>.<collection>"
                  + " holds a boolean expression of Milvus, such as 'year > 2020'. Changes are not"
                  + " filtered.");

  private final Configuration config;

  SnapshotOptions(Configuration config) {
    this.config = config;
  }

  /** When existing rows are read. */
  public SnapshotMode mode() {
    return SnapshotMode.parse(config.getString(MODE));
  }

  /** The most rows of one page. */
  public int fetchSize() {
    return config.getInteger(FETCH_SIZE);
  }

  /** Milvus's boolean expression that a collection's snapshot is filtered by; empty for all. */
  public String filter(TableId id) {
    String name = id.catalog() + "." + id.table();
    return config.getList(FILTER_OVERRIDES).contains(name)
        ? config.getString(OVERRIDES + "." + name).trim()
        : "";
  }

  private static int validateOverrides(
      Configuration config, Field field, Field.ValidationOutput problems) {
    int count = 0;
    for (String name : config.getList(field)) {
      String expression = config.getString(OVERRIDES + "." + name);
      if (expression == null || expression.isBlank()) {
        problems.accept(
            field,
            name,
            "The option " + OVERRIDES + "." + name + " with the expression is missing");
        count++;
      }
    }
    return count;
  }
}
