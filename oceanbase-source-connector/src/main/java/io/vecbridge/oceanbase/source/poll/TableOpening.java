// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.emit.TaskOutput;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset;
import io.vecbridge.oceanbase.source.offset.RequestedSnapshots;
import io.vecbridge.oceanbase.source.offset.StoredOffset;
import io.vecbridge.oceanbase.source.offset.TablePosition;
import io.vecbridge.oceanbase.source.offset.TableShape;
import io.vecbridge.oceanbase.source.page.Tenant;
import io.vecbridge.oceanbase.source.schema.CapturedSchemas;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a table: reads what it is, and begins its capture where it is to begin. */
final class TableOpening {
  private static final Logger LOG = LoggerFactory.getLogger(TableOpening.class);

  private final OceanBaseSourceConfig config;
  private final Tenant tenant;
  private final OffsetStorageReader offsets;
  private final CapturedSchemas schemas;
  private final TaskOutput<NamedPartition> output;
  private final LostPolicy lost;
  private final ChangesStart changes;

  TableOpening(
      OceanBaseSourceConfig config,
      Tenant tenant,
      OffsetStorageReader offsets,
      CapturedSchemas schemas,
      TaskOutput<NamedPartition> output,
      LostPolicy lost) {
    this.config = config;
    this.tenant = tenant;
    this.offsets = offsets;
    this.schemas = schemas;
    this.output = output;
    this.lost = lost;
    this.changes = new ChangesStart(config, tenant, offsets);
  }

  /**
   * Where a table's capture is to begin.
   *
   * @param appeared whether the table didn't exist yet when the task started
   */
  TableStart start(TableId id, boolean appeared) {
    Map<String, Object> stored = offsets.offset(partition(id).getSourcePartition());
    return TableStart.of(
        stored == null ? null : StoredOffset.of(stored), config.getSnapshotMode(), appeared);
  }

  /** The table's capture; empty if the table is gone. */
  Optional<TableCapture> open(TableId id, TableStart start, long now)
      throws SQLException, InterruptedException {
    TableAtScn table = TableAtScn.read(tenant, id);
    if (table == null) {
      return Optional.empty();
    }
    OceanBaseOffset offset = offset(id, start, table);
    NamedPartition partition = partition(id);
    TableCapture capture =
        new TableCapture(
            new TableOutput(output, partition, offset, schemas, table.definition()),
            config.fetchSize());
    capture.start(now);
    LOG.info("Capturing {} from {}", partition, describe(offset.position()));
    return Optional.of(capture);
  }

  private NamedPartition partition(TableId id) {
    return NamedPartition.ofTable(config.getLogicalName(), id);
  }

  private OceanBaseOffset offset(TableId id, TableStart start, TableAtScn table)
      throws SQLException {
    if (start instanceof TableStart.Resumed resumed) {
      StoredOffset stored = resumed.offset();
      RowSchema rows = schemas.schemaOf(table.definition(), resumed.key());
      TableShape now = TableShape.of(table.definition(), rows.rowKey().names());
      String obstacle = resumed.obstacleTo(now);
      if (obstacle == null) {
        TableShape shape = stored.shape() == null ? now : stored.shape().withColumnsOf(now);
        return new OceanBaseOffset(config, id, resumed(rows, stored.position()), shape);
      }
      lost.resnapshotOrFail(id, obstacle);
    }
    RowSchema rows = schemas.schemaOf(table.definition(), List.of());
    TablePosition position =
        start instanceof TableStart.Changes
            ? changes.position(id, rows, table.scn())
            : TablePosition.snapshotAt(table.scn());
    return new OceanBaseOffset(
        config, id, position, TableShape.of(table.definition(), rows.rowKey().names()));
  }

  /**
   * If the table is paged by another key than before, which an offset without its key doesn't show,
   * the stage under way is read again.
   */
  private static TablePosition resumed(RowSchema rows, TablePosition stored) {
    List<Object> lastKey = stored.lastKey();
    boolean holds = lastKey.isEmpty() || rows.rowKey().holds(lastKey);
    TablePosition position = holds ? stored : stored.after(List.of());
    RequestedSnapshots requested = position.requested();
    return requested.lastKey().isEmpty() || rows.rowKey().holds(requested.lastKey())
        ? position
        : position.with(requested.after(List.of()));
  }

  /** Without the last key, which is data. */
  private static String describe(TablePosition position) {
    return position.stage() + " at SCN " + position.scn();
  }
}
