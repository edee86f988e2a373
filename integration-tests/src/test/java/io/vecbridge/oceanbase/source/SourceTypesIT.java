// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.common.value.geometry.Geometry;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the source reads is what the server holds, to the bit, for every column type. */
@ExtendWith(TenantExtension.class)
class SourceTypesIT {
  private static final String DATABASE = "source_types";

  @Test
  void numbersAreReadAtTheirEdges(Tenant tenant) throws SQLException {
    check(
        tenant,
        Column.of("b boolean", "1", (short) 1, "2", (short) 2),
        Column.of("ti tinyint", "-128", (short) -128, "127", (short) 127),
        Column.of("tu tinyint unsigned", "255", (short) 255, "0", (short) 0),
        Column.of("si smallint", "-32768", Short.MIN_VALUE, "32767", Short.MAX_VALUE),
        Column.of("su smallint unsigned", "65535", 65535, "0", 0),
        Column.of("mi mediumint", "-8388608", -8388608, "8388607", 8388607),
        Column.of("mu mediumint unsigned", "16777215", 16777215, "0", 0),
        Column.of("i int", "-2147483648", Integer.MIN_VALUE, "2147483647", Integer.MAX_VALUE),
        Column.of("iu int unsigned zerofill", "4294967295", 4294967295L, "7", 7L),
        Column.of("bi bigint", "-9223372036854775808", Long.MIN_VALUE, "1", 1L),
        Column.of(
            "bu bigint unsigned",
            "18446744073709551615",
            new BigDecimal("18446744073709551615"),
            "0",
            BigDecimal.ZERO),
        Column.of(
            "dc decimal(38,10)",
            "-1234567890123456789012345678.0000000001",
            new BigDecimal("-1234567890123456789012345678.0000000001"),
            "5",
            new BigDecimal("5.0000000000")),
        Column.of("f float", "0.123456789", 0.123456789f, "'-0'", -0f),
        Column.of("f2 float(7,3)", "1.2345", 1.234f, "-9999.999", -9999.999f),
        Column.of("d double", "0.36211948452850884", 0.36211948452850884, "'-0'", -0.0),
        Column.of("d2 double", "1.7976931348623157e308", Double.MAX_VALUE, "4.9e-324", 4.9e-324));
  }

  @Test
  void datesAndTimesAreReadAtTheirEdges(Tenant tenant) throws SQLException {
    check(
        tenant,
        Column.of("dt date", "'0001-01-01'", -719162, "'9999-12-31'", 2932896),
        Column.of("dz date", "'0000-00-00'", null, "'1970-01-02'", 1),
        Column.of("tm time", "'-100:00:00'", -360_000_000_000L, "'838:59:59'", 3020399000000L),
        Column.of("t6 time(6)", "'-838:59:58.999999'", -3020398999999L, "'00:00:00.000001'", 1L),
        Column.of("dm datetime", "'1969-12-31 23:59:59'", -1000L, "'1970-01-01'", 0L),
        Column.of("d3 datetime(3)", "'1969-12-31 23:59:59.999'", -1L, "'0000-00-00'", null),
        Column.of(
            "d6 datetime(6)",
            "'9999-12-31 23:59:59.999999'",
            253402300799999999L,
            "'1969-12-31 23:59:59.999999'",
            -1L),
        Column.of(
            "ts timestamp null",
            "'1970-01-01 00:00:01'",
            "1970-01-01T00:00:01Z",
            "'2038-01-19 03:14:07'",
            "2038-01-19T03:14:07Z"),
        Column.of(
            "t2 timestamp(6) null",
            "'2024-02-29 23:59:59.5'",
            "2024-02-29T23:59:59.500000Z",
            "'2024-02-29'",
            "2024-02-29T00:00:00.000000Z"),
        Column.of("y year", "2155", 2155, "'0000'", 0));
  }

