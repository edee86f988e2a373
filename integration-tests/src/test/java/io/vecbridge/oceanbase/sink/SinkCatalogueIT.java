// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static io.vecbridge.oceanbase.sink.CollectionRecords.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.SQLException;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables that an operator created, as the tenant's catalogue describes them. */
@ExtendWith(TenantExtension.class)
class SinkCatalogueIT {
  private static final String DATABASE = "sink_catalogue";

  @Test
  void aViewIsNotWrittenAndHasAMessageOfItsOwn(Tenant tenant) throws SQLException {
    CollectionRecords shown =
        new CollectionRecords(
            DATABASE,
            "shown",
            column("id", SchemaBuilder.int64()),
            column("a", SchemaBuilder.string()));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute("CREATE TABLE behind (id BIGINT PRIMARY KEY, a VARCHAR(5))");
      client.execute("CREATE VIEW shown AS SELECT * FROM behind");

      assertThatThrownBy(() -> sink.put(shown.change("c", 1L, "a")))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining(
              DATABASE
                  + ".shown exists, but is not a base table. Map the collection to another table"
                  + " by table.mappings.");
    }
  }

  @Test
  void generatedColumnsAreLeftToTheServer(Tenant tenant) throws SQLException {
    CollectionRecords records =
        new CollectionRecords(
            DATABASE,
            "computed",
            column("id", SchemaBuilder.int64()),
            column("v", SchemaBuilder.string()),
            column("loud", SchemaBuilder.string().optional()),
            column("length", SchemaBuilder.int32().optional()));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute(
          """
          CREATE TABLE computed (
            id BIGINT PRIMARY KEY, v VARCHAR(20),
            loud VARCHAR(20) GENERATED ALWAYS AS (UPPER(v)) VIRTUAL,
            length INT GENERATED ALWAYS AS (CHAR_LENGTH(v)) STORED)""");
      sink.put(records.change("c", 1L, "abc", "ignored", 7));
      sink.put(records.change("u", 1L, "de", "ignored", 7));

      assertThat(client.query("SELECT CONCAT_WS(' ', id, v, loud, length) FROM computed"))
          .containsExactly("1 de DE 2");
      assertThat(sink.reported()).isEmpty();
    }
  }

  @Test
  void columnsWithADefaultExpressionAreWritten(Tenant tenant) throws SQLException {
    CollectionRecords records =
        new CollectionRecords(
            DATABASE,
            "defaults",
            column("id", SchemaBuilder.int64()),
            column("written", SchemaBuilder.string().optional()),
            column("touched", SchemaBuilder.string().optional()),
            column("amount", SchemaBuilder.int32().optional()));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute(
          """
          CREATE TABLE defaults (
            id BIGINT PRIMARY KEY,
            written DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
            touched TIMESTAMP(3) NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
            amount INT DEFAULT 5)""");
      sink.put(
          records.change("c", 1L, "2001-02-03T04:05:06.000007", "2001-02-03T04:05:06.007", 1),
          records.change("c", 2L, null, null, null));
      sink.put(records.change("u", 1L, "2002-02-03T04:05:06.000007", "2002-02-03T04:05:06.007", 2));

      client.execute("SET SESSION time_zone = '+00:00'");
      assertThat(client.query("SELECT CONCAT_WS(' ', id, written, touched, amount) FROM defaults"))
          .containsExactly("1 2002-02-03 04:05:06.000007 2002-02-03 04:05:06.007 2", "2");
      assertThat(sink.reported()).isEmpty();
    }
  }

  @Test
  void rowsAreNeverFoundByAKeyOverAPrefix(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("prefixed");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute(
          "CREATE TABLE prefixed (id VARCHAR(20) COLLATE utf8mb4_0900_bin NOT NULL,"
              + " v VARCHAR(20), UNIQUE KEY (id(2)))");
      assertThatThrownBy(() -> sink.put(records.change("c", "aax", "1")))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("'id' is not part of a primary key, or of a unique NOT NULL key");
      assertThat(client.count("prefixed")).isZero();
    }
  }

  @Test
  void aWholeKeyIdentifiesRowsBesideOneOverAPrefix(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("whole");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute(
          "CREATE TABLE whole (id VARCHAR(20) COLLATE utf8mb4_0900_bin NOT NULL,"
              + " v VARCHAR(20) NOT NULL, UNIQUE KEY a (v(2)), UNIQUE KEY b (id))");
      sink.put(records.change("c", "1", "aax"), records.change("c", "2", "bbx"));
      sink.put(records.change("u", "1", "ccx"), records.change("u", "2", "ccy"));

      assertThat(client.query("SELECT CONCAT(id, v) FROM whole ORDER BY id"))
          .containsExactly("1ccx", "2bbx");
      sink.putUntilWaitingRecordsAreRefused();
      assertThat(sink.reported()).singleElement().asString().contains("the same unique key");
    }
  }

  @Test
  void rowsAreNeverFoundByAKeyOverAnExpression(Tenant tenant) throws SQLException {
    CollectionRecords records = pairs("expressed");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute(
          "CREATE TABLE expressed (id VARCHAR(20) COLLATE utf8mb4_0900_bin NOT NULL,"
              + " v VARCHAR(20) NOT NULL)");
      client.execute("CREATE UNIQUE INDEX e ON expressed ((CONCAT(id, 'x')))");
      assertThatThrownBy(() -> sink.put(records.change("c", "a", "1")))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("'id' is not part of a primary key, or of a unique NOT NULL key");

      client.execute("CREATE UNIQUE INDEX w ON expressed (id)");
      sink.letTimePass(31_000);
      sink.put(records.change("c", "a", "1"), records.change("u", "a", "2"));
      assertThat(client.query("SELECT CONCAT(id, v) FROM expressed")).containsExactly("a2");
    }
  }

  private static CollectionRecords pairs(String collection) {
    return new CollectionRecords(
        DATABASE,
        collection,
        column("id", SchemaBuilder.string()),
        column("v", SchemaBuilder.string()));
  }
}
