// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.run;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.rate.Backoff;
import io.vecbridge.common.rate.Sleeper;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a capture loop does after an error: it waits out what can pass, longer after each failure in
 * a row, and fails the task after what can't. The loop itself knows better than a stored offset
 * where it was, so the framework restarts nothing.
 */
public final class Outages {
  private static final Logger LOG = LoggerFactory.getLogger(Outages.class);
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Sleeper sleeper;
  private final Consumer<Boolean> connected;
  private final Consumer<String> retried;
  private final Backoff backoff = new Backoff(FIRST, LONGEST);
  private boolean answers;

  /**
   * None yet.
   *
   * @param connected takes whether OceanBase answers, whenever that changes
   * @param retried takes the reason of each wait
   */
  public Outages(Sleeper sleeper, Consumer<Boolean> connected, Consumer<String> retried) {
    this.sleeper = sleeper;
    this.connected = connected;
    this.retried = retried;
  }

  /**
   * Waits until the next try.
   *
   * @throws ConnectException if only an operator can fix the cause
   */
  public void failed(Failure failure, String reason, Exception error) throws InterruptedException {
    answers(false);
    if (failure != Failure.RETRY) {
      throw new ConnectException(
          "OceanBase rejected a statement of the capture: "
              + reason
              + ". Fix the cause and restart the task.",
          error);
    }
    retried.accept(reason);
    Duration pause = backoff.failed();
    LOG.warn(
        "OceanBase can't be read at present. The next attempt is in {} ms: {}",
        pause.toMillis(),
        reason);
    sleeper.sleep(pause);
  }

  /** OceanBase answered. */
  public void succeeded() {
    answers(true);
    if (backoff.succeeded()) {
      LOG.info("OceanBase answers again");
    }
  }

  private void answers(boolean now) {
    if (now != answers) {
      answers = now;
      connected.accept(now);
    }
  }
}
