// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.debezium.data.Envelope.Operation;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.source.emit.RowRecords;
import io.vecbridge.common.source.emit.SchemaChanges;
import io.vecbridge.common.source.run.Framework;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.emit.CapturedSchemas;
import io.vecbridge.oceanbase.source.offset.BinlogOffset;
import io.vecbridge.oceanbase.source.offset.BinlogPartition;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.schema.TableRow;
import org.apache.kafka.connect.data.Struct;

/** Emits the records of all tables of the binlog. */
final class BinlogRecords extends RowRecords<BinlogPartition> {
  private final CapturedSchemas schemas;
  private final SchemaChanges schemaChanges;
  private final BinlogPartition partition;
  private final BinlogOffset offset;

  BinlogRecords(
      OceanBaseSourceConfig config,
      CapturedSchemas schemas,
      Framework<BinlogPartition, BinlogOffset> framework,
      BinlogPartition partition,
      BinlogOffset offset) {
    super(partition, offset, framework.dispatcher(), framework.events());
    this.schemas = schemas;
    this.schemaChanges = new SchemaChanges(config, schemas.topics(), framework.queue());
    this.partition = partition;
    this.offset = offset;
  }

  BinlogOffset offset() {
    return offset;
  }

  RowSchema capture(TableDefinition table) {
    return schemas.capture(table);
  }

  /**
   * Emits a change; the offset already stands behind it.
   *
   * @param oldValues null for {@code r} and {@code c}
   * @param newValues null for {@code d}
   */
  void emit(Operation operation, RowSchema rows, Object[] oldValues, Object[] newValues)
      throws InterruptedException {
    Struct before = null;
    Struct after = null;
    long bytes = 0;
    if (oldValues != null) {
      before = rows.row(oldValues);
      bytes += TableRow.bytes(oldValues);
    }
    if (newValues != null) {
      after = rows.row(newValues);
      bytes += TableRow.bytes(newValues);
    }
    Struct key = rows.key(newValues == null ? oldValues : newValues);
    emit(schemas.schemaFor(rows.table().id()), operation, key, before, after, bytes);
  }

  /** Emits the schema change event of a table. */
  void emitSchema(SchemaChangeEventType type, RowSchema rows) throws InterruptedException {
    schemaChanges.emit(type, partition, offset, rows.table());
  }
}
