// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static io.vecbridge.sink.SourceRecords.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.process.Await;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A put of 1,000 tables ends, though it has less time than they take to be created and read. As
 * many: {@code -Dvecbridge.limits.tables}.
 */
@Tag("limits")
@ExtendWith(TenantExtension.class)
class SinkManyTablesIT {
  private static final Logger LOG = LoggerFactory.getLogger(SinkManyTablesIT.class);
  private static final String DATABASE = "sink_many";
  private static final int TABLES = Integer.getInteger("vecbridge.limits.tables", 1_000);
  private static final Duration LONG = Duration.ofMinutes(8);

  @Test
  void thousandTablesAreCreatedAndWrittenByOnePut(Tenant tenant) throws SQLException {
    List<CollectionRecords> tables = new ArrayList<>();
    for (int i = 0; i < TABLES; i++) {
      tables.add(
          new CollectionRecords(
              DATABASE,
              "many_" + i,
              column("id", SchemaBuilder.int64()),
              column("v", SchemaBuilder.string())));
    }
    try (OceanBaseClient client = tenant.emptied(DATABASE)) {
      try (DirectSink sink = new DirectSink(tenant, DATABASE)) {
        sink.startClock();
        written("created", sink, tables.stream().map(each -> each.change("c", 1L, "a")).toList());
        written("changed", sink, tables.stream().map(each -> each.change("u", 1L, "b")).toList());
        assertThat(sink.total("TablesCreated")).isEqualTo(TABLES);
      }
      try (DirectSink sink = new DirectSink(tenant, DATABASE)) {
        sink.startClock();
        written("read", sink, tables.stream().map(each -> each.change("u", 1L, "c")).toList());
      }
      for (int i = 0; i < TABLES; i += 100) {
        assertThat(client.query("SELECT v FROM many_" + i)).containsExactly("c");
      }
      // A thousand tables in one statement can take longer than an answer is waited for.
      for (int i = 0; i < TABLES; i++) {
        client.execute("DROP TABLE many_" + i);
      }
    }
  }

  private static void written(String what, DirectSink sink, List<SinkRecord> put) {
    long began = System.nanoTime();
    Await.until("the tables are " + what, LONG, () -> sink.takes(put));
    LOG.info(
        "{} tables are {} after {} ms, {} retries.",
        put.size(),
        what,
        (System.nanoTime() - began) / 1_000_000,
        sink.total("Retries"));
  }
}
