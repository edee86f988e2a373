// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.tool.pair.PairInMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.junit.jupiter.api.Test;

/** A sink that doesn't take records yet. */
class RepairWaitsTest {
  private final List<Duration> pauses = new ArrayList<>();
  private final RepairContext worker = new RepairContext(Map.of(), Set.of());
  private final Repair repair = new Repair(new PairInMemory(), pauses::add);

  /** Takes records after a time. */
  private final class Limited extends SinkTask {
    private final Duration wait;
    private final Duration asked;

    Limited(Duration wait, Duration asked) {
      this.wait = wait;
      this.asked = asked;
    }

    @Override
    public void put(Collection<SinkRecord> records) {
      Duration waited = pauses.stream().reduce(Duration.ZERO, Duration::plus);
      if (waited.compareTo(wait) < 0) {
        worker.timeout(asked.toMillis());
        throw new RetriableException("Waiting for the rate limit.");
      }
    }

    @Override
    public void start(Map<String, String> options) {}

    @Override
    public void stop() {}

    @Override
    public String version() {
      return "";
    }
  }

  @Test
  void aRepairWaitsForARateLimitAsLongAsTheSinkAsksFor() throws Exception {
    Duration minute = Duration.ofMinutes(1);

    repair.put(new Limited(minute, minute), worker, List.of());

    assertThat(pauses).containsExactly(minute);
  }

  @Test
  void aTaskThatIsReadyAtOnceIsStillGivenSomeTime() {
    assertThatThrownBy(
            () ->
                repair.put(
                    new Limited(Duration.ofHours(1), Duration.ofMillis(1)), worker, List.of()))
        .isInstanceOf(RetriableException.class);
    assertThat(pauses).hasSize(9).containsOnly(Duration.ofSeconds(2));
  }
}
