// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static io.vecbridge.milvus.sink.TableRecords.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.process.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A Milvus that is away or busy gets the same records again; nothing of it is their fault. */
@ExtendWith(ClusterExtension.class)
class SinkFailuresIT {
  private static final Duration BACK_WITHIN = Duration.ofSeconds(120);

  @Test
  @Tag("faults")
  void aKilledMilvusGetsTheSameRecordsAgain(Cluster cluster) {
    TableRecords records = pairs("killed");
    String uri = cluster.milvus().uri();
    try (MilvusClient milvus = new MilvusClient(uri);
        DirectSink sink = new DirectSink(uri)) {
      milvus.create(
          new CollectionBuilder("killed").int64Key("id").vector("v", DataType.FloatVector, 2));
      List<SinkRecord> put = new ArrayList<>();
      for (long id = 0; id < 500; id++) {
        put.add(records.change("c", id, List.of(1f, (float) id)));
      }
      sink.put(put);
      milvus.flush("killed");
      cluster.milvus().kill();
      put.add(records.delete(0L));
      put.add(records.change("c", 1_000L, List.of(1f, 1f)));

      // The other tests need Milvus too: it runs again before anything is asserted.
      Throwable refusal = catchThrowable(() -> sink.put(put));
      cluster.milvus().start();
      assertThat(refusal)
          .isInstanceOf(RetriableException.class)
          .hasMessageContaining("Milvus can't be written at present");
      assertThat(sink.timeout()).isEqualTo(1_000);
      Await.until("the records are written", BACK_WITHIN, () -> sink.takes(put));

      Await.until("the collection is loaded", BACK_WITHIN, () -> milvus.count("killed") == 500);
      assertThat(Rows.column(milvus, "killed", "id")).startsWith(1L).endsWith(1_000L);
      assertThat(sink.reported()).isEmpty();
      assertThat(sink.total("Retries")).isPositive();
    }
  }

  @Test
  void aHangingMilvusEndsAtTheDeadlineAndIsTriedAgain(Cluster cluster) {
    TableRecords records = pairs("hangs");
    String uri = cluster.milvus().uri();
    try (MilvusClient milvus = new MilvusClient(uri);
        DirectSink sink = new DirectSink(uri, "milvus.request.timeout.ms", "1500")) {
      milvus.create(
          new CollectionBuilder("hangs").int64Key("id").vector("v", DataType.FloatVector, 2));
      SinkRecord record = records.change("c", 1L, List.of(1f, 1f));
      cluster.milvus().pause();
      long began = System.nanoTime();
      Throwable refusal = catchThrowable(() -> sink.put(record));
      Duration lasted = Duration.ofNanos(System.nanoTime() - began);
      cluster.milvus().resume();
      assertThat(refusal)
          .isInstanceOf(RetriableException.class)
          .hasMessageContaining("Milvus can't be written at present");
      assertThat(lasted).isLessThan(Duration.ofSeconds(10));

      Await.until("the record is written", BACK_WITHIN, () -> sink.takes(List.of(record)));
      assertThat(milvus.count("hangs")).isEqualTo(1);
    }
  }

  @Test
  void theWaitGrowsAndEndsWhereTheTimeoutSays() {
    TableRecords records = pairs("nobody");
    try (DirectSink sink = new DirectSink("http://127.0.0.1:1", "retry.timeout.ms", "5000")) {
      SinkRecord record = records.change("c", 1L, List.of(1f, 1f));
      for (long wait : new long[] {1_000, 2_000}) {
        assertThatThrownBy(() -> sink.put(record))
            .isInstanceOf(RetriableException.class)
            .hasMessageContaining("Milvus can't be written at present");
        assertThat(sink.timeout()).isEqualTo(wait);
        sink.letTimePass(wait);
      }
      sink.letTimePass(2_000);

      assertThatThrownBy(() -> sink.put(record))
          .isInstanceOf(ConnectException.class)
          .isNotInstanceOf(RetriableException.class)
          .hasMessageContaining("longer than retry.timeout.ms");
      assertThat(sink.reported()).isEmpty();
    }
  }

  @Test
  void aCollectionThatIsNotLoadedIsWrittenAndADroppedOneIsMadeAgain(Cluster cluster) {
    TableRecords records = pairs("sink_released");
    String uri = cluster.milvus().uri();
    try (MilvusClient milvus = new MilvusClient(uri);
        DirectSink sink = new DirectSink(uri)) {
      milvus.create(
          new CollectionBuilder("sink_released")
              .int64Key("id")
              .vector("v", DataType.FloatVector, 2));
      milvus.release("sink_released");
      sink.put(records.change("c", 1L, List.of(1f, 1f)), records.change("c", 2L, List.of(1f, 1f)));
      sink.put(records.delete(1L));
      milvus.load("sink_released");
      assertThat(Rows.column(milvus, "sink_released", "id")).containsExactly(2L);

      milvus.release("sink_released");
      milvus.drop("sink_released");
      SinkRecord after = records.change("c", 3L, List.of(1f, 1f));
      Await.until("the collection is made again", BACK_WITHIN, () -> sink.takes(List.of(after)));
      assertThat(sink.total("TablesCreated")).isEqualTo(1);
      assertThat(milvus.describe("sink_released").getSchema().getFieldsCount()).isEqualTo(2);
      milvus.drop("sink_released");
    }
  }

  private static TableRecords pairs(String table) {
    return new TableRecords(table, column("id", SchemaBuilder.int64()), TableRecords.vector());
  }
}