  @Test
  void textsBytesAndBitsAreReadAsTheyAre(Tenant tenant) throws SQLException {
    String text = "it's \"\\\0\n é中\uD83D\uDE00 ";
    String literal = "CONVERT(x'" + hex(text.getBytes(UTF_8)) + "' USING utf8mb4)";
    byte[] odd = {0, 39, 92, -1, 32, 0};
    String bytes = "x'" + hex(odd) + "'";
    check(
        tenant,
        Column.of("c char(30)", "'ab  '", "ab", "''", ""),
        Column.of("v varchar(30)", literal, text, "''", ""),
        Column.of("tt tinytext", literal, text, "''", ""),
        Column.of("tx text", literal, text, "''", ""),
        Column.of("mt mediumtext", literal, text, "''", ""),
        Column.of("lt longtext", literal, text, "REPEAT('é', 100000)", "é".repeat(100_000)),
        Column.of("g varchar(5) charset gbk", "'中文'", "中文", "'a'", "a"),
        Column.of("bn binary(8)", bytes, Arrays.copyOf(odd, 8), "''", new byte[8]),
        Column.of("vb varbinary(8)", bytes, odd, "''", new byte[0]),
        Column.of("tb tinyblob", bytes, odd, "''", new byte[0]),
        Column.of("bb blob", bytes, odd, "''", new byte[0]),
        Column.of("mb mediumblob", bytes, odd, "''", new byte[0]),
        Column.of("lb longblob", bytes, odd, "REPEAT(x'00ff', 70000)", ofPairs(70_000)),
        Column.of("b1 bit", "1", true, "0", false),
        Column.of("b9 bit(9)", "b'100000010'", new byte[] {2, 1}, "0", new byte[2]),
        Column.of("b64 bit(64)", "x'ffffffffffffff01'", littleBits(), "0", new byte[8]),
        Column.of("e enum('a','b''c','d,e')", "'d,e'", "d,e", "1", "a"),
        Column.of("s set('x','y','z')", "'z,x'", "x,z", "''", ""),
        Column.of("j json", "'{\"a\": [1, null]}'", "{\"a\": [1, null]}", "'\"t\"'", "\"t\""),
        Column.of("jn json", "'null'", "null", "'-9223372036854775808'", "-9223372036854775808"));
  }

  @Test
  void arraysAreReadWithTheirNullsAndTheirNesting(Tenant tenant) throws SQLException {
    String text = "it's \"\\\u001f é中\uD83D\uDE00 ,]";
    check(
        tenant,
        Column.of(
            "ab array(boolean)", "'[true,false,null]'", list(s(1), s(0), null), "'[]'", list()),
        Column.of("at array(tinyint)", "'[-128,127]'", list(s(-128), s(127)), "'[]'", list()),
        Column.of("asu array(smallint unsigned)", "'[65535]'", list(65535), "'[0]'", list(0)),
        Column.of("ai array(int)", "'[-2147483648]'", list(Integer.MIN_VALUE), "'[]'", list()),
        Column.of(
            "al array(bigint)", "'[9223372036854775807]'", list(Long.MAX_VALUE), "'[]'", list()),
        Column.of(
            "au array(bigint unsigned)",
            "'[18446744073709551615,null]'",
            list(new BigDecimal("18446744073709551615"), null),
            "'[]'",
            list()),
        Column.of(
            "af array(float)",
            "'[0.123456789,null,-0.0,1.4e-45]'",
            list(0.123456789f, null, -0f, Float.MIN_VALUE),
            "'[]'",
            list()),
        Column.of(
            "ad array(double)",
            "'[0.1,null,1.7976931348623157e308]'",
            list(0.1, null, Double.MAX_VALUE),
            "'[]'",
            list()),
        Column.of(
            "av array(varchar(40))",
            "'" + json(text) + "'",
            Arrays.asList(text, null, "", "NULL"),
            "'[]'",
            list()),
        Column.of("aai array(array(int))", "'[[1,2],[],[null]]'", nested(), "'[[]]'", list(list())),
        Column.of(
            "aaf array(array(float))",
            "'[[0.123456789]]'",
            list(list(0.123456789f)),
            "'[[]]'",
            list(list())),
        Column.of(
            "aav array(array(array(varchar(5))))",
            "'[[[\"a\\\\\\\\\",null],[\"\"]]]'",
            list(list(Arrays.asList("a\\", null), list(""))),
            "'[[[]]]'",
            list(list(list()))));
  }

