// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.client.ArrayValues;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.comparison.Comparison;
import io.vecbridge.harness.server.MilvusLiteServer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("slow")
@ExtendWith(ClusterExtension.class)
class ComparisonIT {
  private static final float[] VECTORS = {
    0.1f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, 1f / 3, 123456789f, -1e-30f, 2f
  };
  private static final String TABLE =
      """
      CREATE TABLE %s (id BIGINT PRIMARY KEY, b TINYINT(1), i TINYINT, f FLOAT, d DOUBLE, s VARCHAR(100),
        j JSON, ab ARRAY(BOOLEAN), ai ARRAY(INT), af ARRAY(FLOAT), ad ARRAY(DOUBLE), av ARRAY(VARCHAR(20)),
        v VECTOR(4), `$meta` JSON)
      """;

  @Test
  void everyTypeIsComparedExactly(Cluster cluster) throws SQLException {
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        OceanBaseClient oceanBase = new OceanBaseClient(cluster.oceanBase(), "comparison")) {
      createCollection(milvus, "every_type");
      oceanBase.execute(TABLE.formatted("every_type"));
      insert(oceanBase, "every_type");
      Comparison comparison = new Comparison(milvus, "every_type", oceanBase, "every_type");

      assertThat(comparison.awaitSame(Duration.ofSeconds(20)).rows()).isEqualTo(2);

      oceanBase.execute(
          "UPDATE every_type SET v = '[0.1,0,0,0]', s = 'a', j = '{\"a\":1}' WHERE id = 1");
      oceanBase.execute("UPDATE every_type SET av = '[\"a\"]', f = 0.10000001, b = 1 WHERE id = 2");
      oceanBase.execute("INSERT INTO every_type (id) VALUES (3)");
      assertThat(comparison.run().differences())
          .satisfiesExactlyInAnyOrder(
              line -> assertThat(line).startsWith("id=1: v is [0.1, -0.0, 1.4E-45"),
              line -> assertThat(line).startsWith("id=1: s is a\\ in Milvus, a in OceanBase"),
              line -> assertThat(line).startsWith("id=1: j is"),
              line -> assertThat(line).startsWith("id=2: av is"),
              line ->
                  assertThat(line).isEqualTo("id=2: f is 0.1 in Milvus, 0.10000001 in OceanBase"),
              line -> assertThat(line).isEqualTo("id=2: b is false in Milvus, 1 in OceanBase"),
              line -> assertThat(line).startsWith("id=3 is only in OceanBase"));

      oceanBase.execute("DELETE FROM every_type WHERE id <> 2");
      assertThatThrownBy(() -> comparison.awaitSame(Duration.ofMillis(100)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("2 rows in Milvus, 1 in OceanBase");
    }
  }

  @Test
  void binaryVectorsAreComparedExactly(Cluster cluster) throws SQLException {
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        OceanBaseClient oceanBase = new OceanBaseClient(cluster.oceanBase(), "comparison")) {
      milvus.create(
          new CollectionBuilder("bits").varcharKey("k", 20).vector("v", DataType.BinaryVector, 16));
      byte[] bits = {1, -1, 0, 127};
      milvus.insert(
          "bits",
          new Columns(2)
              .varchar("k", List.of("a ", "a"))
              .bytesVector("v", DataType.BinaryVector, 16, bits));
      oceanBase.execute(
          "CREATE TABLE bits (k VARCHAR(20) COLLATE utf8mb4_0900_bin PRIMARY KEY, v VARBINARY(2))");
      oceanBase.execute("INSERT INTO bits VALUES ('a ', x'01FF'), ('a', x'007F')");

      Comparison comparison = new Comparison(milvus, "bits", oceanBase, "bits");
      assertThat(comparison.awaitSame(Duration.ofSeconds(20)).rows()).isEqualTo(2);
    }
  }

