// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static io.vecbridge.oceanbase.sink.CollectionRecords.column;
import static io.vecbridge.oceanbase.sink.CollectionRecords.milvus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.client.OceanBaseColumn;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables are made as the source describes them, and only grow. */
@ExtendWith(TenantExtension.class)
class SinkTablesIT {
  private static final String DATABASE = "sink_tables";

  @Test
  void aSchemaChangeEventMakesATableBeforeItsFirstRow(Tenant tenant) throws SQLException {
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(schemaChange("empty", "Of 'several' \\ tenants"));

      assertThat(client.columns("empty"))
          .extracting(OceanBaseColumn::name, OceanBaseColumn::type)
          .containsExactly(
              tuple("id", "varchar(64)"),
              tuple("tenant", "varchar(40)"),
              tuple("v", "VECTOR(4)"),
              tuple("$meta", "json"));
      assertThat(
              client.query(
                  "SELECT column_name FROM information_schema.statistics WHERE table_schema ="
                      + " 'sink_tables' AND table_name = 'empty' AND index_name = 'PRIMARY'"))
          .containsExactly("id", "tenant");
      assertThat(
              client.query(
                  "SELECT table_comment FROM information_schema.tables"
                      + " WHERE table_schema = 'sink_tables'"))
          .containsExactly("Of 'several' \\ tenants");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "row, hnsw, l2",
    "column, none, l2",
    "hybrid, hnsw, cosine",
    "default, hnsw_sq, inner_product",
    "default, ivf_flat, l2"
  })
  void theServerTakesEveryFormatAndIndex(
      String format, String index, String distance, Tenant tenant) throws SQLException {
    CollectionRecords records =
        new CollectionRecords(
            DATABASE,
            "formats",
            milvus("id", SchemaBuilder.int64(), "INT64", 0, null),
            milvus("v", vector(), "FLOAT_VECTOR", 2, null));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink =
            new DirectSink(
                tenant,
                DATABASE,
                "table.store.format",
                format,
                "vector.index.type",
                index,
                "vector.index.distance",
                distance)) {
      sink.put(records.change("c", 1L, List.of(1f, 2f)), records.change("c", 2L, List.of(3f, 4f)));
      sink.put(records.change("u", 1L, List.of(5f, 6f)), records.delete(2L));

      assertThat(client.query("SELECT v FROM formats")).containsExactly("[5,6]");
    }
  }

  @Test
  void aNewFieldBecomesAColumnAndOldRowsKeepTheirs(Tenant tenant) throws SQLException {
    CollectionRecords before =
        new CollectionRecords(
            DATABASE,
            "growing",
            column("id", SchemaBuilder.int64()),
            column("a", SchemaBuilder.string()));
    CollectionRecords after =
        new CollectionRecords(
            DATABASE,
            "growing",
            column("id", SchemaBuilder.int64()),
            column("a", SchemaBuilder.string()),
            column("b", SchemaBuilder.int32()),
            column("$meta", SchemaBuilder.string().name("io.debezium.data.Json")));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE);
        DirectSink second = new DirectSink(tenant, DATABASE)) {
      sink.put(before.change("c", 1L, "one"));
      second.put(before.change("c", 2L, "two"));
      sink.put(
          before.change("c", 3L, "three"),
          after.change("c", 4L, "four", 44, "{}"),
          before.change("c", 5L, "five"));
      second.put(after.change("u", 2L, "two", 22, null));

      assertThat(client.query("SELECT CONCAT_WS(' ', id, a, b) FROM growing ORDER BY id"))
          .containsExactly("1 one", "2 two 22", "3 three", "4 four 44", "5 five");
      assertThat(client.query("SELECT id FROM growing WHERE `$meta` IS NOT NULL"))
          .containsExactly("4");
      assertThat(sink.total("TablesAltered")).isEqualTo(1);
      assertThat(second.total("TablesAltered")).isZero();
    }
  }

  @Test
  void aTruncateEmptiesTheTableBetweenTheRowsAroundIt(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("emptied");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE);
        DirectSink keeping = new DirectSink(tenant, DATABASE, "delete.enabled", "false")) {
      sink.put(
          records.change("c", 1L, "gone"), records.truncate(), records.change("c", 2L, "there"));
      assertThat(client.query("SELECT v FROM emptied")).containsExactly("there");
      assertThat(sink.total("Truncates")).isEqualTo(1);

      keeping.put(records.truncate(), records.delete(2L), records.tombstone(2L));
      assertThat(client.count("emptied")).isEqualTo(1);
      assertThat(keeping.total("Skipped")).isEqualTo(3);
    }
  }

  @Test
  void noTruncateBeginsAfterTheTimeOfThePut(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("late");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE, "put.timeout.ms", "1000")) {
      sink.put(records.change("c", 1L, "there"));
      sink.letEachLookTake(2_000);

      assertThatThrownBy(() -> sink.put(records.truncate()))
          .isInstanceOf(RetriableException.class)
          .hasMessageContaining("OceanBase can't be written at present: the put is")
          .hasMessageContaining("ms over put.timeout.ms");
      assertThat(client.count("late")).isEqualTo(1);
    }
  }

  @Test
  void deletesOfACollectionWithoutATableMakeNone(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("phantom");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(records.tombstone(1L), records.truncate());
      assertThat(client.exists("phantom")).isFalse();

      sink.put(records.delete(1L));
      assertThat(client.exists("phantom")).isFalse();
    }
  }

  @Test
  void namesOfEveryKindAreQuoted(Tenant tenant) throws SQLException {
    CollectionRecords records =
        new CollectionRecords(
            DATABASE,
            "odd `name` 表",
            column("the `id` ключ", SchemaBuilder.int64()),
            column("select; --", SchemaBuilder.string()));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(records.change("c", 1L, "a"), records.change("c", 2L, "b"));
      sink.put(records.change("u", 1L, "c"), records.delete(2L));

      assertThat(client.query("SELECT `select; --` FROM `odd ``name`` 表`")).containsExactly("c");
    }
  }

  @Test
  void schemalessRecordsFillATableThatIsThere(Tenant tenant) throws SQLException {
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute("CREATE TABLE plain (id BIGINT PRIMARY KEY, f FLOAT, v VECTOR(2), j JSON)");
      Map<String, Object> row =
          Map.of("id", 1, "f", 0.1, "v", List.of(0.1, 2), "j", Map.of("a", List.of(1)));

      sink.put(new SinkRecord("vec.sink_tables.plain", 0, null, Map.of("id", 1), null, row, 0));
      sink.put(new SinkRecord("vec.sink_tables.plain", 0, null, 1L, null, null, 1));
      sink.put(new SinkRecord("vec.sink_tables.plain", 0, null, 2L, null, row, 2));

      assertThat(client.query("SELECT CONCAT_WS(' ', id, f, j) FROM plain"))
          .containsExactly("2 0.1 {\"a\": [1]}");
      assertThat(client.query("SELECT v FROM plain")).containsExactly("[0.1,2]");
    }
  }

  private static CollectionRecords pairs(String collection) {
    return new CollectionRecords(
        DATABASE,
        collection,
        column("id", SchemaBuilder.int64()),
        column("v", SchemaBuilder.string()));
  }

  private static SchemaBuilder vector() {
    return SchemaBuilder.array(Schema.FLOAT32_SCHEMA).name("io.debezium.data.FloatVector");
  }

  private static SinkRecord schemaChange(String collection, String comment) {
    Map<String, Object> table =
        Map.of(
            "primaryKeyColumnNames",
            List.of("id"),
            "comment",
            comment,
            "columns",
            List.of(
                Map.of("name", "id", "typeName", "VARCHAR", "length", 10),
                Map.of("name", "tenant", "typeName", "VARCHAR", "length", 40),
                Map.of("name", "v", "typeName", "FLOAT_VECTOR", "length", 4),
                Map.of("name", "$meta", "typeName", "JSON")),
            "attributes",
            List.of(
                Map.of("name", "vecbridge.partition_key", "value", "tenant"),
                Map.of("name", "vecbridge.partitions", "value", "4"),
                Map.of("name", "vecbridge.auto_id", "value", "true"),
                Map.of("name", "vecbridge.dynamic", "value", "$meta")));
    Map<String, Object> event =
        Map.of(
            "databaseName",
            DATABASE,
            "tableChanges",
            List.of(
                Map.of(
                    "type",
                    "CREATE",
                    "id",
                    "\"" + DATABASE + "\".\"" + collection + "\"",
                    "table",
                    table)));
    return new SinkRecord("vec", 0, null, Map.of("databaseName", DATABASE), null, event, 0);
  }
}
