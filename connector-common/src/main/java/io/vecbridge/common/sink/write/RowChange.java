// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import java.util.ArrayList;
import java.util.Collections;
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

  /** The changes of the key in its batch up to this one, in their order. */
  public List<RowChange> chain() {
    List<RowChange> chain = new ArrayList<>();
    for (RowChange change = this; change != null; change = change.previous) {
      chain.add(change);
    }
    Collections.reverse(chain);
    return chain;
  }

  /** Whether the row is deleted before this change writes it again. */
  public boolean recreates() {
    boolean deleted = false;
    for (RowChange change = previous; change != null && !deleted; change = change.previous) {
      deleted = !change.writes();
    }
    return deleted && writes();
  }

  /**
   * The same changes of the key without the snapshot rows that came before all others; null if
   * there were only those.
   */
  public RowChange withoutLeadingSnapshotRows() {
    RowChange kept = null;
    for (RowChange change : chain()) {
      if (kept != null || change.kind() != Kind.SNAPSHOT) {
        kept = change.replacing(kept);
      }
    }
    return kept;
  }

  RowChange replacing(RowChange earlier) {
    return new RowChange(event, key, columns, values, bytes, earlier);
  }

  /** By identity: a value can be long, and so can be the way to the first change of the key. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return kind() + " from " + origin();
  }
}
