// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.metrics;

/** Sizes and times of the puts that were committed; a new one for each, so that they fit. */
record Batches(
    long count, long millis, long lastSize, long maxSize, long lastMillis, long maxMillis) {
  static final Batches NONE = new Batches(0, 0, 0, 0, 0, 0);

  Batches and(long size, long took) {
    return new Batches(
        count + 1, millis + took, size, Math.max(maxSize, size), took, Math.max(maxMillis, took));
  }
}