  @Test
  void geometriesAreReadAsTheirBytes(Tenant tenant) throws SQLException {
    String polygon = "POLYGON ((0.1 -0.2, 179.99999999999997 1, 0.0000005 80, 0.1 -0.2))";
    String line = "LINESTRING (" + "1 2, ".repeat(5_000) + "0.30000000000000004 -0.1)";
    try (OceanBaseClient client = tenant.emptied(DATABASE)) {
      client.execute(
          "CREATE TABLE g (id int primary key, g geometry, p point, po polygon, mp multipoint,"
              + " gc geometrycollection, l linestring)");
      client.execute(
          "INSERT INTO g VALUES (1, "
              + "ST_GeomFromText('"
              + polygon
              + "'), ST_GeomFromText('POINT (1 -2)'), ST_GeomFromText('"
              + polygon
              + "'), ST_GeomFromText('MULTIPOINT (1 2, 3 4)'),"
              + " ST_GeomFromText('GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1))'),"
              + " ST_GeomFromText('"
              + line
              + "'))");
      client.execute("INSERT INTO g (id) VALUES (2)");
      try (SourceTable table = new SourceTable(tenant, DATABASE, "g", VectorEncoding.ARRAY)) {
        List<Struct> rows = table.rows();
        Struct row = rows.get(0);
        assertThat(wkb(row, "g")).isEqualTo(Geometry.ofWkt(polygon).wkb());
        assertThat(row.getStruct("p").getInt32("srid")).isNull();
        assertThat(wkb(row, "p")).isEqualTo(Geometry.ofWkt("POINT (1 -2)").wkb());
        assertThat(wkb(row, "po")).isEqualTo(Geometry.ofWkt(polygon).wkb());
        assertThat(wkb(row, "mp")).isEqualTo(Geometry.ofWkt("MULTIPOINT (1 2, 3 4)").wkb());
        assertThat(wkb(row, "gc"))
            .isEqualTo(
                Geometry.ofWkt("GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1))").wkb());
        assertThat(wkb(row, "l")).isEqualTo(Geometry.ofWkt(line).wkb());
        assertThat(rows.get(1).getStruct("g")).isNull();
      }
    }
  }

  private static byte[] wkb(Struct row, String column) {
    return row.getStruct(column).getBytes("wkb");
  }

  @Test
  void typesThatAreNotReadAreRefusedByName(Tenant tenant) throws SQLException {
    try (OceanBaseClient client = tenant.emptied(DATABASE)) {
      client.execute("CREATE TABLE m (id int primary key, m map(int, float))");
      assertThatThrownBy(() -> new SourceTable(tenant, DATABASE, "m", VectorEncoding.ARRAY).close())
          .isInstanceOf(ConnectException.class)
          .hasMessage(
              "Column \"m\" of table \"source_types.m\" has type MAP(INT,FLOAT), which this"
                  + " connector does not read. Leave the column out with column.exclude.list, or"
                  + " the table with table.exclude.list.");
    }
  }

  /** One row with the first values, one with the second, one with nulls. */
  private static void check(Tenant tenant, Column... columns) throws SQLException {
    try (OceanBaseClient client = tenant.emptied(DATABASE)) {
      StringBuilder create = new StringBuilder("CREATE TABLE t (id int primary key");
      StringBuilder first = new StringBuilder("INSERT INTO t VALUES (1");
      StringBuilder second = new StringBuilder("INSERT INTO t VALUES (2");
      for (Column column : columns) {
        create.append(", ").append(column.definition);
        first.append(", ").append(column.firstLiteral);
        second.append(", ").append(column.secondLiteral);
      }
      client.execute("SET SESSION time_zone = '+00:00', sql_mode = ''");
      client.execute(create + ")");
      client.execute(first + ")");
      client.execute(second + ")");
      client.execute("INSERT INTO t (id) VALUES (3)");
      try (SourceTable table = new SourceTable(tenant, DATABASE, "t", VectorEncoding.ARRAY)) {
        List<Struct> rows = table.rows();
        assertThat(rows).hasSize(3);
        for (Column column : columns) {
          Schema schema = rows.get(0).schema().field(column.name()).schema();
          assertThat(schema.isOptional()).as(column.definition).isTrue();
          assertThat(rows.get(0).get(column.name())).as(column.definition).isEqualTo(column.first);
          assertThat(rows.get(1).get(column.name())).as(column.definition).isEqualTo(column.second);
          assertThat(rows.get(2).get(column.name())).as(column.definition).isNull();
        }
      }
    }
  }

  private static Short s(int value) {
    return (short) value;
  }

  private static List<Object> list(Object... values) {
    return Arrays.asList(values);
  }

  private static List<Object> nested() {
    return list(list(1, 2), list(), list((Object) null));
  }

  /** A JSON array of a text, null, the empty text and NULL, escaped for a literal. */
  private static String json(String text) {
    String quoted = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\u001f", "\\u001f");
    return ("[\"" + quoted + "\",null,\"\",\"NULL\"]").replace("\\", "\\\\").replace("'", "''");
  }

  private static byte[] littleBits() {
    return new byte[] {1, -1, -1, -1, -1, -1, -1, -1};
  }

  private static byte[] ofPairs(int count) {
    byte[] bytes = new byte[count * 2];
    for (int i = 1; i < bytes.length; i += 2) {
      bytes[i] = -1;
    }
    return bytes;
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }

  private record Column(
      String definition, String firstLiteral, Object first, String secondLiteral, Object second) {
    static Column of(String definition, String one, Object first, String two, Object second) {
      return new Column(definition, one, first, two, second);
    }

    String name() {
      return definition.substring(0, definition.indexOf(' '));
    }
  }
}
