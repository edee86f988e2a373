// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PutDeadlineTest {
  private final AtomicLong now = new AtomicLong(5);
  private final PutDeadline deadline = new PutDeadline(Duration.ofSeconds(60), now::get);

  @Test
  void noRequestBeginsAfterTheTimeOfAPutWhichIsTriedAgainAndIsNoRecordsFault() {
    now.addAndGet(Duration.ofSeconds(60).toNanos());
    assertThatCode(deadline::check).doesNotThrowAnyException();

    now.addAndGet(Duration.ofSeconds(2).toNanos());
    RequestException late = catchThrowableOfType(RequestException.class, deadline::check);
    assertThat(late.getMessage())
        .isEqualTo(
            "the put is 2000 ms over put.timeout.ms; if this persists, lower"
                + " consumer.override.max.poll.records");
    assertThat(late.failure()).isEqualTo(Failure.RETRY);
  }
}
