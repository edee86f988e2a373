// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.sink.metrics.SinkProgress;

/** How much is written together, snapshot rows and changes apart, as the rate limits are. */
public final class PutVolume {
  private long snapshotRows;
  private long snapshotBytes;
  private long streamingRows;
  private long streamingBytes;

  public void add(Kind kind, long bytes) {
    if (kind == Kind.SNAPSHOT) {
      snapshotRows++;
      snapshotBytes += bytes;
    } else {
      streamingRows++;
      streamingBytes += bytes;
    }
  }

  public long bytes() {
    return snapshotBytes + streamingBytes;
  }

  /** All of it is written: charges the limits. */
  public void written(SinkProgress progress, RateLimits limits) {
    progress.held(snapshotRows, streamingRows);
    limits.snapshot().charge(snapshotRows, snapshotBytes);
    limits.streaming().charge(streamingRows, streamingBytes);
  }
}
