// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.emit;

import io.debezium.data.Envelope;
import io.debezium.relational.TableId;
import io.debezium.schema.DataCollectionSchema;
import io.vecbridge.milvus.source.schema.RowSchema;
import org.apache.kafka.connect.data.Schema;

/** The schema of one collection's records: its rows in Debezium's envelope. */
record CapturedSchema(RowSchema rows, Envelope envelope) implements DataCollectionSchema {
  @Override
  public TableId id() {
    return rows.collection().tableId();
  }

  @Override
  public Schema keySchema() {
    return rows.keySchema();
  }

  @Override
  public Envelope getEnvelopeSchema() {
    return envelope;
  }
}
