// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static io.vecbridge.oceanbase.sink.CollectionRecords.column;
import static io.vecbridge.oceanbase.sink.CollectionRecords.milvus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A conflict is a snapshot row that meets a row from before the pipeline, and nothing else. */
@ExtendWith(TenantExtension.class)
class SinkConflictsIT {
  private static final String DATABASE = "sink_conflicts";
  private static final String TABLE =
      " (id VARCHAR(20) COLLATE utf8mb4_0900_bin PRIMARY KEY, v VARCHAR(20))";

  @Test
  void overwriteReplacesTheRow(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("overwritten");
    try (OceanBaseClient client = existing(tenant, "overwritten");
        DirectSink sink = sink(tenant, "conflict.mode", "overwrite")) {
      sink.put(records.change("r", "1", "new"), records.change("r", "2", "new"));

      assertThat(client.query("SELECT v FROM overwritten ORDER BY id"))
          .containsExactly("new", "new");
      assertThat(sink.total("Conflicts")).isEqualTo(1);
      assertThat(sink.reported()).isEmpty();

      sink.put(records.change("r", "1", "again"), records.change("u", "2", "newer"));
      assertThat(sink.total("Conflicts")).isEqualTo(1);
    }
  }

  @Test
  void nothingIsLookedUpInATableThatHeldNoRows(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("without_rows");
    try (OceanBaseClient client = existing(tenant, "without_rows")) {
      client.execute("DELETE FROM without_rows");
      try (DirectSink sink = sink(tenant, "conflict.mode", "overwrite")) {
        sink.put(records.change("r", "1", "new"));
      }
      assertThat(client.query("SELECT start_scn FROM sink_conflicts_book.sink_tables"))
          .containsExactly("0");
      try (DirectSink sink = sink(tenant, "conflict.mode", "overwrite")) {
        sink.put(records.change("r", "1", "again"));
        assertThat(sink.total("Conflicts")).isZero();
      }
    }
  }

