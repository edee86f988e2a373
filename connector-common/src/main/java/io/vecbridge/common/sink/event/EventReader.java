// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Reads a record into an event. What is no envelope and has fields is a flattened row, as
 * Debezium's ExtractNewRecordState leaves it: its {@code __deleted} and {@code __op} are
 * interpreted and don't become columns.
 */
public final class EventReader {
  /** The connectors of which it is known that JsonConverter makes base64 of their bytes. */
  private static final Set<String> OWN = Set.of("milvus", "oceanbase");

  private static final String HEARTBEAT = "io.debezium.connector.common.Heartbeat";

  private final RowReader rows;
  private final RowReader ownRows;
  private final FlattenedReader flattened;
  private final SchemaChangeReader schemaChanges;
  private final TopicTables tables = new TopicTables();

  /**
   * @param dynamicColumn the column for the source's dynamic field
   */
  public EventReader(String dynamicColumn) {
    this.rows = new RowReader(dynamicColumn, Set.of());
    this.ownRows = RowReader.base64(dynamicColumn);
    this.flattened = new FlattenedReader(dynamicColumn);
    this.schemaChanges = new SchemaChangeReader(dynamicColumn);
  }

  /** The event of a record that came alone. */
  public SinkEvent read(SinkRecord record) {
    return read(record, List.of(record));
  }

  /**
   * The event of a record.
   *
   * @param put the records that it came with, which can determine the table of a tombstone
   * @throws DataException if the record is not a row event; the message is a reason without the
   *     record's position
   */
  public SinkEvent read(SinkRecord record, Collection<SinkRecord> put) {
    Origin origin = new Origin(record);
    Object value = record.value();
    if (value == null) {
      return record.key() == null ? new SinkEvent.Nothing(origin) : tombstone(record, put, origin);
    }
    if (Envelopes.isEnvelope(value)) {
      return envelope(record, value, origin);
    }
    if (SchemaChangeReader.isSchemaChange(value)) {
      return new SinkEvent.SchemaChange(schemaChanges.read(value, record.topic()), origin);
    }
    if (isHeartbeat(record)) {
      return new SinkEvent.Nothing(origin);
    }
    SourceName source = tables.ofTopic(record.topic());
    tables.named(record, source, false);
    return flattened.read(record, source, origin);
  }

  private SinkEvent tombstone(SinkRecord record, Collection<SinkRecord> put, Origin origin) {
    SourceName source = tables.ofTombstone(record);
    if (source == null) {
      meet(record.originalTopic(), put);
      source = tables.ofTombstone(record);
    }
    if (source == TopicTables.SEVERAL) {
      return new SinkEvent.Nothing(origin);
    }
    boolean guess = source == null;
    Change delete =
        new Change(
            Kind.DELETE,
            guess ? tables.ofTopic(record.topic()) : source,
            rows.readKey(record.key(), record.keySchema()),
            null,
            null,
            origin);
    return guess ? new SinkEvent.Guess(delete) : delete;
  }

  /** The rows of a topic that are read later than its first tombstone name its table as well. */
  private void meet(String topic, Collection<SinkRecord> put) {
    for (SinkRecord record : put) {
      Object value = record.value();
      if (value != null && record.originalTopic().equals(topic)) {
        boolean envelope = Envelopes.isEnvelope(value);
        SourceName source = envelope ? source(record, value) : tables.ofTopic(record.topic());
        tables.named(record, source, envelope);
      }
    }
  }

  private SinkEvent envelope(SinkRecord record, Object value, Origin origin) {
    SourceName source = source(record, value);
    tables.named(record, source, true);
    String op = Fields.text(value, Envelopes.OP, "");
    return switch (op) {
      case "r" -> upsert(Kind.SNAPSHOT, record, value, source, origin);
      case "c", "u" -> upsert(Kind.UPSERT, record, value, source, origin);
      case "d" ->
          new Change(Kind.DELETE, source, key(record, value), null, rowShape(value), origin);
      case "t" -> new SinkEvent.Truncation(source, origin);
      case "m" -> new SinkEvent.Nothing(origin);
      default -> throw new DataException("the envelope's op is not one of r, c, u, d, t and m");
    };
  }

  private Change upsert(
      Kind kind, SinkRecord record, Object value, SourceName source, Origin origin) {
    Object after = Fields.get(value, Envelopes.AFTER);
    if (after == null) {
      throw new DataException("the envelope has no row in its field 'after'");
    }
    Row row = readerOf(value).read(after);
    return new Change(kind, source, key(record, value), row, row.shape(), origin);
  }

  private Row key(SinkRecord record, Object envelope) {
    return readerOf(envelope).readKey(record.key(), record.keySchema());
  }

  private RowReader readerOf(Object envelope) {
    Object block = Fields.get(envelope, Envelopes.SOURCE);
    boolean own = OWN.contains(Fields.text(block, "connector", ""));
    return own && envelope instanceof Map ? ownRows : rows;
  }

  /** The shape of the rows in a delete's envelope, so that its table can be created. */
  private RowShape rowShape(Object value) {
    if (value instanceof Struct struct) {
      Field after = struct.schema().field(Envelopes.AFTER);
      if (after != null && after.schema().type() == Schema.Type.STRUCT) {
        return rows.shape(after.schema());
      }
    }
    return null;
  }

  private SourceName source(SinkRecord record, Object value) {
    SourceName byTopic = tables.ofTopic(record.topic());
    Object block = Fields.get(value, Envelopes.SOURCE);
    String collection = Fields.text(block, "collection", Fields.text(block, "table", null));
    if (collection == null) {
      return byTopic;
    }
    String database = Fields.text(block, "db", byTopic.database());
    return new SourceName(record.topic(), database, Fields.text(block, "schema", ""), collection);
  }

  /** A source's sign of life in its own topic, which a regular expression can include. */
  private static boolean isHeartbeat(SinkRecord record) {
    if (record.value() instanceof Struct struct) {
      return HEARTBEAT.equals(struct.schema().name());
    }
    return record.value() instanceof Map<?, ?> value
        && record.key() instanceof Map<?, ?> key
        && value.keySet().equals(Set.of("ts_ms"))
        && key.keySet().equals(Set.of("serverName"));
  }
}
