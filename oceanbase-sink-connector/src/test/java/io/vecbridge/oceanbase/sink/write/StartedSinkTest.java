// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.testing.FakeSinkContext;
import io.vecbridge.common.testing.Records;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class StartedSinkTest {
  private final SinkMetrics metrics = new SinkMetrics(() -> 0, () -> 10_000);
  private final FakeSinkContext context = new FakeSinkContext();
  private final StartedSink sink =
      new StartedSink(
          OceanBaseSinkConfig.of(
              Map.of(
                  "connection.url", "jdbc:mysql://127.0.0.1:1/",
                  "connection.username", "root",
                  "connection.password", "s3cret")),
          context,
          true,
          metrics,
          () -> 0);

  @Test
  void aTenantThatIsAwayShowsInTheMetrics() {
    Map<String, Object> change =
        Map.of("op", "c", "after", Map.of("id", 1L), "source", Map.of("ts_ms", 9_000L));
    List<SinkRecord> put = List.of(Records.schemaless(Map.of("id", 1L), change, 1));

    assertThatThrownBy(() -> sink.put(put))
        .isInstanceOf(RetriableException.class)
        .hasMessageStartingWith("OceanBase can't be written now: the connection is lost");

    assertThat(context.timeout()).isEqualTo(1_000);
    assertThat(metrics.getPhase()).isEqualTo("retrying");
    assertThat(metrics.getTotalNumberOfRetries()).isEqualTo(1);
    assertThat(metrics.getLastError()).startsWith("the connection is lost");
    assertThat(metrics.getMilliSecondsBehindSource()).isEqualTo(1_000);
    assertThat(metrics.getTotalNumberOfRecordsRead()).isZero();
    assertThat(metrics.getTotalNumberOfBatches()).isZero();
  }

  @Test
  void aPutWithoutRecordsCountsNothing() {
    sink.put(List.of());

    assertThat(metrics.getPhase()).isEqualTo("waiting");
    assertThat(metrics.getMilliSecondsBehindSource()).isEqualTo(-1);
    assertThat(metrics.getTotalNumberOfBatches()).isZero();
    assertThat(metrics.getLastError()).isEmpty();
  }
}
