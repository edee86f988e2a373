// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static io.vecbridge.sink.SourceRecords.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.data.Json;
import io.debezium.data.vector.FloatVector;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.client.OceanBaseRows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records as other sources of Debezium send them. */
@ExtendWith(TenantExtension.class)
class SinkOtherSourcesIT {
  private static final String DATABASE = "sink_other_sources";
  private static final String TYPE = "__debezium.source.column.type";
  private static final String LENGTH = "__debezium.source.column.length";
  private static final String UNAVAILABLE = "__debezium_unavailable_value";

  @Test
  void typesOfPostgresThatHaveMilvussNamesKeepTheirRange(Tenant tenant) throws SQLException {
    CollectionRecords records =
        records(
            "visits",
            column("id", SchemaBuilder.int64(), TYPE, "INT8"),
            column("visits", SchemaBuilder.int64(), TYPE, "INT8"),
            column("share", SchemaBuilder.float64(), TYPE, "FLOAT"),
            column("note", SchemaBuilder.string(), TYPE, "VARCHAR", LENGTH, "2147483647"),
            column("v", FloatVector.builder(), TYPE, "VECTOR", LENGTH, "2147483647"));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(records.change("c", 5_000_000_000L, 300L, 0.1, "x".repeat(70_000), floats(1, 2)));

      assertThat(client.query("SELECT CONCAT(id, ' ', visits, ' ', LENGTH(note)) FROM visits"))
          .containsExactly("5000000000 300 70000");
      assertThat(client.query("SELECT share = CAST('0.1' AS DOUBLE) FROM visits"))
          .containsExactly("1");
      assertThat(sink.reported()).isEmpty();
    }
  }

  @Test
  void aValueThatTheSourceDoesNotKnowStaysAsItIs(Tenant tenant) throws SQLException {
    CollectionRecords records =
        records(
            "articles",
            column("id", SchemaBuilder.int64()),
            column("title", SchemaBuilder.string()),
            column("body", SchemaBuilder.string()),
            column("meta", Json.builder()));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(
          records.change("c", 1L, "first", "a long story", "{\"a\":1}"),
          records.change("c", 2L, "second", "another", "{\"b\":2}"));
      sink.put(
          records.change("u", 1L, "first, edited", UNAVAILABLE, "{\"a\":3}"),
          records.change("u", 2L, "second, edited", "short", UNAVAILABLE));
      // Two changes of one row in one put.
      sink.put(
          records.change("u", 2L, "third", "long again", "{\"c\":4}"),
          records.change("u", 2L, "fourth", UNAVAILABLE, UNAVAILABLE));

      assertThat(client.query("SELECT CONCAT_WS('|', title, body) FROM articles ORDER BY id"))
          .containsExactly("first, edited|a long story", "fourth|long again");
      assertThat(client.query("SELECT meta FROM articles ORDER BY id"))
          .containsExactly("{\"a\": 3}", "{\"c\": 4}");
      assertThat(sink.reported()).isEmpty();
    }
  }

  @Test
  void aVectorColumnIsCreatedWhenAValueShowsItsDimension(Tenant tenant) throws SQLException {
    CollectionRecords records =
        records(
            "late",
            column("id", SchemaBuilder.int64()),
            column("name", SchemaBuilder.string()),
            column("v", FloatVector.builder()));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(records.delete(1L), records.tombstone(1L));
      assertThat(
              client.query(
                  "SELECT COUNT(*) FROM information_schema.tables"
                      + " WHERE table_schema = '"
                      + DATABASE
                      + "'"))
          .containsExactly("0");

      sink.put(records.change("c", 1L, "a", null), records.change("c", 2L, "b", null));
      assertThat(client.query("SELECT name FROM late ORDER BY id")).containsExactly("a", "b");

      sink.put(records.change("u", 1L, "c", null), records.change("u", 2L, "d", floats(1, 2, 3)));
      assertThat(client.query("SELECT name FROM late ORDER BY id")).containsExactly("c", "d");
      assertThat(client.query("SELECT v FROM late WHERE id = 2")).containsExactly("[1,2,3]");
      assertThat(sink.reported()).isEmpty();
    }
  }

  @Test
  void namesAndCommentsAreNeverPartOfAStatement(Tenant tenant) throws SQLException {
    String hostile = "x`) AS SELECT 1 -- ' \" \\ /*";
    CollectionRecords records =
        new CollectionRecords(
            DATABASE,
            "t`; DROP TABLE y; --",
            Map.of(),
            column("id", SchemaBuilder.int64()),
            column(hostile, SchemaBuilder.string().doc("*/ '); DROP TABLE y; -- \\")),
            column("n", SchemaBuilder.string(), TYPE, "ARRAY<INT)) AS SELECT 1 -- >"),
            column(
                "d",
                SchemaBuilder.bytes().name("org.apache.kafka.connect.data.Decimal"),
                "scale",
                "2"));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute("CREATE TABLE y (id INT)");
      sink.put(
          records.change(
              "c", 1L, "'; DROP TABLE y; --", "\\'\"", new java.math.BigDecimal("1.25")));

      assertThat(client.query("SELECT n FROM `t``; DROP TABLE y; --`")).containsExactly("\\'\"");
      assertThat(client.count("y")).isZero();
    }
  }

  @Test
  void bytesAreNeverPartOfAStatement(Tenant tenant) throws SQLException {
    byte[] hostile = "'); DROP TABLE y; --\\\0\n'\u00e9".getBytes(StandardCharsets.UTF_8);
    byte[] vector = "x'00'','\\'; -- x".getBytes(StandardCharsets.US_ASCII);
    CollectionRecords records =
        records(
            "hostile",
            column("id", SchemaBuilder.bytes()),
            column("raw", SchemaBuilder.bytes()),
            column("v", SchemaBuilder.bytes().name("io.vecbridge.data.FloatVector")));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute("CREATE TABLE y (id INT)");
      client.execute(
          "CREATE TABLE hostile (id VARBINARY(99) PRIMARY KEY, raw BLOB, v VECTOR("
              + vector.length / 4
              + "))");
      sink.put(records.change("c", hostile, new byte[0], vector));
      sink.put(records.change("u", hostile, hostile, vector));

      assertThat(sink.reported()).isEmpty();
      assertThat(client.query("SELECT HEX(id) FROM hostile")).containsExactly(hex(hostile));
      assertThat(client.query("SELECT HEX(raw) FROM hostile")).containsExactly(hex(hostile));
      try (OceanBaseRows rows = client.rows("hostile", "id")) {
        FloatBuffer floats = ByteBuffer.wrap(vector).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] expected = new float[floats.remaining()];
        floats.get(expected);
        assertThat((float[]) rows.next().get("v")).containsExactly(expected);
      }
      assertThat(client.count("y")).isZero();
    }
  }

  @Test
  void aTableOfAnotherKeyGetsNoColumns(Tenant tenant) throws SQLException {
    CollectionRecords records =
        records(
            "foreign_table",
            column("id", SchemaBuilder.int64()),
            column("v", SchemaBuilder.string()));
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute("CREATE TABLE foreign_table (a INT PRIMARY KEY, id BIGINT)");

      assertThatThrownBy(() -> sink.put(records.change("c", 1L, "a")))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("'id' is not part of a primary key");
      assertThat(
              client.query(
                  "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = '"
                      + DATABASE
                      + "'"))
          .containsExactly("2");
    }
  }

  @Test
  void aTopicThatDenotesNoTableIsNoFinding(Tenant tenant) throws SQLException {
    Map<String, String> properties =
        Map.of(
            "name", "sink",
            "topics", "milvus,milvus.default.t,products,a.b." + "x".repeat(70),
            "connection.url", tenant.url(),
            "connection.username", tenant.username(),
            "connection.password", tenant.password());

    assertThat(new OceanBaseSinkConnector().validate(properties).configValues())
        .allSatisfy(value -> assertThat(value.errorMessages()).isEmpty());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  private static List<Float> floats(float... elements) {
    Float[] boxed = new Float[elements.length];
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = elements[i];
    }
    return Arrays.asList(boxed);
  }

  private static CollectionRecords records(String collection, Field... columns) {
    return new CollectionRecords(DATABASE, collection, columns);
  }
}
