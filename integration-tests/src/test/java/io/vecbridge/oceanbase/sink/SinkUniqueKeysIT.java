// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static io.vecbridge.oceanbase.sink.CollectionRecords.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables with unique keys of their own, and what changes at a table while the task runs. */
@ExtendWith(TenantExtension.class)
class SinkUniqueKeysIT {
  private static final String DATABASE = "sink_unique_keys";

  @Test
  void rowsHandUniqueValuesToEachOtherOverSeveralStatements(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("swapped");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE, "batch.size", "1")) {
      client.execute("CREATE TABLE swapped (id BIGINT PRIMARY KEY, v VARCHAR(20), UNIQUE KEY (v))");
      sink.put(
          records.change("c", 1L, "a"), records.change("c", 2L, "b"), records.change("c", 3L, "c"));
      sink.put(
          records.change("u", 1L, "b"), records.change("u", 2L, "c"), records.change("u", 3L, "a"));

      assertThat(client.query("SELECT CONCAT(id, v) FROM swapped ORDER BY id"))
          .containsExactly("1b", "2c", "3a");
      assertThat(sink.reported()).isEmpty();

      // A refused row leaves the row that was there, and so does one that needs its value.
      sink.put(
          records.change("u", 1L, "x".repeat(21)),
          records.change("u", 2L, "b"),
          records.change("c", 4L, "d"));
      assertThat(client.query("SELECT CONCAT(id, v) FROM swapped ORDER BY id"))
          .containsExactly("1b", "2c", "3a", "4d");
      assertThat(sink.reported()).singleElement().asString().contains("21 characters exceed");

      sink.putUntilWaitingRecordsAreRefused();
      assertThat(client.query("SELECT CONCAT(id, v) FROM swapped ORDER BY id"))
          .containsExactly("1b", "2c", "3a", "4d");
      assertThat(sink.reported()).hasSize(2);
    }
  }

  @Test
  void aUniqueIndexThatIsAddedWhileTheTaskRunsIsNoticed(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("indexed");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute("CREATE TABLE indexed (id BIGINT PRIMARY KEY, v VARCHAR(20))");
      sink.put(records.change("c", 1L, "a"), records.change("c", 2L, "b"));
      client.execute("ALTER TABLE indexed ADD UNIQUE INDEX (v)");
      sink.letTimePass(31_000);
      sink.put(records.change("u", 2L, "a"));

      assertThat(client.query("SELECT CONCAT(id, v) FROM indexed ORDER BY id"))
          .containsExactly("1a", "2b");
      sink.putUntilWaitingRecordsAreRefused();
      assertThat(sink.reported()).singleElement().asString().contains("the same unique key");
    }
  }

  @Test
  void anyUniqueKeyThatIsNotNullIdentifiesRows(Tenant tenant) throws SQLException {
    CollectionRecords second = pairs("second");
    CollectionRecords beside = pairs("beside");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute(
          "CREATE TABLE second (a BIGINT NOT NULL AUTO_INCREMENT, id BIGINT NOT NULL, v VARCHAR(20),"
              + " UNIQUE KEY a (a), UNIQUE KEY b (id))");
      client.execute(
          "CREATE TABLE beside (n BIGINT AUTO_INCREMENT PRIMARY KEY, id BIGINT NOT NULL,"
              + " v VARCHAR(20), UNIQUE KEY (id), UNIQUE KEY (v))");
      for (CollectionRecords records : List.of(second, beside)) {
        sink.put(records.change("c", 1L, "a"), records.change("c", 2L, "b"));
        sink.put(records.change("u", 1L, "b"), records.change("u", 2L, "a"));
        sink.put(records.change("u", 1L, "c"), records.change("c", 3L, "b"), records.delete(2L));
      }

      assertThat(client.query("SELECT CONCAT(id, v) FROM second ORDER BY id"))
          .containsExactly("1c", "3b");
      assertThat(client.query("SELECT CONCAT(id, v) FROM beside ORDER BY id"))
          .containsExactly("1c", "3b");
      assertThat(sink.reported()).isEmpty();
    }
  }

  @Test
  void aTableThatIsDroppedWhileTheTaskRunsIsMadeAgain(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("remade");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(records.change("c", 1L, "a"));
      client.execute("DROP TABLE remade");
      sink.letTimePass(31_000);
      sink.put(records.change("c", 2L, "b"));

      assertThat(client.query("SELECT id FROM remade")).containsExactly("2");
    }
  }

  @Test
  void aBareKeyWithASchemaStandsForTheTablesOnlyKeyColumn(Tenant tenant) throws SQLException {
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute("CREATE TABLE bare (id BIGINT PRIMARY KEY, v VARCHAR(20))");
      CollectionRecords records = pairs("bare");
      sink.put(bare(records.flattened(1L, "a"), 1L), bare(records.change("c", 2L, "b"), 2L));
      sink.put(bare(records.delete(1L), 1L));

      assertThat(client.query("SELECT CONCAT(id, v) FROM bare")).containsExactly("2b");
      assertThat(sink.reported()).isEmpty();
    }
  }

  private static SinkRecord bare(SinkRecord record, long key) {
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        Schema.INT64_SCHEMA,
        key,
        record.valueSchema(),
        record.value(),
        record.timestamp());
  }

  private static CollectionRecords pairs(String collection) {
    return new CollectionRecords(
        DATABASE,
        collection,
        column("id", SchemaBuilder.int64()),
        column("v", SchemaBuilder.string()));
  }
}
