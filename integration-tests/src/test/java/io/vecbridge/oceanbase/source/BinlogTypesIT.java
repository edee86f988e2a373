// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vecbridge.common.value.geometry.Geometry;
import io.vecbridge.harness.server.MySqlServer;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What comes by the binlog is what a SELECT reads, to the bit, for every column type. */
@ExtendWith({TenantExtension.class, MySqlExtension.class})
class BinlogTypesIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Definition, and two values. */
  private static final String[][] COLUMNS = {
    {"b boolean", "2", "0"},
    {"ti tinyint", "-128", "127"},
    {"tu tinyint unsigned", "255", "0"},
    {"si smallint", "-32768", "32767"},
    {"su smallint unsigned", "65535", "0"},
    {"mi mediumint", "-8388608", "8388607"},
    {"mu mediumint unsigned", "16777215", "0"},
    {"i int", "-2147483648", "2147483647"},
    {"iu int unsigned", "4294967295", "7"},
    {"bi bigint", "-9223372036854775808", "9223372036854775807"},
    {"bu bigint unsigned", "18446744073709551615", "0"},
    {"dc decimal(38,10)", "-1234567890123456789012345678.0000000001", "5"},
    {"d0 decimal(5,0)", "-99999", "0"},
    {"f float", "0.123456789", "'-0'"},
    {"d double", "0.36211948452850884", "4.9e-324"},
    {"dt date", "'1000-01-01'", "'9999-12-31'"},
    {"dz date", "'0000-00-00'", "'1970-01-02'"},
    {"tm time", "'-100:00:00'", "'838:59:59'"},
    {"t1 time(1)", "'-00:00:00.1'", "'01:02:03.9'"},
    {"t3 time(3)", "'-00:00:01.001'", "'01:02:03.999'"},
    {"t6 time(6)", "'-838:59:58.999999'", "'00:00:00.000001'"},
    {"dm datetime", "'1969-12-31 23:59:59'", "'1000-01-01'"},
    {"d3 datetime(3)", "'1969-12-31 23:59:59.999'", "'0000-00-00'"},
    {"d6 datetime(6)", "'9999-12-31 23:59:59.999999'", "'1969-12-31 23:59:59.000001'"},
    {"ts timestamp null", "'1970-01-01 00:00:01'", "'2038-01-19 03:14:07'"},
    {"t2 timestamp(2) null", "'2024-02-29 23:59:59.55'", "'2024-02-29'"},
    {"ts6 timestamp(6) null", "'2024-02-29 23:59:59.500001'", "'2024-02-29'"},
    {"y year", "2155", "'0000'"},
    {"c char(30)", "'ab  '", "''"},
    {"v varchar(300)", "'it''s é中\uD83D\uDE00 '", "''"},
    {"tt tinytext", "'it''s é中\uD83D\uDE00 '", "''"},
    {"lt longtext", "REPEAT('é', 70000)", "''"},
    {"g varchar(5) charset gbk", "'中文'", "'a'"},
    {"bn binary(8)", "x'00275cff20'", "''"},
    {"vb varbinary(8)", "x'00275cff2000'", "''"},
    {"bb blob", "x'00275cff2000'", "''"},
    {"b1 bit", "1", "0"},
    {"b9 bit(9)", "b'100000010'", "0"},
    {"b64 bit(64)", "x'ffffffffffffff01'", "0"},
    {"e enum('a','b','d e')", "'d e'", "1"},
    {"s set('x','y','z')", "'z,x'", "''"},
    {
      "ge geometry",
      "ST_GeomFromText('POLYGON((0.1 -2, 3 4, 5 6, 0.1 -2))')",
      "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1))')"
    },
    {
      "po point",
      "ST_GeomFromText('POINT(179.99999999999997 5e-7)')",
      "ST_GeomFromText('POINT(0 0)')"
    },
  };

  @Test
  void everyTypeOfMysqlIsReadAsASelectReadsIt(Tenant tenant, MySqlServer mysql)
      throws SQLException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_types")) {
      StringBuilder create = new StringBuilder("CREATE TABLE t (id int primary key");
      StringBuilder first = new StringBuilder("INSERT INTO t VALUES (1");
      StringBuilder second = new StringBuilder("INSERT INTO t VALUES (2");
      for (String[] column : COLUMNS) {
        create.append(", ").append(column[0]);
        first.append(", ").append(column[1]);
        second.append(", ").append(column[2]);
      }
      both.execute(create + ") CHARSET utf8mb4");
      try (DirectSource source = both.source("snapshot.mode", "no_data").start()) {
        source.until("the binlog is captured", () -> !source.offsets().isEmpty());
        both.execute(first + ")");
        both.execute(second + ")");
        both.execute("INSERT INTO t (id) VALUES (3)");
        source.until("all rows came", () -> source.table(both.database(), "t").size() == 3);
        assertThat(source.rows(both.database(), "t")).isEqualTo(both.rows("t"));
        both.execute("UPDATE t SET i = 5, v = 'changed' WHERE id = 1");
        source.until("the update came", () -> operations(source).size() == 4);
        assertThat(source.rows(both.database(), "t")).isEqualTo(both.rows("t"));
        assertThat(operations(source)).containsExactly("c", "c", "c", "u");
        Struct update = (Struct) source.records().get(3).value();
        assertThat(update.getStruct("before").get("v")).isEqualTo("it's é中\uD83D\uDE00 ");
        assertThat(update.getStruct("after").get("v")).isEqualTo("changed");
        assertThat(update.getStruct("source").getString("gtid")).contains(":");
      }
    }
  }

  @Test
  void geometriesKeepTheirSridAndTheOrderOfTheirCoordinates(Tenant tenant, MySqlServer mysql)
      throws SQLException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_places")) {
      both.execute("CREATE TABLE g (id int primary key, g geometry)");
      try (DirectSource source = both.source("snapshot.mode", "no_data").start()) {
        source.until("the binlog is captured", () -> !source.offsets().isEmpty());
        both.inLog(
            "INSERT INTO g VALUES (1, ST_GeomFromText('POINT(8.5 -47.25)', 4326,"
                + " 'axis-order=long-lat'))");
        source.until("the row came", () -> source.table(both.database(), "g").size() == 1);
        Struct place = source.table(both.database(), "g").values().iterator().next().getStruct("g");
        assertThat(place.getInt32("srid")).isEqualTo(4326);
        assertThat(place.getBytes("wkb")).isEqualTo(Geometry.ofWkt("POINT (8.5 -47.25)").wkb());
      }
    }
  }

  @Test
  void jsonIsTheSameDocument(Tenant tenant, MySqlServer mysql)
      throws SQLException, JsonProcessingException {
    List<String> documents =
        List.of(
            "{\"b\": [1, -9223372036854775808, 18446744073709551615], \"a\": {\"c\": null}}",
            "\"it''s é\"",
            "true",
            "null",
            "0.1",
            "[]",
            "{}");
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_json")) {
      both.execute("CREATE TABLE j (id int primary key, j json)");
      try (DirectSource source = both.source("snapshot.mode", "no_data").start()) {
        source.until("the binlog is captured", () -> !source.offsets().isEmpty());
        for (int i = 0; i < documents.size(); i++) {
          both.execute("INSERT INTO j VALUES (" + i + ", '" + documents.get(i) + "')");
        }
        source.until(
            "all rows came", () -> source.table(both.database(), "j").size() == documents.size());
        List<Struct> rows = new ArrayList<>(source.table(both.database(), "j").values());
        for (int i = 0; i < documents.size(); i++) {
          assertThat(JSON.readTree(rows.get(i).getString("j")))
              .isEqualTo(JSON.readTree(documents.get(i).replace("''", "'")));
        }
      }
    }
  }

  @Test
  void littleEndianVectorsAreTakenAsTheyAre(Tenant tenant, MySqlServer mysql) throws SQLException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_bytes")) {
      both.inTable("CREATE TABLE v (id int primary key, v vector(3))");
      both.inLog("CREATE TABLE v (id int primary key, v blob)");
      try (DirectSource source = both.source("snapshot.mode", "no_data").start()) {
        source.until("the binlog is captured", () -> !source.offsets().isEmpty());
        // 0.1, -0.0, FLT_MAX
        both.inLog("INSERT INTO v VALUES (1, x'cdcccc3d00000080ffff7f7f'), (2, NULL)");
        source.until("the rows came", () -> source.table(both.database(), "v").size() == 2);
        assertThat(source.rows(both.database(), "v"))
            .isEqualTo(
                Set.of(
                    List.of(1, List.of(0.1f, -0f, Float.MAX_VALUE)),
                    java.util.Arrays.asList(2, null)));
      }
    }
  }

  @Test
  void roundedTextsAreReadAgainExactly(Tenant tenant, MySqlServer mysql) throws SQLException {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, "binlog_texts")) {
      String columns =
          "v vector(3), s sparsevector, f array(float), a array(varchar(9)), i array(int)";
      String stand = "v longtext, s longtext, f longtext, a longtext, i longtext";
      both.inTable(
          "CREATE TABLE v (k varchar(9), n bigint unsigned, " + columns + ", primary key (k, n))");
      both.inLog(
          "CREATE TABLE v (k varchar(9), n bigint unsigned, " + stand + ", primary key (k, n))");
      try (DirectSource source = both.source("snapshot.mode", "no_data").start()) {
        source.until("the binlog is captured", () -> !source.offsets().isEmpty());
        String values =
            "'[0.123456789,-0,1]', '{1:0.123456789,7:2}', '[0.123456789]', '[\"a\"]', '[1,NULL]'";
        both.execute("INSERT INTO v VALUES ('a''s', 18446744073709551615, " + values + ")");
        both.execute("INSERT INTO v (k, n) VALUES ('b', 1)");
        both.transaction(
            "UPDATE v SET v = '[0.987654321,1,2]' WHERE n = 1", "DELETE FROM v WHERE n > 1");
        both.execute("INSERT INTO v VALUES ('c', 3, " + values + ")");
        source.until(
            "all changes came", () -> source.rows(both.database(), "v").equals(both.rows("v")));
        assertThat(source.table(both.database(), "v")).hasSize(2);
      }
    }
  }

  private static List<String> operations(DirectSource source) {
    return source.records().stream()
        .map(SourceRecord::value)
        .map(value -> value == null ? "tombstone" : ((Struct) value).getString("op"))
        .collect(Collectors.toList());
  }
}
