// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The changes of a put that are committed together, by target: no more than Connect handed over. A
 * target whose definition changes in between can get a second batch, which follows the first.
 */
final class PutBatch<T extends Target> {
  private final Map<Object, TargetBatch<T>> latest = new HashMap<>();
  private final List<TargetBatch<T>> batches = new ArrayList<>();
  private final Set<Object> doubted = new HashSet<>();
  private final Map<Object, RuntimeException> failed;

  /** The target of a row has failed in this put, which is written without it. */
  static final class FailedTargetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RuntimeException failure;

    FailedTargetException(RuntimeException failure) {
      super(failure);
      this.failure = failure;
    }

    RuntimeException failure() {
      return failure;
    }
  }

  /**
   * @param failed why targets can't be written, by their names
   */
  PutBatch(Map<Object, RuntimeException> failed) {
    this.failed = failed;
  }

  /**
   * @throws FailedTargetException if the target has failed in this put
   */
  void refuseFailed(T target) {
    RuntimeException failure = failed.get(target.name());
    if (failure != null) {
      throw new FailedTargetException(failure);
    }
  }

  /** Adds a change after all others of its target. Two topics can go to one target. */
  void add(T target, RowChange change) {
    TargetBatch<T> batch = latest.get(target.name());
    if (batch == null || !target.continues(batch.target())) {
      batch = new TargetBatch<>();
      latest.put(target.name(), batch);
      batches.add(batch);
    }
    batch.add(target, change);
  }

  /** Whether this is the first change that does not fit the target. */
  boolean isFirstMisfit(T target) {
    return doubted.add(target.name());
  }

  /** In the order in which they are to be written. */
  List<TargetBatch<T>> batches() {
    return batches;
  }
}
