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
  private static final int KEPT_TOPICS = 10_000;
  private static final String HEARTBEAT = "io.debezium.connector.common.Heartbeat";

  private final RowReader rows;
  private final RowReader ownRows;
  private final FlattenedReader flattened;
  private final SchemaChangeReader schemaChanges;
  private final TopicTables tables = new TopicTables();

  /** Topics with records of own connectors, whose tombstones have no other trace of them. */
  private final Map<String, Boolean> ownTopics = new LatestEntries<>(KEPT_TOPICS);

  /**
   * @param dynamicColumn the column for the source's dynamic field
   */
  public EventReader(String dynamicColumn) {
    this.rows = new RowReader(dynamicColumn, Set.of());
    this.ownRows = RowReader.base64(dynamicColumn, Set.of());
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
    note(record, FlattenedReader.isOwn(record));
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
    RowReader keys = ownTopics.containsKey(record.originalTopic()) ? ownRows : rows;
    Change delete =
        new Change(
            Kind.DELETE,
            guess ? tables.ofTopic(record.topic()) : source,
            keys.readKey(record.key(), record.keySchema()),
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
        note(record, envelope ? isOwn(value) : FlattenedReader.isOwn(record));
      }
    }
  }

  private SinkEvent envelope(SinkRecord record, Object value, Origin origin) {
    SourceName source = source(record, value);
    tables.named(record, source, true);
    boolean own = isOwn(value);
    note(record, own);
    RowReader reader = own ? ownRows : rows;
    String op = Fields.text(value, Envelopes.OP, "");
    return switch (op) {
      case "r" -> upsert(Kind.SNAPSHOT, record, reader, source, origin);
      case "c", "u" -> upsert(Kind.UPSERT, record, reader, source, origin);
      case "d" -> {
        Row key = reader.readKey(record.key(), record.keySchema());
        yield new Change(Kind.DELETE, source, key, null, rowShape(reader, value), origin);
      }
      case "t" -> new SinkEvent.Truncation(source, origin);
      case "m" -> new SinkEvent.Nothing(origin);
      default -> throw new DataException("the envelope's op is not one of r, c, u, d, t and m");
    };
  }

  private static Change upsert(
      Kind kind, SinkRecord record, RowReader reader, SourceName source, Origin origin) {
    Object after = Fields.get(record.value(), Envelopes.AFTER);
    if (after == null) {
      throw new DataException("the envelope has no row in its field 'after'");
    }
    Row row = reader.read(after);
    Row key = reader.readKey(record.key(), record.keySchema());
    return new Change(kind, source, key, row, row.shape(), origin);
  }

  private static boolean isOwn(Object envelope) {
    Object block = Fields.get(envelope, Envelopes.SOURCE);
    return SourceBlock.isOwn(Fields.text(block, "connector", ""));
  }

  private void note(SinkRecord record, boolean own) {
    if (own && !ownTopics.containsKey(record.originalTopic())) {
      ownTopics.put(record.originalTopic(), true);
    }
  }

  /** The shape of the rows in a delete's envelope, so that its table can be created. */
  private static RowShape rowShape(RowReader reader, Object value) {
    if (value instanceof Struct struct) {
      Field after = struct.schema().field(Envelopes.AFTER);
      if (after != null && after.schema().type() == Schema.Type.STRUCT) {
        return reader.shape(after.schema());
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
