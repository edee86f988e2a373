// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Reads a record into an event.
 *
 * <p>An envelope is recognized by its schema's name or, without a schema, by {@code op} together
 * with {@code before} or {@code after}. Anything else with fields is a flattened row, as Debezium's
 * ExtractNewRecordState leaves it: its {@code __deleted} and {@code __op} are interpreted and don't
 * become columns.
 */
public final class EventReader {
  private static final String ENVELOPE_SUFFIX = ".Envelope";
  private static final String OP = "op";
  private static final String BEFORE = "before";
  private static final String AFTER = "after";

  private final RowReader rows;
  private final FlattenedReader flattened;
  private final SchemaChangeReader schemaChanges;
  private final TopicTables tables = new TopicTables();

  /**
   * @param dynamicColumn the column for the source's dynamic field
   */
  public EventReader(String dynamicColumn) {
    this.rows = new RowReader(dynamicColumn, Set.of());
    this.flattened = new FlattenedReader(dynamicColumn);
    this.schemaChanges = new SchemaChangeReader(dynamicColumn);
  }

  /**
   * The event of a record.
   *
   * @throws DataException if the record is not a row event; the message is a reason without the
   *     record's position
   */
  public SinkEvent read(SinkRecord record) {
    Origin origin = new Origin(record);
    Object value = record.value();
    if (value == null) {
      return tombstone(record, origin);
    }
    if (isEnvelope(value)) {
      return envelope(record, value, origin);
    }
    if (SchemaChangeReader.isSchemaChange(value)) {
      return new SinkEvent.SchemaChange(schemaChanges.read(value, record.topic()), origin);
    }
    return flattened.read(record, tables.ofTopic(record.topic()), origin);
  }

  private SinkEvent tombstone(SinkRecord record, Origin origin) {
    if (record.key() == null) {
      return new SinkEvent.Nothing(origin);
    }
    SourceName source = tables.ofTombstone(record.topic());
    if (source == null) {
      return new SinkEvent.Nothing(origin);
    }
    return new Change(Kind.DELETE, source, key(record), null, null, origin);
  }

  private SinkEvent envelope(SinkRecord record, Object value, Origin origin) {
    SourceName source = source(record, value);
    tables.named(source);
    String op = Fields.text(value, OP, "");
    return switch (op) {
      case "r" -> upsert(Kind.SNAPSHOT, record, value, source, origin);
      case "c", "u" -> upsert(Kind.UPSERT, record, value, source, origin);
      case "d" -> new Change(Kind.DELETE, source, key(record), null, rowShape(value), origin);
      case "t" -> new SinkEvent.Truncation(source, origin);
      case "m" -> new SinkEvent.Nothing(origin);
      default -> throw new DataException("the envelope's op is not one of r, c, u, d, t and m");
    };
  }

  private Change upsert(
      Kind kind, SinkRecord record, Object value, SourceName source, Origin origin) {
    Object after = Fields.get(value, AFTER);
    if (after == null) {
      throw new DataException("the envelope has no row in its field 'after'");
    }
    Row row = rows.read(after);
    return new Change(kind, source, key(record), row, row.shape(), origin);
  }

  private Row key(SinkRecord record) {
    return rows.readKey(record.key(), record.keySchema());
  }

  /** The shape of the rows in a delete's envelope, so that its table can be created. */
  private RowShape rowShape(Object value) {
    if (value instanceof Struct struct) {
      Field after = struct.schema().field(AFTER);
      if (after != null && after.schema().type() == Schema.Type.STRUCT) {
        return rows.shape(after.schema());
      }
    }
    return null;
  }

  private SourceName source(SinkRecord record, Object value) {
    SourceName byTopic = tables.ofTopic(record.topic());
    Object block = Fields.get(value, "source");
    String collection = Fields.text(block, "collection", Fields.text(block, "table", null));
    if (collection == null) {
      return byTopic;
    }
    String database = Fields.text(block, "db", byTopic.database());
    return new SourceName(record.topic(), database, collection);
  }

  private static boolean isEnvelope(Object value) {
    if (value instanceof Struct struct) {
      String name = struct.schema().name();
      return name != null && name.endsWith(ENVELOPE_SUFFIX) && struct.schema().field(OP) != null;
    }
    return value instanceof Map<?, ?> map
        && map.get(OP) instanceof String
        && (map.containsKey(AFTER) || map.containsKey(BEFORE));
  }
}
