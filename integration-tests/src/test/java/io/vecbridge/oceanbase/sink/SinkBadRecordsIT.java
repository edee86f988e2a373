// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static io.vecbridge.oceanbase.sink.CollectionRecords.column;
import static io.vecbridge.oceanbase.sink.CollectionRecords.milvus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A bad record is reported by its place; all others of its put are written. */
@ExtendWith(TenantExtension.class)
class SinkBadRecordsIT {
  private static final String DATABASE = "sink_bad";

  @Test
  void whatDoesNotFitIsReportedAndTheRestIsWritten(Tenant tenant) throws SQLException {
    CollectionRecords records = goods("misfits");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(
          records.change("c", 1L, "good", List.of(1f, 2f), "{}"),
          records.change("c", 2L, "s".repeat(21), List.of(1f, 2f), "{}"),
          records.change("c", 3L, "good", List.of(1f, 2f, 3f), "{}"),
          records.change("c", 4L, "good", List.of(1f, Float.NaN), "{}"),
          records.change("c", 5L, "good", List.of(1f, 2f), "{broken"),
          records.change("c", 6L, "good", List.of(1f, 2f), "99999999999999999999"),
          records.withoutKey(7L, "good", List.of(1f, 2f), "{}"),
          records.change("c", 8L, "good", List.of(1f, 2f), "{}"));

      assertThat(client.query("SELECT id FROM misfits ORDER BY id")).containsExactly("1", "8");
      assertThat(sink.reported())
          .satisfiesExactly(
              message ->
                  assertThat(message)
                      .contains(
                          "offset 1",
                          "'s' (varchar(20))",
                          "21 characters exceed the maximum" + " of 20"),
              message ->
                  assertThat(message)
                      .contains("offset 2", "'v' (VECTOR(2))", "3 dimensions instead of 2"),
              message -> assertThat(message).contains("offset 3", "'v'", "NaN"),
              message -> assertThat(message).contains("offset 4", "'$meta' (json)", "not JSON"),
              message -> assertThat(message).contains("offset 5", "'$meta'", "beyond 64 bits"),
              message -> assertThat(message).contains("offset 6", "no key"));
      assertThat(sink.total("ErrantRecords")).isEqualTo(6);
    }
  }

  @Test
  void whatOnlyTheServerRefusesIsFoundByHalving(Tenant tenant) throws SQLException {
    CollectionRecords records =
        new CollectionRecords(
            DATABASE,
            "checked",
            column("id", SchemaBuilder.int64()),
            column("n", SchemaBuilder.int32()));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE, "batch.size", "100")) {
      client.execute(
          "CREATE TABLE checked (id BIGINT PRIMARY KEY, n INT NOT NULL, CHECK (n < 1000))");
      List<SinkRecord> put = new ArrayList<>();
      for (long id = 0; id < 250; id++) {
        put.add(records.change("c", id, id == 77 ? 5_000 : (int) id));
      }
      put.add(records.change("c", 300L, (Object) null));
      put.add(records.change("u", 5L, 5_005));

      sink.put(put);

      assertThat(client.count("checked")).isEqualTo(249);
      assertThat(client.query("SELECT n FROM checked WHERE id = 5")).containsExactly("5");
      assertThat(sink.reported())
          .satisfiesExactlyInAnyOrder(
              message -> assertThat(message).contains("offset 77", "CHECK constraint"),
              message -> assertThat(message).contains("offset 250", "NOT NULL column has no value"),
              message -> assertThat(message).contains("offset 251", "CHECK constraint"));
    }
  }

  @Test
  void aBadRecordDoesNotSwallowAGoodEarlierOneOfItsKey(Tenant tenant) throws SQLException {
    CollectionRecords records = goods("kept");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(
          records.change("c", 1L, "good", null, null),
          records.change("u", 1L, "s".repeat(21), null, null));

      assertThat(client.query("SELECT s FROM kept")).containsExactly("good");
      assertThat(sink.reported()).hasSize(1);
    }
  }

  @Test
  void aColumnThatWasWidenedMeanwhileTakesTheRecord(Tenant tenant) throws SQLException {
    CollectionRecords records = goods("widened");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(records.change("c", 1L, "good", null, null));
      client.execute("ALTER TABLE widened MODIFY s VARCHAR(30) COLLATE utf8mb4_0900_bin");

      sink.put(
          records.change("c", 2L, "s".repeat(30), null, null),
          records.change("c", 3L, "s".repeat(31), null, null));

      assertThat(client.query("SELECT id FROM widened ORDER BY id")).containsExactly("1", "2");
      assertThat(sink.reported()).singleElement().asString().contains("31 characters");
    }
  }

  @Test
  void withoutAReporterTheTaskStopsAndNothingOfThePutIsWritten(Tenant tenant) throws SQLException {
    CollectionRecords records = goods("strict");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = DirectSink.strict(tenant, DATABASE)) {
      SinkRecord good = records.change("c", 1L, "good", null, null);
      SinkRecord bad = records.change("c", 2L, "s".repeat(21), null, null);

      assertThatThrownBy(() -> sink.put(good, bad))
          .isInstanceOf(ConnectException.class)
          .isNotInstanceOf(RetriableException.class)
          .hasMessageContaining("offset 1")
          .hasMessageContaining("errors.tolerance=all");
      assertThat(client.count("strict")).isZero();
    }
  }

  @Test
  void aRowLargerThanAPacketIsReported(Tenant tenant) throws SQLException {
    CollectionRecords records =
        new CollectionRecords(
            DATABASE,
            "packets",
            column("id", SchemaBuilder.int64()),
            column("raw", SchemaBuilder.bytes()));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      int packet = Integer.parseInt(client.query("SELECT @@max_allowed_packet").get(0));
      List<SinkRecord> put = new ArrayList<>();
      for (long id = 0; id < 5; id++) {
        put.add(records.change("c", id, new byte[packet / 3]));
      }
      put.add(records.change("c", 9L, new byte[packet + 1]));

      sink.put(put);

      assertThat(client.query("SELECT id FROM packets ORDER BY id"))
          .containsExactly("0", "1", "2", "3", "4");
      assertThat(sink.reported())
          .singleElement()
          .asString()
          .contains("offset 5", "max_allowed_packet");
    }
  }

  @Test
  void missingTablesAndColumnsStopTheTaskWithWhatToDo(Tenant tenant) throws SQLException {
    CollectionRecords records = goods("absent");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE, "schema.evolution", "none")) {
      SinkRecord record = records.change("c", 1L, "good", List.of(1f, 2f), "{}");
      assertThatThrownBy(() -> sink.put(record))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("Table sink_bad.absent does not exist")
          .hasMessageContaining("schema.evolution=basic");

      client.execute("CREATE TABLE absent (id BIGINT PRIMARY KEY, s VARCHAR(20), v VECTOR(2))");
      assertThatThrownBy(() -> sink.put(record))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("Table sink_bad.absent has no column '$meta'")
          .hasMessageContaining("JSON for the dynamic field");

      client.execute("ALTER TABLE absent ADD COLUMN `$meta` JSON");
      sink.put(record);
      assertThat(client.count("absent")).isEqualTo(1);

      client.execute("ALTER TABLE absent DROP COLUMN s");
      assertThatThrownBy(() -> sink.put(record))
          .isInstanceOf(ConnectException.class)
          .isNotInstanceOf(RetriableException.class)
          .hasMessageContaining("a column does not exist (error 1054");

      client.execute("DROP TABLE absent");
      assertThatThrownBy(() -> sink.put(record))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("Table sink_bad.absent does not exist");
    }
  }

  private static CollectionRecords goods(String collection) {
    return new CollectionRecords(
        DATABASE,
        collection,
        milvus("id", SchemaBuilder.int64(), "INT64", 0, null),
        milvus("s", SchemaBuilder.string(), "VARCHAR", 20, null),
        milvus(
            "v",
            SchemaBuilder.array(Schema.FLOAT32_SCHEMA).name("io.debezium.data.FloatVector"),
            "FLOAT_VECTOR",
            2,
            null),
        milvus(
            "$meta", SchemaBuilder.string().name("io.debezium.data.Json"), "JSON", 0, "dynamic"));
  }
}