  @Test
  void aConflictIsReportedOnceWithTheNamesOfTheDifferingColumns(Tenant tenant) throws SQLException {
    CollectionRecords records =
        new CollectionRecords(
            DATABASE,
            "compared",
            milvus("id", SchemaBuilder.string(), "VARCHAR", 20, null),
            column("v", SchemaBuilder.string()),
            column("f", SchemaBuilder.float32()),
            column("j", SchemaBuilder.string()),
            column("e", SchemaBuilder.array(SchemaBuilder.FLOAT32_SCHEMA)));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink =
            new DirectSink(
                tenant,
                DATABASE,
                "conflict.report",
                "dead_letter_queue",
                "errors.deadletterqueue.topic.name",
                "letters",
                "bookkeeping.database",
                "sink_conflicts_book")) {
      client.execute("DROP DATABASE IF EXISTS sink_conflicts_book");
      client.execute(
          "CREATE TABLE compared (id VARCHAR(20) COLLATE utf8mb4_0900_bin PRIMARY KEY,"
              + " v VARCHAR(20) COLLATE utf8mb4_general_ci, f FLOAT, j JSON, e VECTOR(2))");
      client.execute(
          "INSERT INTO compared VALUES ('1', 'a', 0.1, '{\"x\": 1}', '[1,2]'),"
              + " ('2', 'a', 0.1, '{\"x\": 1}', '[1,2]'), ('3', NULL, 0.1, NULL, NULL)");
      List<Float> vector = List.of(1f, 2f);
      SinkRecord[] rows = {
        records.change("r", "1", "a", 0.1f, "{\"x\":1}", vector),
        records.change("r", "2", "A", 0.10000001f, "{\"x\":2}", List.of(1f, Math.nextUp(2f))),
        records.change("r", "3", "", 0.1f, "{}", vector),
        records.change("r", "4", "a", 0.1f, "{}", vector)
      };
      sink.put(rows);

      assertThat(sink.reported())
          .zipSatisfy(
              List.of("no column differs", "columns: v, f, j, e", "columns: v, j, e"),
              (message, end) ->
                  assertThat(message)
                      .contains("table sink_conflicts.compared before this connector, and replaces")
                      .contains("; key columns: id; ")
                      .endsWith(end + "."))
          .element(1)
          .asString()
          .startsWith(
              "The snapshot row at topic vec.sink_conflicts.compared, partition 0, offset 1");
      assertThat(sink.total("Conflicts")).isEqualTo(3);
      assertThat(sink.total("ErrantRecords")).isZero();
      assertThat(client.query("SELECT v FROM compared WHERE id = '2'")).containsExactly("A");

      // The rows that were replaced are the pipeline's own; an equal one was not changed.
      sink.put(rows);
      assertThat(sink.reported()).hasSize(4).last().asString().endsWith("no column differs.");
    }
  }

  @Test
  void withoutPrivilegesInTheBookkeepingDatabaseRowsAreWrittenUncounted(Tenant tenant)
      throws SQLException {
    CollectionRecords records = pairs("uncounted");
    try (OceanBaseClient client = existing(tenant, "uncounted")) {
      client.execute("DROP USER IF EXISTS uncounting");
      client.execute("CREATE USER uncounting IDENTIFIED BY 'p'");
      client.execute(
          "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER ON sink_conflicts.* TO uncounting");
      try (DirectSink sink =
          sink(new Tenant(tenant.url(), "uncounting", "p"), "conflict.mode", "overwrite")) {
        sink.put(records.change("r", "1", "new"));
        assertThat(sink.total("Conflicts")).isZero();
      }
      assertThat(client.query("SELECT v FROM uncounted")).containsExactly("new");
    }
  }

  @Test
  void ignoreKeepsTheRowAndReportsTheRecord(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("kept");
    try (OceanBaseClient client = existing(tenant, "kept");
        DirectSink sink = sink(tenant, "conflict.mode", "ignore")) {
      sink.put(records.change("r", "1", "new"), records.change("r", "2", "new"));

      assertThat(client.query("SELECT CONCAT(id, v) FROM kept ORDER BY id"))
          .containsExactly("1old", "2new");
      assertThat(sink.total("Conflicts")).isEqualTo(1);
      assertThat(sink.reported())
          .singleElement()
          .asString()
          .contains("offset 0", "its key was already in the table");

      sink.put(records.change("u", "1", "newer"));
      assertThat(client.query("SELECT v FROM kept WHERE id = '1'")).containsExactly("newer");
      sink.put(records.change("r", "1", "own row now"));
      assertThat(client.query("SELECT v FROM kept WHERE id = '1'")).containsExactly("own row now");
    }
  }

  @Test
  void failStopsTheTaskAtTheRecord(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("failed");
    try (OceanBaseClient client = existing(tenant, "failed");
        DirectSink sink = sink(tenant, "conflict.mode", "fail")) {
      SinkRecord other = records.change("r", "2", "new");
      SinkRecord conflict = records.change("r", "1", "new");

      assertThatThrownBy(() -> sink.put(other, conflict))
          .isInstanceOf(ConnectException.class)
          .isNotInstanceOf(RetriableException.class)
          .hasMessageContaining("offset 1 has a key that was in table sink_conflicts.failed")
          .hasMessageContaining("conflict.mode=fail");
      assertThat(client.query("SELECT v FROM failed")).containsExactly("old");
      assertThat(sink.total("Conflicts")).isEqualTo(1);

      SinkRecord folded = records.change("u", "1", "newer");
      assertThatThrownBy(() -> sink.put(conflict, folded))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("has a key that was in table sink_conflicts.failed");
    }
  }

  @Test
  void changesAroundASnapshotRowInOnePutAreKept(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("folded");
    try (OceanBaseClient client = existing(tenant, "folded");
        DirectSink sink = sink(tenant, "conflict.mode", "ignore")) {
      // The snapshot row meets the row of the change before it, which is the pipeline's own.
      sink.put(records.change("u", "1", "changed"), records.change("r", "1", "page"));
      assertThat(client.query("SELECT v FROM folded WHERE id = '1'")).containsExactly("page");
      assertThat(sink.total("Conflicts")).isZero();
    }
    try (OceanBaseClient client = existing(tenant, "folded_later");
        DirectSink sink = sink(tenant, "conflict.mode", "ignore")) {
      CollectionRecords later = pairs("folded_later");
      sink.put(later.change("r", "1", "page"), later.change("u", "1", "changed"));
      assertThat(client.query("SELECT v FROM folded_later WHERE id = '1'"))
          .containsExactly("changed");
      assertThat(sink.reported()).singleElement().asString().contains("offset 0");
    }
    try (OceanBaseClient client = existing(tenant, "folded_fail");
        DirectSink sink = sink(tenant, "conflict.mode", "fail")) {
      CollectionRecords own = pairs("folded_fail");
      sink.put(own.change("u", "1", "changed"), own.change("r", "1", "page"));
      assertThat(client.query("SELECT v FROM folded_fail WHERE id = '1'")).containsExactly("page");
    }
  }

  @Test
  void rowsOfThePipelineItselfAreNoConflictsAfterARestart(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("restarted");
    try (OceanBaseClient client = existing(tenant, "restarted")) {
      try (DirectSink sink = sink(tenant, "conflict.mode", "fail")) {
        sink.put(records.change("r", "2", "first"), records.change("u", "1", "second"));
      }
      try (DirectSink sink = sink(tenant, "conflict.mode", "fail")) {
        sink.put(records.change("r", "2", "again"), records.change("r", "1", "again"));
      }

      assertThat(client.query("SELECT v FROM restarted ORDER BY id"))
          .containsExactly("again", "again");
    }
  }

  @Test
  void aTableWithRowsStopsTheFirstStartOnly(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("stopped");
    try (OceanBaseClient client = existing(tenant, "stopped");
        DirectSink sink = sink(tenant, "table.not.empty.mode", "stop")) {
      SinkRecord record = records.change("r", "2", "new");
      assertThatThrownBy(() -> sink.put(record))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("Table sink_conflicts.stopped has rows")
          .hasMessageContaining("table.not.empty.mode=stop");
      assertThatThrownBy(() -> sink.put(record))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("Table sink_conflicts.stopped has rows");

      client.execute("DELETE FROM stopped");
      sink.put(record);
      try (DirectSink restarted = sink(tenant, "table.not.empty.mode", "stop")) {
        restarted.put(records.change("r", "3", "new"));
      }
      assertThat(client.count("stopped")).isEqualTo(2);
    }
  }

  @Test
  void aConflictIsFoundInOtherPartitionsToo(Tenant tenant) throws SQLException {
    CollectionRecords records =
        new CollectionRecords(
            DATABASE,
            "partitioned",
            milvus("id", SchemaBuilder.int64(), "INT64", 0, null),
            milvus("tenant", SchemaBuilder.string(), "VARCHAR", 20, "partition_key"));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = sink(tenant, "conflict.mode", "ignore")) {
      client.execute(
          "CREATE TABLE partitioned (id BIGINT, tenant VARCHAR(20) COLLATE utf8mb4_0900_bin,"
              + " PRIMARY KEY (id, tenant)) PARTITION BY KEY(tenant) PARTITIONS 4");
      client.execute("INSERT INTO partitioned VALUES (1, 'north')");
      sink.put(records.change("r", 1L, "south"), records.change("r", 2L, "south"));

      assertThat(client.query("SELECT CONCAT(id, tenant) FROM partitioned ORDER BY id"))
          .containsExactly("1north", "2south");
    }
  }

  private static OceanBaseClient existing(Tenant tenant, String table) throws SQLException {
    OceanBaseClient client = tenant.emptied(DATABASE);
    client.execute("DROP DATABASE IF EXISTS sink_conflicts_book");
    client.execute("CREATE TABLE " + table + TABLE);
    client.execute("INSERT INTO " + table + " VALUES ('1', 'old')");
    return client;
  }

  private static DirectSink sink(Tenant tenant, String key, String value) {
    return new DirectSink(
        tenant, DATABASE, key, value, "bookkeeping.database", "sink_conflicts_book");
  }

  private static CollectionRecords pairs(String collection) {
    return new CollectionRecords(
        DATABASE,
        collection,
        milvus("id", SchemaBuilder.string(), "VARCHAR", 20, null),
        column("v", SchemaBuilder.string()));
  }
}
