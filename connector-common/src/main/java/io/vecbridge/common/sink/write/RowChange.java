// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import java.util.List;

/**
 * A change as its target takes it.
 *
 * @param event what it was converted from
 * @param key converted key; compared by {@code equals}
 * @param columns names of the columns of {@code values}, one list per plan; those of the key for a
 *     delete
 * @param values converted values, empty for a delete
 * @param bytes about the size in a request
 * @param previous the change of the same key that this one replaced in its batch, or null
 */
public record RowChange(
    Change event,
    Object key,
    List<String> columns,
    Object[] values,
    long bytes,
    RowChange previous) {

  public RowChange(Change event, Object key, List<String> columns, Object[] values, long bytes) {
    this(event, key, columns, values, bytes, null);
  }

  public Kind kind() {
    return event.kind();
  }

  public Origin origin() {
    return event.origin();
  }

  /** Whether the change leaves a row. */
  public boolean writes() {
    return event.writes();
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
   * The same changes of the key without the snapshot rows that came before all others; null if
   * there were only those.
   */
  public RowChange withoutLeadingSnapshotRows() {
    RowChange earlier = previous == null ? null : previous.withoutLeadingSnapshotRows();
    return earlier == null && kind() == Kind.SNAPSHOT ? null : replacing(earlier);
  }

  RowChange replacing(RowChange earlier) {
    return new RowChange(event, key, columns, values, bytes, earlier);
  }

  @Override
  public String toString() {
    return kind() + " from " + origin();
  }
}
