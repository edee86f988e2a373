// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The failures that a source's task survives: of its collections or tables, of requests that it
 * repeats, and of positions that it lost. Written by the task's threads, read by any; reading never
 * disturbs the task.
 */
public abstract class CaptureMetrics {
  private final Map<String, String> failed = new ConcurrentHashMap<>();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong gaps = new AtomicLong();
  private volatile String lastError = "";

  /**
   * The capture of a collection or table failed, and is tried again.
   *
   * @param reason without values
   */
  public void failed(String name, String reason) {
    lastError = reason;
    failed.put(name, reason);
    failures.incrementAndGet();
  }

  /** A collection or table that failed is captured again, or is gone. */
  public final void recovered(String name) {
    failed.remove(name);
  }

  /**
   * Something is retried.
   *
   * @param reason without values
   */
  public final void retried(String reason) {
    lastError = reason;
    retries.incrementAndGet();
  }

  /**
   * A position was lost, and a new snapshot is taken.
   *
   * @param message of what, without values
   */
  public final void gap(String message) {
    lastError = message;
    gaps.incrementAndGet();
  }

  /** Whatever failed is opened again. */
  protected final void forgetFailed() {
    failed.clear();
  }

  /** What can't be captured at present, with its reasons. */
  protected final Map<String, String> failed() {
    return new TreeMap<>(failed);
  }

  /** How often the capture of a collection or table failed. */
  protected final long failures() {
    return failures.get();
  }

  /** How often something was retried. */
  public final long getTotalNumberOfRetries() {
    return retries.get();
  }

  /** How many positions were lost. */
  public final long getTotalNumberOfGaps() {
    return gaps.get();
  }

  /** The last failure that was survived; empty before the first. */
  public final String getLastError() {
    return lastError;
  }
}
