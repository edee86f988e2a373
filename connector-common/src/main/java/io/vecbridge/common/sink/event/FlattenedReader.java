// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Reads rows without an envelope. Which connector they come from says the header that
 * ExtractNewRecordState adds with {@code add.headers=source.connector}.
 */
final class FlattenedReader {
  static final String DELETED = "__deleted";
  static final String OP = "__op";
  static final String CONNECTOR = "__source_connector";

  private final RowReader foreignRows;
  private final RowReader ownRows;

  FlattenedReader(String dynamicColumn) {
    this.foreignRows = new RowReader(dynamicColumn, Set.of(DELETED, OP));
    this.ownRows = RowReader.base64(dynamicColumn, Set.of(DELETED, OP));
  }

  SinkEvent read(SinkRecord record, SourceName source, Origin origin) {
    Object value = record.value();
    if (!(value instanceof Struct) && !(value instanceof Map)) {
      throw new DataException("the record's value has no columns");
    }
    String op = Fields.text(value, OP, "");
    if (op.equals("t")) {
      return new SinkEvent.Truncation(source, origin);
    }
    RowReader rows = isOwn(record) ? ownRows : foreignRows;
    Row key = rows.readKey(record.key(), record.keySchema());
    Row row = rows.read(value);
    if (op.equals("d") || Boolean.parseBoolean(Fields.text(value, DELETED, "false"))) {
      return new Change(Kind.DELETE, source, key, null, row.shape(), origin);
    }
    Kind kind = op.equals("r") ? Kind.SNAPSHOT : Kind.UPSERT;
    return new Change(kind, source, key, row, row.shape(), origin);
  }

  /** Whether an own connector has sent the record, as far as it says so. */
  static boolean isOwn(SinkRecord record) {
    Header connector = record.headers().lastWithName(CONNECTOR);
    return connector != null && SourceBlock.isOwn(String.valueOf(connector.value()));
  }
}
