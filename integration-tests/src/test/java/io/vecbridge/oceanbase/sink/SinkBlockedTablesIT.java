// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static io.vecbridge.oceanbase.sink.CollectionRecords.column;
import static io.vecbridge.oceanbase.sink.CollectionRecords.milvus;
import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A table that can't be written holds up its own partitions, and nothing else. */
@ExtendWith(TenantExtension.class)
class SinkBlockedTablesIT {
  private static final String DATABASE = "sink_blocked";

  @Test
  void theOthersAreWrittenAndItIsTriedAgain(Tenant tenant) throws SQLException {
    CollectionRecords merging = texts("merging");
    CollectionRecords nameless = texts("x".repeat(65));
    CollectionRecords good = texts("good");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE, "object.failure.mode", "continue")) {
      client.execute("CREATE TABLE merging (id VARCHAR(20) PRIMARY KEY, v VARCHAR(20))");
      SinkRecord first = merging.change("c", "1", "a");
      SinkRecord second = merging.change("c", "2", "b");

      sink.put(first, nameless.change("c", "1", "a"), second, good.change("c", "1", "a"));

      assertThat(client.count("good")).isEqualTo(1);
      assertThat(client.count("merging")).isZero();
      assertThat(sink.rewound())
          .isEqualTo(
              Map.of(
                  new TopicPartition(merging.topic(), 0), 0L,
                  new TopicPartition(nameless.topic(), 0), 0L));
      assertThat(sink.timeout()).isBetween(1L, 1_001L);
      assertThat(sink.total("TableFailures")).isEqualTo(2);

      client.execute("DROP TABLE merging");
      sink.letTimePass(1_000);
      sink.put(first, second);

      assertThat(client.query("SELECT CONCAT(id, v) FROM merging ORDER BY id"))
          .containsExactly("1a", "2b");
      assertThat(sink.total("TableFailures")).isEqualTo(2);
    }
  }

  private static CollectionRecords texts(String table) {
    return new CollectionRecords(
        DATABASE,
        table,
        milvus("id", SchemaBuilder.string(), "VARCHAR", 20, null),
        column("v", SchemaBuilder.string()));
  }
}
