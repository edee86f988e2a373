// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes one change after the other, at a steady pace, on a thread of its own. */
final class Pace implements AutoCloseable {
  private static final long PAUSE_MILLIS = 20;

  private final String side;
  private final Runnable change;
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private Future<?> running;

  /**
   * @param side which side is changed
   * @param change makes the next change
   */
  Pace(String side, Runnable change) {
    this.side = side;
    this.change = change;
  }

  void start() {
    running = pace.scheduleAtFixedRate(change, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Ends the changes; the one under way is completed. */
  void stop() throws InterruptedException {
    running.cancel(false);
    pace.shutdown();
    if (!pace.awaitTermination(60, TimeUnit.SECONDS)) {
      throw new DemoFailure(side + " hasn't answered a single change for 60 s");
    }
    try {
      if (!running.isCancelled()) {
        running.get(0, TimeUnit.SECONDS);
      }
    } catch (ExecutionException e) {
      throw new DemoFailure(side + " can't be changed any more: " + e.getCause().getMessage());
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    pace.shutdownNow();
  }
}
