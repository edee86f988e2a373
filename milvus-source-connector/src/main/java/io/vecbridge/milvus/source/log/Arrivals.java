// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lets one thread wait until other threads have brought something. */
final class Arrivals {
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private boolean arrived;

  /** Something has come. */
  synchronized void signal() {
    arrived = true;
    notifyAll();
  }

  /** Waits until something has come since the last wait, or for the time. */
  synchronized void await(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    for (long left = nanos; !arrived && left > 0; left = deadline - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    arrived = false;
  }

  /**
   * Waits until there is something to take of an answer that comes soon.
   *
   * @throws ChangeLogException if it doesn't
   */
  void awaitReady(MilvusStream<?> stream, String pchannel) throws InterruptedException {
    long deadline = System.nanoTime() + ANSWER.toNanos();
    while (!stream.isReady()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw unreturned(pchannel);
      }
      await(left);
    }
  }

  /** What Milvus should have returned of a channel has not arrived. */
  static ChangeLogException unreturned(String pchannel) {
    return new ChangeLogException(
        Failure.RETRY,
        "Milvus doesn't return channel \""
            + pchannel
            + "\" up to a time that has passed. If this persists, check Milvus's own log.",
        null);
  }
}
