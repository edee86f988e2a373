// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.emit;

import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.source.emit.SchemaChanges;
import io.vecbridge.common.source.run.Framework;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset;
import io.vecbridge.oceanbase.source.offset.OceanBasePartition;
import io.vecbridge.oceanbase.source.schema.RowSchema;

/**
 * Where a task's records go: into the queue that {@code poll} empties, by way of the framework's
 * dispatcher, which knows tombstones, skipped operations, heartbeats and metrics. Blocks while the
 * queue is full.
 */
public final class Records {
  private final CapturedSchemas schemas;
  private final Framework<OceanBasePartition, OceanBaseOffset> framework;
  private final SchemaChanges schemaChanges;

  /** Over the framework's parts of one task. */
  public Records(
      OceanBaseSourceConfig config,
      CapturedSchemas schemas,
      Framework<OceanBasePartition, OceanBaseOffset> framework) {
    this.schemas = schemas;
    this.framework = framework;
    this.schemaChanges = new SchemaChanges(config, schemas.topics(), framework.queue());
  }

  /** Takes a table in, in place of an earlier form of it. */
  public RowSchema capture(TableDefinition table) {
    return schemas.capture(table);
  }

  /** A table's rows as they would be captured. */
  public RowSchema schemaOf(TableDefinition table) {
    return schemas.schemaOf(table);
  }

  /** The records of a table that was taken in. */
  public TableRecords open(OceanBasePartition partition, OceanBaseOffset offset, RowSchema rows) {
    return new TableRecords(partition, offset, rows, schemas.schemaFor(partition.id()), framework);
  }

  /** Emits the schema change event of a table. */
  public void emitSchema(
      SchemaChangeEventType type,
      OceanBasePartition partition,
      OceanBaseOffset offset,
      RowSchema rows)
      throws InterruptedException {
    schemaChanges.emit(type, partition, offset, rows.table());
  }
}
