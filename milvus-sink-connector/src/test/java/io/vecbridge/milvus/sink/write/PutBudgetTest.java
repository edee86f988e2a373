// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class PutBudgetTest {
  @Test
  void noCallBeginsAfterTheTimeOfAPut() {
    AtomicLong nanos = new AtomicLong();
    PutBudget budget = new PutBudget(nanos::get);
    nanos.addAndGet(PutBudget.LONGEST_PUT.toNanos());
    assertThatCode(budget::check).doesNotThrowAnyException();
    nanos.addAndGet(1);

    assertThatThrownBy(budget::check)
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("longer than 120 s")
        .hasMessageContaining("max.poll.records");
    budget.begin();
    assertThatCode(budget::check).doesNotThrowAnyException();
  }
}
