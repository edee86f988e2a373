// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vecbridge.common.failure.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PutDeadlineTest {
  private final AtomicLong now = new AtomicLong(5);
  private final PutDeadline deadline = new PutDeadline(Duration.ofSeconds(60), now::get);

  @Test
  void aPutThatTakesTooLongIsTriedAgainAndIsNoRecordsFault() {
    now.addAndGet(Duration.ofSeconds(60).toNanos());
    assertThatCode(deadline::check).doesNotThrowAnyException();

    now.addAndGet(Duration.ofSeconds(2).toNanos());
    SQLException late = catchThrowableOfType(SQLException.class, deadline::check);
    assertThat(late.getMessage()).isEqualTo("The put is 2000 ms over put.timeout.ms.");
    assertThat(OceanBaseFailures.classify(late)).isEqualTo(Failure.RETRY);
    assertThat(OceanBaseFailures.reason(late))
        .startsWith("the transaction took longer than it may");
  }
}
