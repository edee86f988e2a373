// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static io.vecbridge.oceanbase.sink.CollectionRecords.column;
import static io.vecbridge.oceanbase.sink.CollectionRecords.milvus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.testing.Records;
import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A row of the source is one row of the table, whatever its key looks like. */
@ExtendWith(TenantExtension.class)
class SinkKeysIT {
  private static final String DATABASE = "sink_keys";

  @Test
  void aTombstoneBeforeAllRowsOfARenamedTopicIsIgnored(Tenant tenant) throws SQLException {
    CollectionRecords parts =
        new CollectionRecords(
            DATABASE,
            "parts",
            column("id", SchemaBuilder.int64()),
            column("name", SchemaBuilder.string()));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute("CREATE TABLE parts (id BIGINT PRIMARY KEY, name VARCHAR(20))");
      client.execute("INSERT INTO parts VALUES (7, 'old')");

      // The name that the router gave the topic has no database.
      sink.put(Records.renamed(parts.tombstone(7L), "parts"));
      sink.put(Records.renamed(parts.change("c", 8L, "new"), "parts"));
      assertThat(client.query("SELECT id FROM parts ORDER BY id")).containsExactly("7", "8");

      // Now the topic's table is known.
      sink.put(Records.renamed(parts.tombstone(7L), "parts"));
      assertThat(client.query("SELECT id FROM parts")).containsExactly("8");
      assertThat(sink.reported()).isEmpty();
    }
  }

  @Test
  void keysThatDifferByCaseAccentOrTrailingSpaceAreDifferentRows(Tenant tenant)
      throws SQLException {
    CollectionRecords records = texts("hard");
    String[] keys = {"a", "A", "á", "a ", "a  ", " a", "ａ", "a\0", "ss", "ß", "", "'\"\\"};
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      for (String key : keys) {
        sink.put(records.change("c", key, "of " + key));
      }
      assertThat(client.count("hard")).isEqualTo(keys.length);

      sink.put(records.delete("a"), records.tombstone("a"), records.delete("a "));

      assertThat(client.query("SELECT id FROM hard ORDER BY id"))
          .hasSize(keys.length - 2)
          .doesNotContain("a", "a ")
          .contains("A", "á", "a  ", "a\0");
    }
  }

  @Test
  void theLastChangeOfAKeyWinsInAPutAndAcrossPuts(Tenant tenant) throws SQLException {
    CollectionRecords records = texts("folded");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE, "batch.size", "2")) {
      sink.put(
          records.change("r", "1", "a"),
          records.change("c", "2", "a"),
          records.change("u", "1", "b"),
          records.delete("2"),
          records.tombstone("2"),
          records.change("c", "3", "a"),
          records.delete("3"),
          records.flattened("3", "c"));
      sink.put(records.change("u", "1", "d"), records.delete("4"));

      assertThat(client.query("SELECT CONCAT(id, v) FROM folded ORDER BY id"))
          .containsExactly("1d", "3c");
      assertThat(sink.total("ErrantRecords")).isZero();
    }
  }

  @Test
  void rowsOfASnapshotThatIsReadAgainReplaceThoseThatAreThere(Tenant tenant) throws SQLException {
    CollectionRecords records = texts("again");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(records.change("r", "1", "a"), records.change("r", "2", "a"));
      sink.put(records.change("u", "2", "b"), records.change("c", "4", "b"));
      client.execute("ALTER TABLE again ADD COLUMN seen INT DEFAULT 0");
      client.execute("UPDATE again SET seen = 1");

      sink.put(
          records.change("r", "0", "c"),
          records.change("r", "1", "c"),
          records.change("r", "2", "c"),
          records.change("r", "3", "c"));
      sink.put(records.change("r", "4", "d"), records.change("r", "5", "d"));

      assertThat(client.query("SELECT CONCAT(id, v, seen) FROM again ORDER BY id"))
          .containsExactly("0c0", "1c1", "2c1", "3c0", "4d1", "5d0");
      assertThat(sink.total("ErrantRecords")).isZero();
    }
  }

  @Test
  void aRowWhosePartitionKeyChangesStaysOneRow(Tenant tenant) throws SQLException {
    CollectionRecords records =
        new CollectionRecords(
            DATABASE,
            "tenants",
            Map.of("vecbridge.partitions", "4"),
            milvus("id", SchemaBuilder.int64(), "INT64", 0, null),
            milvus("tenant", SchemaBuilder.string(), "VARCHAR", 20, "partition_key"),
            milvus("v", SchemaBuilder.string(), "VARCHAR", 20, null));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(records.change("c", 1L, "north", "a"), records.change("c", 2L, "north", "a"));
      sink.put(records.change("u", 1L, "south", "b"), records.change("u", 2L, "north", "b"));
      sink.put(records.change("u", 1L, "south", "c"));
      sink.put(records.change("u", 2L, "south", "d"));
      sink.put(records.change("u", 2L, "north", "b"));

      assertThat(client.query("SELECT CONCAT(id, tenant, v) FROM tenants ORDER BY id"))
          .containsExactly("1southc", "2northb");
      assertThat(
              client.query(
                  "SELECT COUNT(*) FROM information_schema.partitions"
                      + " WHERE table_schema = 'sink_keys' AND table_name = 'tenants'"))
          .containsExactly("4");

      sink.put(records.delete(1L), records.tombstone(1L));
      assertThat(client.count("tenants")).isEqualTo(1);
    }
  }

  @Test
  void anotherUniqueKeyRefusesTheRowInsteadOfChangingItsOwner(Tenant tenant) throws SQLException {
    CollectionRecords records = texts("owners");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute(
          "CREATE TABLE owners (id VARCHAR(20) COLLATE utf8mb4_0900_bin PRIMARY KEY,"
              + " v VARCHAR(20), UNIQUE KEY (v))");
      sink.put(records.change("c", "1", "taken"), records.change("c", "2", "free"));
      sink.put(records.change("u", "2", "taken"), records.change("c", "3", "other"));

      assertThat(client.query("SELECT CONCAT(id, v) FROM owners ORDER BY id"))
          .containsExactly("1taken", "2free", "3other");
      sink.putUntilWaitingRecordsAreRefused();
      assertThat(sink.reported())
          .singleElement()
          .asString()
          .contains("offset 2", "another row has the same unique key (error 1062")
          .doesNotContain("taken");
    }
  }

  @Test
  void aTableWhoseKeyMergesKeysStopsTheTask(Tenant tenant) throws SQLException {
    CollectionRecords records = texts("merging");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE);
        DirectSink careless =
            new DirectSink(tenant, DATABASE, "precheck.skip", "table.key.collation")) {
      client.execute("CREATE TABLE merging (id VARCHAR(20) PRIMARY KEY, v VARCHAR(20))");

      assertThatThrownBy(() -> sink.put(records.change("c", "1", "a")))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("has the collation utf8mb4_general_ci");
      careless.put(records.change("c", "1", "a"));
      assertThat(client.count("merging")).isEqualTo(1);
    }
  }

  @Test
  void aLongKeyIsARecordErrorBeyondTheServersLimit(Tenant tenant) throws SQLException {
    CollectionRecords records =
        new CollectionRecords(
            DATABASE,
            "long_keys",
            milvus("id", SchemaBuilder.string(), "VARCHAR", 65_535, null),
            milvus("v", SchemaBuilder.string(), "VARCHAR", 20, null));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(
          records.change("c", "中".repeat(4_096), "longest"),
          records.change("c", "x".repeat(4_097), "too long"));

      assertThat(client.query("SELECT v FROM long_keys")).containsExactly("longest");
      assertThat(sink.reported())
          .singleElement()
          .asString()
          .contains("column 'id' (varchar(4096))", "4097 characters exceed the maximum of 4096");
    }
  }

  private static CollectionRecords texts(String collection) {
    return new CollectionRecords(
        DATABASE,
        collection,
        milvus("id", SchemaBuilder.string(), "VARCHAR", 20, null),
        column("v", SchemaBuilder.string(), "__debezium.source.column.length", "20"));
  }
}
