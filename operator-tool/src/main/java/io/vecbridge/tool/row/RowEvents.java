// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.row;

import io.debezium.relational.TableId;
import io.vecbridge.common.sink.event.ColumnRenames;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** The records that a source would send for rows of one table, and what a sink reads in them. */
public final class RowEvents {
  private static final String READ = "r";
  private static final String UPDATE = "u";
  private static final String DELETE = "d";
  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .field("db", Schema.STRING_SCHEMA)
          .field("table", Schema.STRING_SCHEMA)
          .build();

  private final EventReader reader;
  private final ColumnRenames renames;
  private final String topic;
  private final Schema envelope;
  private final Struct source;
  private long offset;

  /**
   * Of one table or collection.
   *
   * @param reader the sink's, for one thread
   * @param renames the sink's, for one thread
   * @param row schema of rows, optional
   */
  public RowEvents(
      EventReader reader, ColumnRenames renames, String topic, TableId table, Schema row) {
    this.reader = reader;
    this.renames = renames;
    this.topic = topic;
    this.envelope =
        SchemaBuilder.struct()
            .name(topic + ".Envelope")
            .field("before", row)
            .field("after", row)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .build();
    this.source = new Struct(SOURCE).put("db", table.catalog()).put("table", table.table());
  }

  /** The row as a sink reads it. */
  public Change change(Struct rowKey, Struct row) {
    return read(record(READ, rowKey, row));
  }

  /** The change of a record of this kind. */
  public Change read(SinkRecord record) {
    return renames.of((Change) reader.read(record));
  }

  /** The record that writes a row. */
  public SinkRecord upsert(Struct rowKey, Struct row) {
    return record(UPDATE, rowKey, row);
  }

  /** The record that deletes a row. */
  public SinkRecord delete(Struct rowKey) {
    return record(DELETE, rowKey, null);
  }

  private SinkRecord record(String op, Struct rowKey, Struct row) {
    Struct value = new Struct(envelope).put("op", op).put("source", source).put("after", row);
    return new SinkRecord(topic, 0, rowKey.schema(), rowKey, envelope, value, offset++);
  }
}
