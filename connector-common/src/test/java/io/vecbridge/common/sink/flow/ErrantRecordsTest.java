// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.testing.Records;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class ErrantRecordsTest {
  private static final BadRecordException BAD =
      new BadRecordException(new Origin(Records.flattened(1, "a", 9)), "too long");

  private final SinkMetrics metrics = new SinkMetrics(() -> 0, () -> 0);
  private final WaitingRecords waiting = new WaitingRecords(() -> 0);

  @Test
  void withoutAReporterTheTaskStopsWithTheRecordsPlace() {
    ErrantRecords errant = new ErrantRecords("Milvus", null, false, metrics, waiting);
    errant.add(BAD);

    assertThatThrownBy(() -> errant.report())
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessage(
            "The record at topic vec.shop.goods, partition 3, offset 9 can't be written: too long."
                + " Set errors.tolerance=all and a dead letter queue to continue without such"
                + " records.");
    assertThat(metrics.getTotalNumberOfErrantRecords()).isZero();
  }

  @Test
  void aReportIsCountedAndMadeOnce() {
    ErrantRecords errant =
        new ErrantRecords(
            "Milvus",
            (record, error) -> CompletableFuture.completedFuture(null),
            true,
            metrics,
            waiting);
    errant.add(BAD);

    errant.report();
    errant.report();

    assertThat(metrics.getTotalNumberOfErrantRecords()).isEqualTo(1);
  }

  @Test
  void whatIsLeftOutOnPurposeIsReportedOnlyWhereThatIsTolerated() {
    ErrantRecords strict =
        new ErrantRecords(
            "Milvus",
            (record, error) -> CompletableFuture.completedFuture(null),
            false,
            metrics,
            waiting);
    strict.addIfTolerated(BAD);
    strict.report();
    new ErrantRecords("Milvus", null, true, metrics, waiting).addIfTolerated(BAD);

    assertThat(metrics.getTotalNumberOfErrantRecords()).isZero();
  }
}
