// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.table.TableKeys;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables are read as they are, with SELECT privilege only, and paged by keys of every type. */
@ExtendWith(TenantExtension.class)
class SourceTablesIT {
  private static final String DATABASE = "source_tables";
  private static final TableReader READER = new TableReader();

  @Test
  void theTableOfThePartitionKeySaysWhatItIs(Tenant tenant) throws SQLException {
    try (OceanBaseClient client = tenant.emptied(DATABASE)) {
      client.execute(
          """
          CREATE TABLE docs (
            pk varchar(20) collate utf8mb4_0900_bin not null comment 'the key',
            tenant varchar(20) collate utf8mb4_0900_bin not null,
            `we``ird` int default 5, n int generated always as (`we``ird` + 1) virtual,
            v vector(4), `$meta` json, primary key (pk, tenant))
          COMMENT 'docs of tenants' PARTITION BY KEY(tenant) PARTITIONS 4""");
      try (SourceTable table =
          new SourceTable(tenant, DATABASE, "docs", VectorEncoding.ARRAY, "pk")) {
        TableDefinition definition = table.schema().definition();
        assertThat(definition.comment()).isEqualTo("docs of tenants");
        assertThat(definition.primaryKey()).containsExactly("pk", "tenant");
        assertThat(definition.partitioning().method()).isEqualTo("KEY");
        assertThat(definition.partitioning().column()).isEqualTo("tenant");
        assertThat(definition.partitioning().names()).containsExactly("p0", "p1", "p2", "p3");
        assertThat(definition.column("n").generated()).isTrue();
        assertThat(definition.column("we`ird").generated()).isFalse();
        assertThat(definition.column("we`ird").defaultValue()).isEqualTo("5");
        RowSchema schema = table.schema();
        assertThat(schema.keySchema().fields()).extracting(Field::name).containsExactly("pk");
        assertThat(schema.keySchema().field("pk").schema().parameters()).isNull();
        assertThat(schema.rowSchema().parameters()).containsEntry("vecbridge.partitions", "4");
        assertThat(schema.rowSchema().field("tenant").schema().parameters())
            .containsEntry("vecbridge.role", "partition_key")
            .containsEntry("__debezium.source.column.length", "20");
        assertThat(schema.rowSchema().field("$meta").schema().parameters())
            .containsEntry("vecbridge.role", "dynamic");
        assertThat(schema.rowSchema().field("pk").schema().doc()).isEqualTo("the key");
        assertThat(schema.rowSchema().field("pk").schema().isOptional()).isFalse();
        assertThat(schema.rowKey().exact()).isTrue();
        assertThat(schema.table().attributeWithName("vecbridge.partitions").value()).isEqualTo("4");
      }
    }
  }

