// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** The thread of slow reads, which ends them when the test says so. */
final class HeldReads extends AbstractExecutorService {
  private final Deque<Runnable> held = new ArrayDeque<>();

  /** Ends the reads that were begun, and says how many there were. */
  int end() {
    int count = held.size();
    while (!held.isEmpty()) {
      held.remove().run();
    }
    return count;
  }

  @Override
  public void execute(Runnable read) {
    held.add(read);
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long time, TimeUnit unit) {
    return true;
  }
}
