// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.source.config.RowFilters;
import io.vecbridge.common.source.config.SnapshotMode;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** When and how existing rows are read. */
public final class SnapshotOptions {
  private static final Field MODE =
      SnapshotMode.option(
          "'initial' reads the rows of each collection once and then captures its changes;"
              + " 'initial_only' stops capturing a collection when its snapshot is complete; 'no_data'"
              + " only captures changes; 'schema_only' sends the schema change events of all"
              + " collections and nothing else (offsets stay as they are, so the next start with"
              + " another mode continues from them, or begins as at a first start if there are none);"
              + " 'when_needed' takes a new snapshot if the log no longer has the position to resume"
              + " from (rows that were deleted in the gap stay in the target); 'always' reads all rows"
              + " at every start.");

  private static final Field FETCH_SIZE =
      Field.create("snapshot.fetch.size")
          .withDisplayName("Rows per page")
          .withType(Type.INT)
          .withImportance(Importance.LOW)
          .withDefault(16_384)
          .withValidation(Field.RangeValidator.between(1, 16_384))
          .withDescription(
              "The maximum number of rows of one page of a snapshot. Pages of wide rows have fewer,"
                  + " since the bytes of a page are limited too.");

  private static final Field MAX_CONCURRENT =
      Field.create("snapshot.max.concurrent")
          .withDisplayName("Snapshots at a time")
          .withType(Type.INT)
          .withImportance(Importance.LOW)
          .withDefault(3)
          .withValidation(Field.RangeValidator.atLeast(1))
          .withDescription(
              "The maximum number of collections whose snapshots are read at the same time by one"
                  + " task. The others wait, while their changes are streamed.");

  private static final Field BYTES_IN_FLIGHT =
      Field.create("snapshot.bytes.in.flight")
          .withDisplayName("Bytes of snapshot pages")
          .withType(Type.LONG)
          .withImportance(Importance.LOW)
          .withDefault(64L << 20)
          .withValidation(Field.RangeValidator.atLeast(1))
          .withDescription(
              "The approximate maximum size of the snapshot pages that one task has requested or"
                  + " not yet sent, in bytes. One page is always read.");

  static final Field.Set FIELDS =
      Field.setOf(MODE, FETCH_SIZE, MAX_CONCURRENT, BYTES_IN_FLIGHT, RowFilters.FORMER);

  private final Configuration config;

  SnapshotOptions(Configuration config) {
    this.config = config;
  }

  /** When existing rows are read. */
  public SnapshotMode mode() {
    return SnapshotMode.of(config);
  }

  /** The maximum number of rows of one page. */
  public int fetchSize() {
    return config.getInteger(FETCH_SIZE);
  }

  /** How many collections' snapshots are read at a time. */
  public int maxConcurrent() {
    return config.getInteger(MAX_CONCURRENT);
  }

  /** The maximum size of the pages of all snapshots together. */
  public long bytesInFlight() {
    return config.getLong(BYTES_IN_FLIGHT);
  }
}
