// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import java.time.Instant;

/**
 * Milvus's timestamps: milliseconds since 1970, shifted by 18 bits that count within one of them.
 */
public final class Tso {
  private static final int LOGICAL_BITS = 18;

  private Tso() {}

  /** The milliseconds of a timestamp. */
  public static long millis(long timestamp) {
    return timestamp >>> LOGICAL_BITS;
  }

  /** What a number of milliseconds adds to a timestamp. */
  public static long ofMillis(long millis) {
    return millis << LOGICAL_BITS;
  }

  /** The first timestamp of a millisecond. */
  public static long at(Instant time) {
    return time.toEpochMilli() << LOGICAL_BITS;
  }
}
