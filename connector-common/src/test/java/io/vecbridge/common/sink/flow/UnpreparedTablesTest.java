// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.sink.config.RetryConfig;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.flow.UnpreparedTables.Event;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.testing.Records;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class UnpreparedTablesTest {
  private static final TopicPartition EVENTS = new TopicPartition("vec", 0);
  private static final Event FIRST = event("goods", 4);
  private static final Event SECOND = event("goods", 7);

  private final AtomicLong nanos = new AtomicLong();
  private final SinkMetrics metrics = new SinkMetrics(nanos::get, () -> 0);
  private final UnpreparedTables tables =
      new UnpreparedTables(
          new RetryConfig(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(-1)),
          metrics,
          nanos::get);

  @Test
  void anEventIsDueAfterABackOffThatGrows() {
    tables.failed(FIRST, "no privilege");
    assertThat(tables.due()).isEmpty();
    assertThat(tables.nextMillis()).isEqualTo(1_001);

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(tables.due()).containsExactly(FIRST);
    tables.failed(FIRST, "no privilege");

    assertThat(tables.nextMillis()).isEqualTo(2_001);
    assertThat(metrics.getTotalNumberOfTableFailures()).isEqualTo(2);
    assertThat(metrics.getLastError()).isEqualTo("no privilege");
  }

  @Test
  void noOffsetAfterAnEventIsCommitted() {
    tables.failed(event("items", 9), "no privilege");
    tables.failed(FIRST, "no privilege");

    assertThat(committable(12)).isEqualTo(4);
    assertThat(committable(3)).isEqualTo(3);
    tables.prepared(FIRST.table());
    assertThat(committable(12)).isEqualTo(9);
  }

  @Test
  void theNextEventOfTheTableTakesItsPlace() {
    tables.failed(FIRST, "no privilege");
    tables.failed(SECOND, "no privilege");
    assertThat(committable(12)).isEqualTo(7);

    tables.prepared(SECOND.table());

    assertThat(tables.isEmpty()).isTrue();
    assertThat(tables.texts()).isEmpty();
    assertThat(tables.nextMillis()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aPartitionThatIsRevokedTakesItsEventsAlong() {
    tables.failed(FIRST, "no privilege");

    tables.revoked(List.of(EVENTS));

    assertThat(tables.isEmpty()).isTrue();
  }

  @Test
  void anEventOfWhichSomethingIsLeftToDoIsKeptWithoutBeingAFailure() {
    tables.unfinished(FIRST);

    assertThat(committable(12)).isEqualTo(4);
    assertThat(tables.texts()).isEmpty();
    assertThat(metrics.getTotalNumberOfTableFailures()).isZero();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(tables.due()).containsExactly(FIRST);
    tables.prepared(FIRST.table());
    assertThat(committable(12)).isEqualTo(12);
  }

  private long committable(long offset) {
    return tables.committable(Map.of(EVENTS, new OffsetAndMetadata(offset))).get(EVENTS).offset();
  }

  private static Event event(String table, long offset) {
    SourceName name = new SourceName("vec.shop." + table, "shop", table);
    return new Event(
        Records.schemaChange(table, offset),
        new SourceTable(name, List.of(), List.of("id"), SourceTable.Partitioning.NONE, ""));
  }
}
