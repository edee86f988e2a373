// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Carries out each task as late as it can, on the thread that waits for it: when its result is
 * wanted, or when it was found unfinished once.
 */
public final class LateExecutor extends AbstractExecutorService {
  private LateTask<?> last;

  /** Whether nothing is to be carried out. */
  public boolean isIdle() {
    return last == null || last.isOver();
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
    LateTask<T> task = new LateTask<>(callable);
    last = task;
    return task;
  }

  @Override
  public void execute(Runnable command) {
    if (command != last) {
      command.run();
    }
  }

  @Override
  public void shutdown() {
    // There is no thread.
  }

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
    return true;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }

  private static final class LateTask<T> extends FutureTask<T> {
    private boolean wasAskedFor;

    private LateTask(Callable<T> callable) {
      super(callable);
    }

    private boolean isOver() {
      return super.isDone();
    }

    @Override
    public boolean isDone() {
      if (wasAskedFor) {
        run();
      }
      wasAskedFor = true;
      return super.isDone();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
      run();
      return super.get();
    }
  }
}
