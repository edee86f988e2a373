// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import io.vecbridge.common.sink.event.SourceName;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/** Converted changes as tests need them. */
final class Changes {
  private static final SourceName SOURCE = new SourceName("t", "shop", "goods");

  private Changes() {}

  static RowChange upsert(long key, String value, long offset) {
    return of(Kind.UPSERT, key, List.of("id", "name"), 10, offset, key, value);
  }

  static RowChange snapshotRow(long key, String value, long offset) {
    return of(Kind.SNAPSHOT, key, List.of("id", "name"), 10, offset, key, value);
  }

  static RowChange delete(long key, long offset) {
    return of(Kind.DELETE, key, List.of("id"), 10, offset);
  }

  /** A row of one column. */
  static RowChange row(String column, long bytes) {
    return of(Kind.UPSERT, 1L, List.of(column), bytes, 0);
  }

  private static RowChange of(
      Kind kind, long key, List<String> columns, long bytes, long offset, Object... values) {
    Origin origin = new Origin(new SinkRecord("t", 0, null, null, null, null, offset));
    Change event = new Change(kind, SOURCE, null, null, null, origin);
    return new RowChange(event, key, columns, values, bytes);
  }
}
