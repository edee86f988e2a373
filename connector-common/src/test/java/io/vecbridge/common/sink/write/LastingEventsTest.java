// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.config.ObjectFailureMode;
import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.rate.RateLimit;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.config.RetryConfig;
import io.vecbridge.common.sink.event.ColumnRenames;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.flow.PutFlow;
import io.vecbridge.common.sink.flow.PutSettings;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.testing.FakeSinkContext;
import io.vecbridge.common.testing.Records;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

/** What a sink does about schema change events of which something is left to do. */
class LastingEventsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final SinkMetrics metrics = new SinkMetrics(nanos::get, () -> 10_000);
  private final FakeSinkContext context = new FakeSinkContext(true);
  private final FakeSystem system = new FakeSystem();
  private final StartedSink<FakeTarget> sink =
      new StartedSink<>(
          system,
          new EventReader("$meta"),
          ColumnRenames.none(),
          true,
          new PutFlow(
              "OceanBase",
              new PutSettings(
                  new RateLimits(new RateLimit(0, 0, nanos::get), new RateLimit(0, 0, nanos::get)),
                  new RetryConfig(
                      Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(-1)),
                  Duration.ofSeconds(60),
                  true,
                  ObjectFailureMode.FAIL),
              context,
              metrics,
              nanos::get),
          CommitUnderWay.ofLargePuts());

  @Test
  void anEventIsAppliedUntilNothingIsLeftToDoAndItsOffsetIsHeldBack() {
    TopicPartition events = new TopicPartition("vec", 0);
    Map<TopicPartition, OffsetAndMetadata> current = Map.of(events, new OffsetAndMetadata(9));
    system.finishes = false;
    sink.put(List.of(Records.schemaChange("goods", 4)));
    assertThat(sink.committable(current).get(events).offset()).isEqualTo(4);
    assertThat(metrics.getBlockedTables()).isEmpty();

    system.finishes = true;
    sink.put(List.of());
    assertThat(sink.committable(current).get(events).offset()).isEqualTo(4);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    sink.put(List.of());

    assertThat(system.calls).containsExactly("apply goods", "commit", "apply goods", "commit");
    assertThat(sink.committable(current).get(events).offset()).isEqualTo(9);
  }

  @Test
  void anEventThatIsAppliedIsNoReasonToFailIfTheCommitAfterItDoes() {
    system.finishes = false;
    sink.put(List.of(Records.schemaChange("goods", 4)));
    system.finishes = true;
    system.commitFailure = new RequestException(Failure.RETRY, "the connection is lost", null);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThatThrownBy(() -> sink.put(List.of()))
        .isInstanceOf(RetriableException.class)
        .hasMessage("OceanBase can't be written at present: the connection is lost.");

    assertThat(metrics.getPhase()).isEqualTo("retrying");
    sink.put(List.of());
    assertThat(metrics.getPhase()).isEqualTo("waiting");
  }

  @Test
  void whatIsDoneForEventsEndsWhenTheirPartitionDoesNotComeBack() {
    TopicPartition events = new TopicPartition("vec", 0);
    context.assign(events);
    context.assign(new TopicPartition(Records.TOPIC, 3));
    system.finishes = false;
    sink.put(List.of(Records.schemaChange("goods", 4)));

    sink.revoked(List.of(events));
    sink.put(List.of());
    assertThat(system.calls).containsExactly("apply goods", "commit");

    sink.put(List.of(Records.schemaChange("goods", 4)));
    sink.revoked(List.of(events));
    context.revoke(events);
    sink.put(List.of());
    sink.put(List.of());
    assertThat(system.calls)
        .containsExactly("apply goods", "commit", "apply goods", "commit", "leave goods");
  }
}
