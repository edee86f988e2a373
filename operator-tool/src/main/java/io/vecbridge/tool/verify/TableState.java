// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.verify;

import io.vecbridge.tool.verify.Difference.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How far the comparison of one collection has come. What belongs together is changed by one call,
 * so that a saved state can be resumed. Safe for use by several threads.
 */
public final class TableState {
  private final Set<Object> suspects = new LinkedHashSet<>();
  private final List<Difference> differences = new ArrayList<>();
  private Object after;
  private Counts counts = Counts.NONE;
  private boolean scanned;
  private boolean done;

  /**
   * Numbers of rows.
   *
   * @param sourceRows how many rows of the source were read
   * @param targetRows how many rows of the target were read
   * @param compared how many rows were compared by their values
   * @param copies how many rows of Milvus have a key that another one has
   */
  public record Counts(long sourceRows, long targetRows, long compared, long copies) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    private Counts plus(Counts more) {
      return new Counts(
          sourceRows + more.sourceRows,
          targetRows + more.targetRows,
          compared + more.compared,
          copies + more.copies);
    }
  }

  /**
   * A state at one moment.
   *
   * @param after the last key that was compared; null at the beginning
   * @param suspects keys of rows that differed and have not been compared again
   * @param scanned whether there are no rows after the last key on either side
   * @param done whether the comparison is complete
   */
  public record Saved(
      Object after,
      Counts counts,
      List<Object> suspects,
      List<Difference> differences,
      boolean scanned,
      boolean done) {
    /** The number of differences of a kind. */
    public long count(Kind kind) {
      return differences.stream().filter(difference -> difference.kind() == kind).count();
    }

    /** Whether no row is known to differ. */
    public boolean isEqual() {
      return differences.stream().allMatch(each -> each.kind() == Kind.UNSETTLED);
    }
  }

  /** What a page of the collection came to. */
  record Step(Object last, Counts counts) {}

  /** Nothing has been compared. */
  public TableState() {}

  /** Continues from a saved state. */
  public TableState(Saved saved) {
    after = saved.after();
    counts = saved.counts();
    suspects.addAll(saved.suspects());
    differences.addAll(saved.differences());
    scanned = saved.scanned();
    done = saved.done();
  }

  /** The state now. */
  public synchronized Saved saved() {
    return new Saved(after, counts, List.copyOf(suspects), List.copyOf(differences), scanned, done);
  }

  synchronized Object after() {
    return after;
  }

  synchronized long rows() {
    return counts.sourceRows();
  }

  synchronized boolean isScanned() {
    return scanned;
  }

  synchronized boolean isDone() {
    return done;
  }

  synchronized List<Object> suspects() {
    return List.copyOf(suspects);
  }

  synchronized int differences() {
    return differences.size();
  }

  /** The collection has been compared up to a key, apart from these keys. */
  synchronized void advance(Step step, Set<Object> suspected) {
    after = step.last() == null ? after : step.last();
    counts = counts.plus(step.counts());
    suspects.addAll(suspected);
  }

  /** As {@link #advance}, to the end of both sides. */
  synchronized void advanceToEnd(Step step, Set<Object> suspected) {
    advance(step, suspected);
    scanned = true;
  }

  /** A key that was suspected is settled, with a difference or, if it is null, without one. */
  synchronized void settle(Object key, Difference difference) {
    suspects.remove(key);
    if (difference != null) {
      differences.add(difference);
    }
  }

  /** The comparison is complete. */
  synchronized void finish() {
    done = true;
  }

  /** The numbers of rows, if nothing but them is compared. */
  synchronized void finish(long source, long target) {
    counts = new Counts(source, target, counts.compared(), counts.copies());
    done = true;
  }
}
