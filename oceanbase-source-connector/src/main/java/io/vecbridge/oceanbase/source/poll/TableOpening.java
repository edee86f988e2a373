// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.relational.TableId;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.source.emit.TaskOutput;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset;
import io.vecbridge.oceanbase.source.offset.StoredOffset;
import io.vecbridge.oceanbase.source.offset.TablePosition;
import io.vecbridge.oceanbase.source.offset.TableShape;
import io.vecbridge.oceanbase.source.page.Tenant;
import io.vecbridge.oceanbase.source.schema.CapturedSchemas;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
  }

  /**
   * The table's capture; empty if there is nothing (more) to capture.
   *
   * @param appeared whether the table didn't exist yet when the task started
   */
  Optional<TableCapture> open(TableId id, boolean appeared, long now)
      throws SQLException, InterruptedException {
    NamedPartition partition = NamedPartition.ofTable(config.getLogicalName(), id);
    Map<String, Object> stored = offsets.offset(partition.getSourcePartition());
    TableDefinition table = tenant.table(id);
    if (table == null) {
      return Optional.empty();
    }
    TableShape shape = TableShape.of(table);
    TableStart start =
        TableStart.of(
            stored == null ? null : StoredOffset.of(stored), config.getSnapshotMode(), shape);
    if (start instanceof TableStart.Changes && appeared) {
      // All of its rows are changes of the time since the start.
      start = new TableStart.Snapshot();
    }
    if (start instanceof TableStart.Nothing) {
      return Optional.empty();
    }
    OceanBaseOffset offset =
        new OceanBaseOffset(config, id, position(id, start), shapeAt(start, shape));
    TableCapture capture =
        new TableCapture(
            new TableOutput(output, partition, offset, schemas, table), tenant, config.fetchSize());
    capture.start(now);
    LOG.info("Capturing {} from {}", partition, describe(offset.position()));
    return Optional.of(capture);
  }

  /** The shape of the table where its capture begins. */
  private static TableShape shapeAt(TableStart start, TableShape now) {
    return start instanceof TableStart.Resumed resumed && resumed.offset().shape() != null
        ? resumed.offset().shape().withColumnsOf(now)
        : now;
  }

  private TablePosition position(TableId id, TableStart start) throws SQLException {
    if (start instanceof TableStart.Resumed resumed) {
      return resumed.offset().position();
    }
    if (start instanceof TableStart.Lost gone) {
      lost.resnapshotOrFail(id, gone.reason());
    }
    if (start instanceof TableStart.Changes) {
      OptionalLong from = config.capture().startScn();
      return TablePosition.completeAt(from.isPresent() ? from.getAsLong() : tenant.currentScn());
    }
    return TablePosition.snapshotAt(tenant.currentScn());
  }

  /** Without the last key, which is data. */
  private static String describe(TablePosition position) {
    return position.stage() + " at SCN " + position.scn();
  }
}
