// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.sink.metrics.SinkProgress;

/** What a put has written, for the rate limits and the metrics. */
final class PutCounts {
  private long snapshotRows;
  private long snapshotBytes;
  private long streamingRows;
  private long streamingBytes;
  private long upserts;
  private long deletes;
  private long truncates;
  private long skipped;
  private long bytes;

  /** The put begins from its first record on again; what was charged stays so. */
  void restart() {
    upserts = 0;
    deletes = 0;
    truncates = 0;
    skipped = 0;
    bytes = 0;
  }

  void committed(Kind kind, long size) {
    bytes += size;
    switch (kind) {
      case SNAPSHOT -> {
        snapshotRows++;
        snapshotBytes += size;
      }
      case UPSERT, DELETE -> {
        streamingRows++;
        streamingBytes += size;
      }
    }
    if (kind == Kind.DELETE) {
      deletes++;
    } else {
      upserts++;
    }
  }

  void skipped() {
    skipped++;
  }

  void truncated() {
    truncates++;
  }

  /** A batch is committed. */
  void charge(RateLimits limits, SinkProgress progress) {
    progress.held(snapshotRows, streamingRows);
    limits.snapshot().charge(snapshotRows, snapshotBytes);
    limits.streaming().charge(streamingRows, streamingBytes);
    snapshotRows = 0;
    snapshotBytes = 0;
    streamingRows = 0;
    streamingBytes = 0;
  }

  /** The put is written. */
  void report(SinkMetrics metrics) {
    metrics.written(upserts, deletes, truncates, bytes);
    metrics.skipped(skipped);
  }
}
