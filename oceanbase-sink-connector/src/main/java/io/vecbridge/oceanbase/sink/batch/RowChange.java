// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.batch;

import io.vecbridge.common.sink.event.Origin;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import java.util.List;

/**
 * A converted change.
 *
 * @param columns names of the columns of {@code values}; one list per plan, empty for a delete
 * @param values converted values, empty for a delete
 * @param bytes about the size in a statement
 * @param previous the change of the same key that this one replaced in its batch, or null: it comes
 *     back if the server refuses this one
 */
public record RowChange(
    Kind kind,
    RecordKey key,
    List<String> columns,
    Object[] values,
    long bytes,
    Origin origin,
    RowChange previous) {

  public boolean writes() {
    return kind != Kind.DELETE;
  }

  /** The earliest change of the key in its batch. */
  public RowChange first() {
    RowChange first = this;
    while (first.previous != null) {
      first = first.previous;
    }
    return first;
  }

  /**
   * The same changes of the key without the snapshot rows that came before all others; null where
   * there were only those.
   */
  public RowChange withoutLeadingSnapshotRows() {
    RowChange earlier = previous == null ? null : previous.withoutLeadingSnapshotRows();
    return earlier == null && kind == Kind.SNAPSHOT ? null : replacing(earlier);
  }

  RowChange replacing(RowChange earlier) {
    return new RowChange(kind, key, columns, values, bytes, origin, earlier);
  }

  @Override
  public String toString() {
    return kind + " of " + key + " from " + origin;
  }
}
