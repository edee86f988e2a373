// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import io.debezium.data.Envelope;
import io.debezium.data.Envelope.FieldName;
import io.debezium.data.Envelope.Operation;
import io.debezium.relational.TableId;
import io.debezium.schema.DataCollectionSchema;
import io.vecbridge.common.source.emit.RowOutput.Row;
import io.vecbridge.common.value.PrevalidatedStruct;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * The schema of one collection's or table's records: its rows in Debezium's envelope.
 *
 * <p>A delete of a row of which only the key is known has the key's columns in {@code before}, and
 * no other, as PostgreSQL logs it: Debezium's JDBC sink and its ExtractNewRecordState take the
 * deleted row from there. Other changes of unknown rows have no {@code before}, because a row with
 * a key alone would claim that its other columns were null.
 */
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
  private final List<Field> keyFields;
  private final List<Field> keyFieldsOfRow;

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
    this.keyFields = List.copyOf(key.fields());
    this.keyFieldsOfRow =
        keyFields.stream().map(field -> before.schema().field(field.name())).toList();
  }

  /** A record's value, as Debezium's envelope builds it. */
  Struct value(Row row, Struct block, Instant now) {
    Struct value =
        new Struct(schema)
            .put(operation, row.operation().code())
            .put(source, block)
            .put(millis, now.toEpochMilli())
            .put(micros, now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000)
            .put(nanos, now.getEpochSecond() * 1_000_000_000 + now.getNano());
    if (row.before() != null) {
      value.put(before, row.before());
    } else if (row.operation() == Operation.DELETE) {
      value.put(before, keyAlone(row.key()));
    }
    return row.after() == null ? value : value.put(after, row.after());
  }

  private Struct keyAlone(Struct ofRecord) {
    Struct row = new PrevalidatedStruct(before.schema());
    for (int i = 0; i < keyFields.size(); i++) {
      row.put(keyFieldsOfRow.get(i), ofRecord.get(keyFields.get(i)));
    }
    return row;
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