  @Test
  void theKeyIsTheOneThatIdentifiesRows(Tenant tenant) throws SQLException {
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        Connection connection = SourceTable.connect(tenant)) {
      client.execute("CREATE TABLE u (a int, b int not null, unique key x (a), unique key y (b))");
      client.execute("CREATE TABLE p (a varchar(9) not null, b int, unique key x (a(3)))");
      TableDefinition unique = READER.read(connection, id("u"));
      assertThat(TableKeys.of(unique, List.of(), List.of()).record())
          .extracting(ColumnDefinition::name)
          .containsExactly("b");
      assertThatThrownBy(() -> TableKeys.of(unique, List.of("a"), List.of()))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("\"a\" of table \"source_tables.u\", which can be null");
      TableDefinition none = READER.read(connection, id("p"));
      assertThatThrownBy(() -> TableKeys.of(none, List.of(), List.of()))
          .isInstanceOf(ConnectException.class)
          .hasMessageStartingWith("Table \"source_tables.p\" has neither a primary key nor");
      assertThat(READER.read(connection, id("missing"))).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bigint unsigned               | 0, 9223372036854775808, 18446744073709551615
          bigint                        | -9223372036854775808, -1, 9223372036854775807
          decimal(30,5)                 | -1.5, 0, 1234567890123456789012345.00001
          double                        | -1e300, 0.1, 0.30000000000000004, 1e-300
          float                         | -1.5, 0.1, 16777217
          date                          | '0001-01-01', '2024-02-29'
          datetime(6)                   | '2024-02-29 00:00:00.000001', '2024-02-29 00:00:00.000002'
          timestamp(3)                  | '2024-02-29 00:00:00.001', '2024-02-29 00:00:00.002'
          time(6)                       | '-100:00:00.000001', '00:00:00', '838:59:59'
          year                          | 1901, 2155
          bit(64)                       | 0, 1, 18446744073709551615
          enum('z','b','a')             | 'z', 'b', 'a'
          set('z','b')                  | '', 'z', 'b', 'z,b'
          varbinary(9)                  | x'00', x'0000', x'275c', x'ff'
          binary(3)                     | x'00', x'2020', x'ff'
          varchar(9) collate utf8mb4_0900_bin | '', 'A', 'a', 'a ', 'a\\\\', 'it''s', 'é'
          varchar(9) collate utf8mb4_bin | '', 'A', 'a', 'é'
          varchar(9)                    | '', 'a', 'B', 'é', 'z'
          char(5)                       | '', 'a', 'B'
          """)
  void cursorsPassEachRowOnce(String type, String values, Tenant tenant)
      throws SQLException, IOException {
    try (OceanBaseClient client = tenant.emptied(DATABASE)) {
      client.execute("SET SESSION time_zone = '+00:00'");
      client.execute("CREATE TABLE k (a " + type + " not null, b int, primary key (a, b))");
      int count = 0;
      for (String value : values.split(", ")) {
        client.execute("INSERT INTO k VALUES (" + value + ", 1), (" + value + ", 2)");
        count += 2;
      }
      try (SourceTable table = new SourceTable(tenant, DATABASE, "k", VectorEncoding.ARRAY)) {
        List<Struct> rows = new ArrayList<>();
        List<?> cursor = null;
        List<List<Object>> page = table.page(null, 1, rows);
        while (!page.isEmpty()) {
          cursor = restored(page.get(0));
          page = table.page(cursor, 1, rows);
        }
        assertThat(rows).doesNotHaveDuplicates().hasSize(count).isEqualTo(table.rows());
        assertThat(found(table, cursor)).isEqualTo(1);
      }
    }
  }

  @Test
  void everyChangeOfTheDefinitionIsNoticed(Tenant tenant) throws SQLException {
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        Connection connection = SourceTable.connect(tenant)) {
      String create =
          "CREATE TABLE d (id int primary key, a int) PARTITION BY RANGE (id)"
              + " (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20))";
      client.execute(create);
      client.execute("CREATE TABLE other (id int primary key)");
      List<TableDefinition> known =
          List.of(READER.read(connection, id("d")), READER.read(connection, id("other")));
      String before = fingerprint(connection, known);
      assertThat(known.get(0).fingerprint()).isEqualTo(before);
      client.execute("INSERT INTO d VALUES (1, 1), (11, 1)");
      client.execute("ALTER SYSTEM MINOR FREEZE");
      client.execute("CREATE INDEX i ON d (a)");
      assertThat(fingerprint(connection, known)).isEqualTo(before);
      for (String ddl :
          List.of(
              "ALTER TABLE d ADD COLUMN b int",
              "ALTER TABLE d MODIFY COLUMN b bigint",
              "ALTER TABLE d RENAME COLUMN b TO c",
              "ALTER TABLE d DROP COLUMN c",
              "ALTER TABLE d ADD PARTITION (PARTITION p2 VALUES LESS THAN (30))",
              "ALTER TABLE d DROP PARTITION p2",
              "TRUNCATE TABLE d",
              "ALTER TABLE d TRUNCATE PARTITION p1")) {
        client.execute(ddl);
        String after = fingerprint(connection, known);
        assertThat(after).as(ddl).isNotEqualTo(before);
        before = after;
      }
      client.execute("DROP TABLE d");
      assertThat(READER.fingerprints(connection, known)).containsOnlyKeys(id("other"));
      client.execute(create);
      assertThat(fingerprint(connection, known)).isNotEqualTo(before);
    }
  }

  @Test
  void everyChangeOfTheUniqueKeysOfATableWithoutAPrimaryKeyIsNoticed(Tenant tenant)
      throws SQLException {
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        Connection connection = SourceTable.connect(tenant)) {
      client.execute("CREATE TABLE d (a int not null, b int not null, unique key y (b))");
      List<TableDefinition> known = List.of(READER.read(connection, id("d")));
      String before = fingerprint(connection, known);
      assertThat(known.get(0).fingerprint()).isEqualTo(before);
      for (String ddl : List.of("CREATE UNIQUE INDEX x ON d (a)", "DROP INDEX y ON d")) {
        client.execute(ddl);
        String after = fingerprint(connection, known);
        assertThat(after).as(ddl).isNotEqualTo(before);
        assertThat(READER.read(connection, id("d")).fingerprint()).isEqualTo(after);
        before = after;
      }
      client.execute("CREATE INDEX i ON d (b)");
      assertThat(fingerprint(connection, known)).isEqualTo(before);
    }
  }

  @Test
  void theSelectPrivilegeIsEnough(Tenant tenant) throws SQLException {
    try (OceanBaseClient client = tenant.emptied(DATABASE)) {
      client.execute("CREATE TABLE a (id int primary key, s sparsevector, v vector(2))");
      client.execute("CREATE TABLE b (id int primary key)");
      client.execute("CREATE VIEW w AS SELECT id FROM b");
      client.execute("INSERT INTO a VALUES (1, '{1:0.123456789}', '[0.123456789,1]')");
      client.execute("DROP USER IF EXISTS reader_of_a");
      client.execute("CREATE USER reader_of_a");
      client.execute("GRANT SELECT ON " + DATABASE + ".* TO reader_of_a");
      Tenant reader = new Tenant(tenant.url(), "reader_of_a", "");
      try (SourceTable table = new SourceTable(reader, DATABASE, "a", VectorEncoding.ARRAY)) {
        assertThat(READER.tables(table.connection()))
            .containsSubsequence(id("a"), id("b"))
            .doesNotContain(id("w"), new TableName("mysql", "user"));
        assertThat(table.rows().get(0).getArray("v")).isEqualTo(List.of(0.123456789f, 1f));
        assertThat(table.rows().get(0).getStruct("s").getArray("values"))
            .isEqualTo(List.of(0.123456789f));
      }
      client.execute("DROP USER reader_of_a");
    }
  }

  /** A cursor after it was an offset in JSON. */
  private static List<?> restored(List<Object> cursor) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    return mapper.readValue(mapper.writeValueAsBytes(cursor), List.class);
  }

  private static int found(SourceTable table, List<?> cursor) throws SQLException {
    RowSchema schema = table.schema();
    String query =
        "SELECT 1 FROM "
            + schema.definition().name().quoted()
            + " t WHERE "
            + schema.rowKey().in("t", 2);
    try (var statement = table.connection().prepareStatement(query)) {
      int next = schema.rowKey().bind(statement, 1, cursor);
      schema.rowKey().bind(statement, next, cursor);
      try (var rows = statement.executeQuery()) {
        int count = 0;
        while (rows.next()) {
          count++;
        }
        return count;
      }
    }
  }

  private static String fingerprint(Connection connection, List<TableDefinition> known)
      throws SQLException {
    return READER.fingerprints(connection, known).get(id("d"));
  }

  private static TableName id(String table) {
    return new TableName(DATABASE, table);
  }

  @Test
  void aFewHugeRowsAfterManySmallOnesPassAsASnapshotAndAsChanges(Tenant tenant) throws Exception {
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSource source = new DirectSource(tenant, DATABASE)) {
      client.execute("CREATE TABLE skewed (id INT PRIMARY KEY, n INT, document LONGTEXT)");
      client.execute("INSERT INTO skewed VALUES (0, 1, '')");
      for (int rows = 1; rows < 2_000; rows *= 2) {
        client.execute("INSERT INTO skewed SELECT id + " + rows + ", 1, '' FROM skewed");
      }
      client.execute(
          "INSERT INTO skewed SELECT id + 10000, 1, REPEAT('x', 1000000) FROM skewed WHERE id < 40");
      source.start();
      source.until("the snapshot", () -> source.table(DATABASE, "skewed").size() == 2_048 + 40);
      client.execute("UPDATE skewed SET n = 2");
      source.until(
          "the changes",
          () -> source.rows(DATABASE, "skewed").stream().allMatch(row -> row.get(1).equals(2)));
      assertThat(source.rows(DATABASE, "skewed"))
          .filteredOn(row -> row.get(2).toString().length() == 1_000_000)
          .hasSize(40);
    }
  }
}
