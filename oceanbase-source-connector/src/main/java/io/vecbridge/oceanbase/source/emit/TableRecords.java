// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.emit;

import io.debezium.data.Envelope.Operation;
import io.vecbridge.common.source.emit.EnvelopeSchema;
import io.vecbridge.common.source.emit.RowRecords;
import io.vecbridge.common.source.run.Framework;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset;
import io.vecbridge.oceanbase.source.offset.OceanBasePartition;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.schema.TableRow;

/**
 * Emits the records of one table. Every change of a table passes here, so that a mark of its
 * origin, which both directions at once would need, has one place.
 */
public final class TableRecords extends RowRecords<OceanBasePartition> {
  private final RowSchema rows;
  private final EnvelopeSchema schema;

  TableRecords(
      OceanBasePartition partition,
      OceanBaseOffset offset,
      RowSchema rows,
      EnvelopeSchema schema,
      Framework<OceanBasePartition, OceanBaseOffset> framework) {
    super(partition, offset, framework.dispatcher(), framework.events());
    this.rows = rows;
    this.schema = schema;
  }

  /** Emits a row as an {@code r} or {@code u}; the offset already stands at it. */
  public void emit(Operation operation, TableRow row) throws InterruptedException {
    Object[] values = row.values();
    emit(schema, operation, rows.key(values), null, rows.row(values), row.bytes());
  }

  /** Emits a {@code d}, of which only the record key is known; the offset already stands at it. */
  public void emitDelete(TableRow row) throws InterruptedException {
    emit(schema, Operation.DELETE, rows.key(row.values()), null, null, 0);
  }
}
