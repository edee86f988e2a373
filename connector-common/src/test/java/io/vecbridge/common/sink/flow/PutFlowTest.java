// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.config.ObjectFailureMode;
import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.rate.RateLimit;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.config.RetryConfig;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.testing.FakeSinkContext;
import io.vecbridge.common.testing.Records;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class PutFlowTest {
  private static final List<SinkRecord> PUT =
      List.of(
          Records.schemaless(
              Map.of("id", 1L),
              Map.of("op", "c", "after", Map.of("id", 1L), "source", Map.of("ts_ms", 9_000L)),
              1));
  private static final RequestException AWAY =
      new RequestException(Failure.RETRY, "it is away", null);

  private final AtomicLong nanos = new AtomicLong();
  private final SinkMetrics metrics = new SinkMetrics(nanos::get, () -> 10_000);
  private final FakeSinkContext context = new FakeSinkContext();
  private final PutFlow flow =
      new PutFlow(
          "Milvus",
          new PutSettings(
              new RateLimits(new RateLimit(0, 0, nanos::get), new RateLimit(0, 0, nanos::get)),
              new RetryConfig(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(5)),
              Duration.ofSeconds(60),
              true,
              ObjectFailureMode.FAIL),
          context,
          metrics,
          nanos::get);

  @Test
  void aPutWithoutRecordsCountsNothing() {
    assertThat(flow.admitted(List.of())).isEmpty();

    assertThat(metrics.getPhase()).isEqualTo("waiting");
    assertThat(metrics.getTotalNumberOfBatches()).isZero();
  }

  @Test
  void aWrittenPutIsCountedWithItsTime() {
    assertThat(flow.admitted(PUT)).isEqualTo(PUT);
    try (PutFlow.Put put = flow.begin(PUT, flow.deadline())) {
      nanos.addAndGet(7_000_000);
      put.committed();
      put.written();
    }

    assertThat(metrics.getTotalNumberOfRecordsRead()).isEqualTo(1);
    assertThat(metrics.getLastBatchMillis()).isEqualTo(7);
    assertThat(metrics.getMilliSecondsBehindSource()).isEqualTo(1_000);
  }

  @Test
  void aPassingFailureIsTriedAgainAfterABackOffThatASuccessResets() {
    assertThat(flow.failed(PUT, AWAY, FailureScope.PASSING))
        .isInstanceOf(RetriableException.class)
        .hasMessage("Milvus can't be written at present: it is away.")
        .hasCause(AWAY);
    assertThat(context.timeout()).isEqualTo(1_000);
    flow.failed(PUT, AWAY, FailureScope.PASSING);
    assertThat(context.timeout()).isEqualTo(2_000);
    assertThat(metrics.getPhase()).isEqualTo("retrying");
    assertThat(metrics.getTotalNumberOfRetries()).isEqualTo(2);
    assertThat(metrics.getLastError()).isEqualTo("it is away");

    flow.begin(PUT, flow.deadline()).written();
    flow.failed(PUT, AWAY, FailureScope.PASSING);

    assertThat(context.timeout()).isEqualTo(1_000);
  }

  @Test
  void aFailureEndsWithTheRecordsThatARebalanceTookAway() {
    flow.failed(PUT, AWAY, FailureScope.PASSING);
    nanos.addAndGet(Duration.ofHours(1).toNanos());

    flow.admitted(List.of());

    assertThat(metrics.getPhase()).isEqualTo("waiting");
    assertThat(flow.failed(PUT, AWAY, FailureScope.PASSING)).isInstanceOf(RetriableException.class);
    assertThat(context.timeout()).isEqualTo(1_000);
  }

  @Test
  void aFailureThatDoesNotPassInTimeStopsTheTask() {
    flow.failed(PUT, AWAY, FailureScope.PASSING);
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());

    assertThat(flow.failed(PUT, AWAY, FailureScope.PASSING))
        .isExactlyInstanceOf(ConnectException.class)
        .hasMessage("Milvus could not be written for longer than retry.timeout.ms: it is away.");
  }

  @Test
  void aSystemThatRefusesATaskItHasLetInIsAskedAgainForAWhile() {
    RequestException denied = new RequestException(Failure.FATAL, "the token is wrong", null);
    flow.begin(PUT, flow.deadline()).written();

    assertThat(flow.failed(PUT, denied, FailureScope.SYSTEM))
        .isInstanceOf(RetriableException.class)
        .hasMessage("Milvus can't be written at present: the token is wrong.");
    assertThat(metrics.getPhase()).isEqualTo("retrying");
    nanos.addAndGet(Duration.ofSeconds(60).toNanos());
    assertThat(flow.failed(PUT, denied, FailureScope.SYSTEM))
        .isExactlyInstanceOf(ConnectException.class)
        .hasMessage(
            "Milvus refuses the request: the token is wrong. Fix the cause and restart the task.");
  }

  @Test
  void aSystemThatHasNeverLetTheTaskInIsNotAskedAgain() {
    RequestException denied = new RequestException(Failure.FATAL, "the token is wrong", null);

    assertThat(flow.failed(PUT, denied, FailureScope.SYSTEM))
        .isExactlyInstanceOf(ConnectException.class)
        .hasMessageStartingWith("Milvus refuses the request: the token is wrong.");
  }
}
