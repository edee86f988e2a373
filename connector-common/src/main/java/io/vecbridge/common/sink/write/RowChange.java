// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A change as its target takes it, by itself or folded with the earlier changes of the same key in
 * its batch: then it leaves the row that they leave one by one. A column that only an earlier
 * change has keeps that one's value, unless the row is deleted in between.
 *
 * <p>Compared by identity: values and the way to the first change of a key can be long.
 */
public final class RowChange {
  private final Change event;
  private final Object key;
  private final List<String> columns;
  private final Object[] values;
  private final long bytes;
  private final RowChange previous;
  private final RowChange alone;
  private final boolean recreates;

  /**
   * A change by itself.
   *
   * @param event what it was converted from
   * @param key converted key; compared by {@code equals}
   * @param columns names of the columns of {@code values}, one list per plan; those of the key for
   *     a delete; empty if all changes of the target have the same
   * @param values converted values, empty for a delete
   * @param bytes about the size in a request
   */
  public RowChange(Change event, Object key, List<String> columns, Object[] values, long bytes) {
    this.event = event;
    this.key = key;
    this.columns = columns;
    this.values = values;
    this.bytes = bytes;
    this.previous = null;
    this.alone = this;
    this.recreates = false;
  }

  private RowChange(
      RowChange alone, List<String> columns, Object[] values, long bytes, RowChange previous) {
    this.event = alone.event;
    this.key = alone.key;
    this.columns = columns;
    this.values = values;
    this.bytes = bytes;
    this.previous = previous;
    this.alone = alone;
    this.recreates = alone.writes() && (!previous.writes() || previous.recreates);
  }

  public Change event() {
    return event;
  }

  public Object key() {
    return key;
  }

  public List<String> columns() {
    return columns;
  }

  public Object[] values() {
    return values;
  }

  public long bytes() {
    return bytes;
  }

  /** The change of the same key that this one replaced in its batch, or null. */
  public RowChange previous() {
    return previous;
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

  /** Whether an earlier change of the key deletes the row, of which then nothing may stay. */
  public boolean recreates() {
    return recreates;
  }

  /** Whether values of earlier changes are among its own. */
  public boolean isMerged() {
    return values != alone.values;
  }

  /** The earliest change of the key in its batch. */
  public RowChange first() {
    RowChange first = this;
    while (first.previous != null) {
      first = first.previous;
    }
    return first.alone;
  }

  /** The changes of the key in its batch, each by itself, in their order. */
  public List<RowChange> chain() {
    List<RowChange> chain = new ArrayList<>();
    for (RowChange change = this; change != null; change = change.previous) {
      chain.add(change.alone);
    }
    Collections.reverse(chain);
    return chain;
  }

  /**
   * The same changes of the key without the snapshot rows that came before all others; null if
   * there were only those.
   */
  public RowChange withoutLeadingSnapshotRows() {
    RowChange kept = null;
    for (RowChange change : chain()) {
      if (kept != null || change.kind() != Kind.SNAPSHOT) {
        kept = change.after(kept);
      }
    }
    return kept;
  }

  /** This change by itself, folded with an earlier one; null if there is none. */
  public RowChange after(RowChange earlier) {
    if (earlier == null) {
      return alone;
    }
    boolean sameRow = alone.writes() && earlier.writes();
    if (!sameRow
        || alone.columns.equals(earlier.columns)
        || alone.columns.containsAll(earlier.columns)) {
      return new RowChange(alone, alone.columns, alone.values, alone.bytes, earlier);
    }
    List<String> names = new ArrayList<>(alone.columns);
    List<Object> merged = new ArrayList<>(Arrays.asList(alone.values));
    for (int i = 0; i < earlier.columns.size(); i++) {
      if (!alone.columns.contains(earlier.columns.get(i))) {
        names.add(earlier.columns.get(i));
        merged.add(earlier.values[i]);
      }
    }
    return new RowChange(
        alone, List.copyOf(names), merged.toArray(), alone.bytes + earlier.bytes, earlier);
  }

  @Override
  public String toString() {
    return kind() + " from " + origin();
  }
}
