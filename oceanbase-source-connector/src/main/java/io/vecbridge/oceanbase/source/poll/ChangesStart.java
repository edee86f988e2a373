// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.oceanbase.source.config.CaptureOptions.Start;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.offset.StoredOffset;
import io.vecbridge.oceanbase.source.offset.TablePosition;
import io.vecbridge.oceanbase.source.page.Tenant;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a table without an offset begins with {@code snapshot.mode=no_data}.
 *
 * <p>Guarantees that no change after the connector's first start is missed, whether the table was
 * included, created or filled while no task was running: its changes are captured after the start
 * SCN, or after what the stored offsets of the other tables have reached, whichever is later. A
 * table that did not exist then is read as a whole, since all of its rows are changes.
 */
final class ChangesStart {
  private static final Logger LOG = LoggerFactory.getLogger(ChangesStart.class);

  // A table gets its offset only some time after it was created: it has to be discovered, and its
  // first record has to be committed.
  private static final long MARGIN = Duration.ofMinutes(2).toNanos();

  private final OceanBaseSourceConfig config;
  private final Tenant tenant;
  private final OffsetStorageReader offsets;
  private OptionalLong reached;

  ChangesStart(OceanBaseSourceConfig config, Tenant tenant, OffsetStorageReader offsets) {
    this.config = config;
    this.tenant = tenant;
    this.offsets = offsets;
  }

  /**
   * The position of a table without an offset.
   *
   * @param now the current SCN
   */
  TablePosition position(TableId id, RowSchema rows, long now) throws SQLException {
    Optional<Start> given = config.capture().start();
    LongStream known = LongStream.concat(given.stream().mapToLong(Start::scn), reached().stream());
    OptionalLong from = known.max();
    if (from.isEmpty()) {
      return TablePosition.completeAt(now);
    }
    try {
      tenant.pages(rows).probe(from.getAsLong());
      return TablePosition.completeAt(from.getAsLong());
    } catch (SQLException e) {
      if (!LostPosition.isLost(e)) {
        throw e;
      }
      if (!LostPosition.isYounger(e)
          && given.isPresent()
          && given.get().scn() == from.getAsLong()) {
        throw tooOld(id, given.get(), LostPosition.reason(e));
      }
      LOG.warn(
          "Table {} can't be read as of SCN {}: {}. Taking a snapshot of it; rows that were deleted"
              + " since then stay in the target.",
          id,
          from.getAsLong(),
          LostPosition.reason(e));
      return TablePosition.snapshotAt(now);
    }
  }

  private static ConnectException tooOld(TableId id, Start start, String reason) {
    return new ConnectException(
        "Table "
            + id
            + " can't be captured from "
            + start.option().name()
            + " on: "
            + reason
            + ". Set a later start, or take a snapshot (snapshot.mode=initial).");
  }

  /** What every table with a stored offset has reached at the first call, less a margin. */
  private OptionalLong reached() throws SQLException {
    if (reached == null) {
      String prefix = config.getLogicalName();
      reached =
          offsets
              .offsets(
                  tenant.tables().stream()
                      .map(id -> NamedPartition.ofTable(prefix, id).getSourcePartition())
                      .toList())
              .values()
              .stream()
              .filter(Objects::nonNull)
              .mapToLong(ChangesStart::scn)
              .min();
    }
    return reached;
  }

  private static long scn(Map<String, Object> offset) {
    return StoredOffset.of(offset).position().scn() - MARGIN;
  }
}
