// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
  @Test
  void returnsTheValueOnceItIsThereThoughAttemptsFailBefore() {
    AtomicInteger attempts = new AtomicInteger();

    int value =
        Await.value(
            "a number is there",
            Duration.ofSeconds(10),
            () -> {
              if (attempts.incrementAndGet() == 1) {
                throw new IOException("not yet");
              }
              return attempts.get() == 2 ? Optional.empty() : Optional.of(attempts.get());
            });

    assertThat(value).isEqualTo(3);
  }

  @Test
  void theDeadlineNamesTheConditionAndTheLastFailure() {
    assertThatThrownBy(
            () ->
                Await.until(
                    "the topic exists",
                    Duration.ofMillis(100),
                    () -> {
                      throw new IOException("refused");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Waited 0 s, but it isn't so that the topic exists: refused")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void whatIsImpossibleEndsTheWaitAtOnce() {
    assertThatThrownBy(
            () ->
                Await.until(
                    "the task runs",
                    Duration.ofHours(1),
                    () -> {
                      throw new Await.Impossible("the task has failed");
                    }))
        .isInstanceOf(Await.Impossible.class)
        .hasMessage("the task has failed");
  }
}
