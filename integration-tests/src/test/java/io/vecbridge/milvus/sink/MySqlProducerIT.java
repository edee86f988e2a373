// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.connect.SchemaRegistry;
import io.vecbridge.harness.server.MySqlServer;
import io.vecbridge.oceanbase.source.MySqlExtension;
import io.vecbridge.records.MySqlDatabase;
import io.vecbridge.records.MySqlProducer;
import io.vecbridge.records.RecordFormat;
import io.vecbridge.records.RecordPath;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The records of Debezium's connector for MySQL leave in Milvus what MySQL has. */
@Tag("slow")
@ExtendWith({ClusterExtension.class, MySqlExtension.class})
class MySqlProducerIT {
  private static final String DATABASE = "milvus_producer";

  private static final String BYTES = "mysql_bytes";
  private static final String JSON = "mysql_json";

  @Test
  void vectorsInBytesAndInJsonArriveWithTheOtherColumns(Cluster cluster, MySqlServer mysql)
      throws SQLException {
    try (MySqlDatabase source = new MySqlDatabase(mysql, DATABASE);
        MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        SchemaRegistry registry = new SchemaRegistry()) {
      create(source, milvus, BYTES, "VARBINARY(12)");
      create(source, milvus, JSON, "JSON");
      insert(source, BYTES, 1, "x'000000bf0000c03fcdcccc3d'");
      insert(source, JSON, 1, "'[1e-10, 2, -0.25]'");
      insert(source, JSON, 2, "'[1, 1, 1]'");
      List<SourceRecord> records = new ArrayList<>();
      try (MySqlProducer producer = new MySqlProducer(mysql, DATABASE)) {
        records.addAll(producer.take(topic(JSON), 2));
        insert(source, BYTES, 3, "x'cdcccc3d0000c03f000000bf'");
        source.execute("DELETE FROM " + JSON + " WHERE id = 2");
        source.execute("UPDATE " + JSON + " SET v = '[0, 0, 5]', flag = 0 WHERE id = 1");
        records.addAll(producer.take(topic(JSON), 3));
      }
      try (DirectSink sink = new DirectSink(cluster.milvus().uri())) {
        sink.put(new RecordPath(RecordFormat.AVRO, registry, List.of(), List.of()).carry(records));

        assertThat(sink.reported()).isEmpty();
      }
      List<Map<String, Object>> rows = Rows.of(milvus, BYTES);
      assertThat(rows).extracting(row -> row.get("id")).containsExactly(1L, 3L);
      assertThat(rows.get(0))
          .containsEntry("title", "it's é")
          .containsEntry("flag", true)
          .containsEntry("n", -5L)
          .containsEntry("d", 0.1);
      assertThat((float[]) rows.get(0).get("v")).containsExactly(-0.5f, 1.5f, 0.1f);
      assertThat((float[]) rows.get(1).get("v")).containsExactly(0.1f, 1.5f, -0.5f);
      rows = Rows.of(milvus, JSON);
      assertThat(rows).extracting(row -> row.get("id")).containsExactly(1L);
      assertThat(rows.get(0)).containsEntry("flag", false);
      assertThat((float[]) rows.get(0).get("v")).containsExactly(0f, 0f, 5f);
    }
  }

  private static void create(
      MySqlDatabase source, MilvusClient milvus, String table, String vectorType)
      throws SQLException {
    source.execute(
        "CREATE TABLE "
            + table
            + " (id BIGINT PRIMARY KEY, title VARCHAR(50), flag BOOLEAN, n INT, d DOUBLE, j JSON, v"
            + " "
            + vectorType
            + ")");
    milvus.create(
        new CollectionBuilder(table)
            .int64Key("id")
            .varchar("title", 100)
            .scalar("flag", DataType.Bool)
            .scalar("n", DataType.Int32)
            .scalar("d", DataType.Double)
            .scalar("j", DataType.JSON)
            .vector("v", DataType.FloatVector, 3));
  }

  private static void insert(MySqlDatabase source, String table, long id, String vector)
      throws SQLException {
    source.execute(
        "INSERT INTO %s VALUES (%d, 'it''s é', 1, -5, 0.1, '{\"a\": 1}', %s)"
            .formatted(table, id, vector));
  }

  private static String topic(String table) {
    return MySqlProducer.PREFIX + "." + DATABASE + "." + table;
  }
}
