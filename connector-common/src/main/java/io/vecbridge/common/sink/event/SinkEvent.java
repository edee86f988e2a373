// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/** What one record asks for. */
public sealed interface SinkEvent {
  Origin origin();

  /** A row to be written or deleted. */
  record Change(Kind kind, SourceName source, Row key, Row row, RowShape rowShape, Origin origin)
      implements SinkEvent {
    /** Kinds of change. */
    public enum Kind {
      /** A row that a snapshot read. */
      SNAPSHOT,
      /** A row inserted or updated. */
      UPSERT,
      /** A row deleted; has no row. */
      DELETE
    }

    /** Whether the row exists after the change. */
    public boolean writes() {
      return kind != Kind.DELETE;
    }
  }

  /**
   * A delete by a tombstone of a topic whose rows have not come yet: only the topic's name suggests
   * the table, so it deletes if there is such a table and its key fits, and is nothing otherwise.
   */
  record Guess(Change delete) implements SinkEvent {
    @Override
    public Origin origin() {
      return delete.origin();
    }
  }

  /** All rows are gone. */
  record Truncation(SourceName source, Origin origin) implements SinkEvent {}

  /** Definitions of tables, at the start of a source and at each change. */
  record SchemaChange(List<SourceTable> tables, Origin origin) implements SinkEvent {}

  /** Nothing to do. */
  record Nothing(Origin origin) implements SinkEvent {}

  /**
   * The record that an event comes from: named in messages, and reported if it can't be written.
   */
  record Origin(SinkRecord record) {
    /** As the broker numbers it, whatever transformations did to the record. */
    public String topic() {
      return record.originalTopic();
    }

    public int partition() {
      return record.originalKafkaPartition();
    }

    public long offset() {
      return record.originalKafkaOffset();
    }

    @Override
    public String toString() {
      return "topic " + topic() + ", partition " + partition() + ", offset " + offset();
    }
  }
}
