// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static io.vecbridge.oceanbase.sink.CollectionRecords.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.process.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tasks of one connector meet in the same tables. */
@ExtendWith(TenantExtension.class)
class SinkRaceIT {
  private static final String DATABASE = "sink_race";
  private static final Duration LONG = Duration.ofMinutes(2);

  @Test
  void tasksThatCreateAndExtendTheSameTablesAtOnceBothWriteThem(Tenant tenant) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink first = new DirectSink(tenant, DATABASE);
        DirectSink second = new DirectSink(tenant, DATABASE)) {
      for (List<String> columns : List.of(List.of("a"), List.of("a", "b", "c"))) {
        CountDownLatch both = new CountDownLatch(2);
        List<Future<?>> puts = new ArrayList<>();
        for (DirectSink sink : List.of(first, second)) {
          List<SinkRecord> put = new ArrayList<>();
          for (int table = 0; table < 5; table++) {
            put.add(row("common_" + table, sink == first ? 1 : 2, columns));
          }
          puts.add(
              threads.submit(
                  () -> {
                    both.countDown();
                    both.await();
                    Await.until("the put is written", LONG, () -> sink.takes(put));
                    return null;
                  }));
        }
        for (Future<?> put : puts) {
          put.get();
        }
      }
      for (int table = 0; table < 5; table++) {
        assertThat(client.query("SELECT CONCAT(id, a, b, c) FROM common_" + table + " ORDER BY id"))
            .containsExactly("1xxx", "2xxx");
      }
      assertThat(first.reported()).isEmpty();
      assertThat(second.reported()).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  private static SinkRecord row(String table, long id, List<String> columns) {
    List<Field> fields = new ArrayList<>();
    List<Object> values = new ArrayList<>(List.of(id));
    fields.add(column("id", SchemaBuilder.int64()));
    for (String name : columns) {
      fields.add(column(name, SchemaBuilder.string()));
      values.add("x");
    }
    return new CollectionRecords(DATABASE, table, fields.toArray(new Field[0]))
        .change("c", values.toArray());
  }
}