  @Test
  void sparseVectorsAreComparedExactly(Cluster cluster) throws SQLException {
    TreeMap<Long, Float> sparse = new TreeMap<>(Map.of(1L, 0.5f, 4294967294L, 0.123456789f));
    try (MilvusLiteServer lite = cluster.start(new MilvusLiteServer(cluster.workspace()));
        MilvusClient milvus = new MilvusClient(lite.uri());
        OceanBaseClient oceanBase = new OceanBaseClient(cluster.oceanBase(), "comparison")) {
      milvus.create(new CollectionBuilder("sparse").int64Key("id").sparseVector("s"));
      milvus.insert("sparse", new Columns(1).int64("id", 7).sparseVector("s", List.of(sparse)));
      oceanBase.execute("CREATE TABLE sparse (id BIGINT PRIMARY KEY, s SPARSEVECTOR)");
      oceanBase.execute("INSERT INTO sparse VALUES (7, '{1:0.5,4294967294:0.123456789}')");
      Comparison comparison = new Comparison(milvus, "sparse", oceanBase, "sparse");

      assertThat(comparison.run().differences()).isEmpty();

      oceanBase.execute("UPDATE sparse SET s = '{1:0.5,4294967294:0.12345678}'");
      assertThat(comparison.run().differences())
          .containsExactly(
              "id=7: s is {1=0.5, 4294967294=0.12345679} in Milvus,"
                  + " {1=0.5, 4294967294=0.12345678} in OceanBase");
    }
  }

  private static void createCollection(MilvusClient milvus, String name) {
    milvus.create(
        new CollectionBuilder(name)
            .int64Key("id")
            .scalar("b", DataType.Bool)
            .scalar("i", DataType.Int8)
            .scalar("f", DataType.Float)
            .scalar("d", DataType.Double)
            .varchar("s", 100)
            .scalar("j", DataType.JSON)
            .array("ab", DataType.Bool, 4)
            .array("ai", DataType.Int32, 4)
            .array("af", DataType.Float, 4)
            .array("ad", DataType.Double, 4)
            .varcharArray("av", 4, 20)
            .vector("v", DataType.FloatVector, 4)
            .dynamic());
    milvus.insert(
        name,
        new Columns(2)
            .int64("id", 1, 2)
            .bool("b", true, false)
            .integers("i", DataType.Int8, -128, 127)
            .floats("f", Float.MAX_VALUE, 0.1f)
            .doubles("d", 0.1, -1.7976931348623157e308)
            .varchar("s", List.of("a\\", "漢 😀"))
            .json("j", List.of("{\"b\": [1, 2.5, null], \"a\": 9007199254740993}", "{}"))
            .array(
                "ab", DataType.Bool, List.of(ArrayValues.bools(true, false), ArrayValues.bools()))
            .array(
                "ai", DataType.Int32, List.of(ArrayValues.integers(1, -2), ArrayValues.integers()))
            .array("af", DataType.Float, List.of(ArrayValues.floats(0.1f), ArrayValues.floats()))
            .array(
                "ad",
                DataType.Double,
                List.of(ArrayValues.doubles(0.1, 1.0 / 3), ArrayValues.doubles()))
            .array(
                "av",
                DataType.VarChar,
                List.of(
                    ArrayValues.strings(List.of("a\\", "\"q\",", "")),
                    ArrayValues.strings(List.of())))
            .floatVector("v", 4, VECTORS)
            .dynamic(List.of("{\"x\": 1}", "{}")));
  }

  private static void insert(OceanBaseClient oceanBase, String table) throws SQLException {
    String sql = "INSERT INTO " + table + " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
    try (PreparedStatement row = oceanBase.connection().prepareStatement(sql)) {
      bind(
          row,
          1,
          1,
          -128,
          Float.MAX_VALUE,
          0.1,
          "a\\",
          "{\"a\":9007199254740993,\"b\":[1,2.5,null]}");
      bindArrays(
          row,
          "[true,false]",
          "[1,-2]",
          "[0.1]",
          "[0.1,0.3333333333333333]",
          "[\"a\\\\\",\"\\\"q\\\",\",\"\"]");
      row.setBytes(13, littleEndian(0));
      row.setString(14, "{\"x\":1}");
      row.execute();
      bind(row, 2, 0, 127, 0.1f, -1.7976931348623157e308, "漢 😀", "{}");
      bindArrays(row, "[]", "[]", "[]", "[]", "[]");
      row.setBytes(13, littleEndian(4));
      row.setString(14, "{}");
      row.execute();
    }
  }

  private static void bind(
      PreparedStatement row,
      long id,
      int bool,
      int int8,
      double real,
      double number,
      String text,
      String json)
      throws SQLException {
    row.setLong(1, id);
    row.setInt(2, bool);
    row.setInt(3, int8);
    row.setDouble(4, real);
    row.setDouble(5, number);
    row.setString(6, text);
    row.setString(7, json);
  }

  private static void bindArrays(PreparedStatement row, String... arrays) throws SQLException {
    for (int i = 0; i < arrays.length; i++) {
      row.setString(8 + i, arrays[i]);
    }
  }

  private static byte[] littleEndian(int from) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = from; i < from + 4; i++) {
      bytes.putFloat(VECTORS[i]);
    }
    return bytes.array();
  }
}
