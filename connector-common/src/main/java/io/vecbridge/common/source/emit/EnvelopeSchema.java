// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import io.debezium.data.Envelope;
import io.debezium.data.Envelope.FieldName;
import io.debezium.data.Envelope.Operation;
import io.debezium.relational.TableId;
import io.debezium.schema.DataCollectionSchema;
import java.time.Instant;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** The schema of one collection's or table's records: its rows in Debezium's envelope. */
public final class EnvelopeSchema implements DataCollectionSchema {
  private final TableId id;
  private final Schema key;
  private final Envelope envelope;
  private final Schema schema;
  // Looked up once; Debezium's envelope looks each up by name for every record.
  private final Field operation;
  private final Field before;
  private final Field after;
  private final Field source;
  private final Field millis;
  private final Field micros;
  private final Field nanos;

  EnvelopeSchema(TableId id, Schema key, Envelope envelope) {
    this.id = id;
    this.key = key;
    this.envelope = envelope;
    this.schema = envelope.schema();
    this.operation = schema.field(FieldName.OPERATION);
    this.before = schema.field(FieldName.BEFORE);
    this.after = schema.field(FieldName.AFTER);
    this.source = schema.field(FieldName.SOURCE);
    this.millis = schema.field(FieldName.TIMESTAMP);
    this.micros = schema.field(FieldName.TIMESTAMP_US);
    this.nanos = schema.field(FieldName.TIMESTAMP_NS);
  }

  /**
   * A record's value, as Debezium's envelope builds it.
   *
   * @param old the row before a change; null if it is unknown or there was none
   * @param row null for a delete
   */
  Struct value(Operation kind, Struct old, Struct row, Struct block, Instant now) {
    Struct value =
        new Struct(schema)
            .put(operation, kind.code())
            .put(source, block)
            .put(millis, now.toEpochMilli())
            .put(micros, now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000)
            .put(nanos, now.getEpochSecond() * 1_000_000_000 + now.getNano());
    if (old != null) {
      value.put(before, old);
    }
    return row == null ? value : value.put(after, row);
  }

  @Override
  public TableId id() {
    return id;
  }

  @Override
  public Schema keySchema() {
    return key;
  }

  @Override
  public Envelope getEnvelopeSchema() {
    return envelope;
  }
}
