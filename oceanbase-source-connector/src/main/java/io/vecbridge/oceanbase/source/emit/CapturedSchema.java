// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.emit;

import io.debezium.data.Envelope;
import io.debezium.relational.TableId;
import io.debezium.schema.DataCollectionSchema;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import org.apache.kafka.connect.data.Schema;

/** The schema of one table's records: its rows in Debezium's envelope. */
record CapturedSchema(RowSchema rows, Envelope envelope) implements DataCollectionSchema {
  @Override
  public TableId id() {
    return rows.definition().id();
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
