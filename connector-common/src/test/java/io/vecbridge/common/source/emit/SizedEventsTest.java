// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.util.LoggingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SizedEventsTest {
  private static final long BOUND = 1 << 20;
  private static final int ROW = 3_072;
  private static final int ROWS = 5_000;

  private final SizedEvents events = new SizedEvents();

  @Test
  void theSizeOfAnEventIsThatOfItsRow() {
    events.next(ROW);
    assertThat(event("value").objectSize()).isEqualTo(SizedEvents.RECORD_BYTES + ROW);
    assertThat(event(null).objectSize()).as("a tombstone").isEqualTo(SizedEvents.RECORD_BYTES);
  }

  @Test
  @Timeout(60)
  void theQueueHoldsNoMoreBytesThanItMayAndItsProducerWaits() throws Exception {
    ChangeEventQueue<DataChangeEvent> queue =
        new ChangeEventQueue.Builder<DataChangeEvent>()
            .pollInterval(Duration.ofMillis(5))
            .maxBatchSize(100)
            .maxQueueSize(ROWS)
            .maxQueueSizeInBytes(BOUND)
            .loggingContextSupplier(() -> LoggingContext.forConnector("test", "test", "queue"))
            .build();
    ExecutorService capture = Executors.newSingleThreadExecutor();
    try {
      Future<?> produced = capture.submit(() -> produce(queue));
      while (queue.currentQueueSizeInBytes() < BOUND) {
        Thread.onSpinWait();
      }
      long most = 0;
      for (int taken = 0; taken < ROWS; taken += queue.poll().size()) {
        most = Math.max(most, queue.currentQueueSizeInBytes());
      }
      produced.get();
      assertThat(most).isBetween(BOUND, BOUND + SizedEvents.RECORD_BYTES + ROW);
    } finally {
      capture.shutdownNow();
    }
  }

  private Void produce(ChangeEventQueue<DataChangeEvent> queue) throws InterruptedException {
    for (int row = 0; row < ROWS; row++) {
      events.next(ROW);
      queue.enqueue(event("value"));
    }
    return null;
  }

  private DataChangeEvent event(Object value) {
    return events.createDataChangeEvent(
        new SourceRecord(Map.of(), Map.of(), "topic", null, null, "key", null, value));
  }
}
