// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.rate.Backoff;
import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.common.sink.flow.PutDeadline;
import java.time.Duration;

/**
 * Sends the requests of one put: none begins after the put's deadline, and one that Milvus's limits
 * refuse is repeated in place for some seconds. Milvus lets a request pass that is larger than its
 * limit and refuses the next ones until the limit has made up for it.
 */
final class PutRequests {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  // A task that is stopped has five seconds by default before its worker leaves it behind.
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final PutDeadline deadline;
  private final Sleeper sleeper;
  private Duration patience = PATIENCE;

  PutRequests(PutDeadline deadline, Sleeper sleeper) {
    this.deadline = deadline;
    this.sleeper = sleeper;
  }

  /** Sends a request without an answer of its own. */
  void send(Request request) throws InterruptedException {
    ask(
        () -> {
          request.send();
          return null;
        });
  }

  /** The answer to a request. */
  <A> A ask(Question<A> question) throws InterruptedException {
    Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    while (true) {
      deadline.check();
      try {
        return question.ask();
      } catch (MilvusRequestException e) {
        Duration pause = backoff.failed();
        if (e.reason() != MilvusReason.BUSY || pause.compareTo(patience) > 0) {
          throw e;
        }
        patience = patience.minus(pause);
        sleeper.sleep(pause);
      }
    }
  }

  /** A request without an answer of its own. */
  @FunctionalInterface
  interface Request {
    /**
     * @throws MilvusRequestException if Milvus does not carry it out
     */
    void send() throws InterruptedException;
  }

  /** A request with an answer. */
  @FunctionalInterface
  interface Question<A> {
    /**
     * @throws MilvusRequestException if Milvus does not answer it
     */
    A ask() throws InterruptedException;
  }
}
