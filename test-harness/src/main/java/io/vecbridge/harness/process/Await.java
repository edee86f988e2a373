// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for a condition, with a deadline: the only place in the harness that pauses.
 *
 * <p>A condition that throws is taken as "not yet", since a server that starts or recovers refuses
 * calls; the last failure is the cause of the error at the deadline. {@link Impossible} ends the
 * wait at once.
 */
public final class Await {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private Await() {}

  /** Thrown by a condition that can't come true any more. */
  public static final class Impossible extends RuntimeException {
    public Impossible(String message) {
      super(message);
    }
  }

  /**
   * Returns once the condition is true.
   *
   * @param what completes the sentence "Waited 5 s, but not ...", e.g. {@code "the topic exists"}
   * @throws IllegalStateException at the deadline or when interrupted
   */
  public static void until(String what, Duration within, Callable<Boolean> condition) {
    value(what, within, () -> condition.call() ? Optional.of(Boolean.TRUE) : Optional.empty());
  }

  /** Returns what the attempt gives, once it gives something. Otherwise as {@link #until}. */
  public static <T> T value(String what, Duration within, Callable<Optional<T>> attempt) {
    long deadline = System.nanoTime() + within.toNanos();
    Exception last = null;
    while (true) {
      try {
        Optional<T> value = attempt.call();
        if (value.isPresent()) {
          return value.get();
        }
      } catch (Impossible e) {
        throw e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        last = e;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("Interrupted while waiting until " + what, last);
      }
      if (System.nanoTime() >= deadline) {
        String reason = last == null ? "" : ": " + last.getMessage();
        throw new IllegalStateException(
            "Waited " + within.toSeconds() + " s, but it isn't so that " + what + reason, last);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
