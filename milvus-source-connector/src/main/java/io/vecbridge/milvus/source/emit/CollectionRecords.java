// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.emit;

import io.debezium.data.Envelope.Operation;
import io.vecbridge.common.source.emit.EnvelopeSchema;
import io.vecbridge.common.source.emit.RowRecords;
import io.vecbridge.common.source.run.Framework;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.offset.MilvusPartition;
import io.vecbridge.milvus.source.row.RowBatch;
import io.vecbridge.milvus.source.schema.RowSchema;

/** Emits the records of one collection. */
public final class CollectionRecords extends RowRecords<MilvusPartition> {
  private final RowSchema rows;
  private final EnvelopeSchema schema;

  CollectionRecords(
      MilvusPartition partition,
      MilvusOffset offset,
      RowSchema rows,
      EnvelopeSchema schema,
      Framework<MilvusPartition, MilvusOffset> framework) {
    super(partition, offset, framework.dispatcher(), framework.events());
    this.rows = rows;
    this.schema = schema;
  }

  /** The collection's schema, which opens its batches. */
  public RowSchema rows() {
    return rows;
  }

  /** Emits a row as a {@code c}, {@code u} or {@code r}; the offset already stands at it. */
  public void emit(Operation operation, RowBatch batch, int row) throws InterruptedException {
    emit(
        schema,
        operation,
        rows.key(batch.primaryKey(row)),
        null,
        rows.row(batch, row),
        batch.bytesInMemoryPerRow());
  }

  /** Emits a {@code d}; the offset already stands at it. */
  public void emitDelete(Object primaryKey) throws InterruptedException {
    emit(schema, Operation.DELETE, rows.key(primaryKey), null, null, 0);
  }
}
