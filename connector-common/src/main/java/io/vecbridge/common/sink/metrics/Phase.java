// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.metrics;

import java.util.Locale;

/** What a task is doing. */
public enum Phase {
  /** No rows have come yet. */
  WAITING,
  /** The last put with rows held rows of a snapshot. */
  SNAPSHOT,
  /** The last put with rows held changes alone. */
  STREAMING,
  /** Partitions are paused until the rate limits allow more. */
  RATE_LIMITED,
  /** The target is away or busy, and the same records are tried again. */
  RETRYING,
  /** OceanBase's memstore is too full to write. */
  MEMSTORE_FULL;

  /** As the MBean shows it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
