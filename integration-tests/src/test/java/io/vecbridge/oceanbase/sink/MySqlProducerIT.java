// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.connect.SchemaRegistry;
import io.vecbridge.harness.server.MySqlServer;
import io.vecbridge.oceanbase.source.MySqlExtension;
import io.vecbridge.records.MySqlDatabase;
import io.vecbridge.records.MySqlProducer;
import io.vecbridge.records.RecordFormat;
import io.vecbridge.records.RecordPath;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The records of Debezium's connector for MySQL leave in OceanBase what MySQL has. */
@Tag("slow")
@ExtendWith({TenantExtension.class, MySqlExtension.class})
class MySqlProducerIT {
  private static final String DATABASE = "mysql_producer";
  private static final String TABLE =
      """
      CREATE TABLE docs (id INT PRIMARY KEY, title VARCHAR(50), tiny TINYINT UNSIGNED, flag BOOLEAN,
        med MEDIUMINT, amount DECIMAL(12,4), big BIGINT UNSIGNED, f FLOAT, d DOUBLE, b1 BIT,
        b9 BIT(9), e ENUM('a','b'), st SET('x','y'), y YEAR, da DATE, t0 TIME, t6 TIME(6),
        dt0 DATETIME, dt6 DATETIME(6), ts3 TIMESTAMP(3) NULL, raw VARBINARY(8), lob LONGBLOB,
        mt MEDIUMTEXT, j JSON%s)\
      """;
  private static final String FIRST =
      """
      INSERT INTO docs VALUES (%d, 'it''s é中', 255, 1, -8388608, -12345678.5000,
        9223372036854775807, 0.1, 0.36211948452850884, 1, b'100000010', 'b', 'x,y', 2155,
        '2024-02-29', %s, '1969-12-31 23:59:59',
        '2024-02-29 23:59:59.%s', '2024-02-29 23:59:59.999', x'00275CFF20', x'00FF', '',
        '{"a": [1, null, "é"]}', x'000000bf0000c03fcdcccc3d', '[-0.5, 1.5, 0.1]')\
      """;
  // As text, for both servers alike.
  private static final String COLUMNS =
      """
      CONCAT_WS('|', id, IFNULL(title, '-'), IFNULL(tiny, '-'), IFNULL(flag, '-'), IFNULL(med, '-'),
        IFNULL(CAST(amount AS DECIMAL(12,4)), '-'), IFNULL(big, '-'), IFNULL(f, '-'), IFNULL(d, '-'), IFNULL(b1 + 0, '-'),
        IFNULL(b9 + 0, '-'), IFNULL(e, '-'), IFNULL(st, '-'), IFNULL(y, '-'), IFNULL(da, '-'),
        IFNULL(CAST(t0 AS TIME(6)), '-'), IFNULL(CAST(t6 AS TIME(6)), '-'), IFNULL(CAST(dt0 AS DATETIME(6)), '-'),
        IFNULL(CAST(dt6 AS DATETIME(6)), '-'), IFNULL(CAST(ts3 AS DATETIME(6)), '-'), IFNULL(HEX(raw), '-'),
        IFNULL(HEX(lob), '-'), IFNULL(mt, '-'), IFNULL(CAST(j AS CHAR), '-'))\
      """;

  private static Stream<Arguments> modes() {
    String[] longTimes = {"'-01:00:00', '26:15:00.000001'", "999999"};
    // Debezium itself sends no times below 0 h or from 24 h on in these modes.
    String[] timesOfDay = {"'01:00:00', '23:15:00.001'", "999"};
    return Stream.of(
        Arguments.of(RecordFormat.AVRO, longTimes, new String[] {}),
        Arguments.of(
            RecordFormat.JSON_WITH_SCHEMAS,
            timesOfDay,
            new String[] {
              "time.precision.mode", "connect",
              "decimal.handling.mode", "string",
              "bigint.unsigned.handling.mode", "precise"
            }),
        Arguments.of(
            RecordFormat.AVRO,
            timesOfDay,
            new String[] {
              "time.precision.mode", "isostring",
              "decimal.handling.mode", "double",
              "column.propagate.source.type", ".*"
            }),
        Arguments.of(
            RecordFormat.JSON_WITH_SCHEMAS,
            longTimes,
            new String[] {"time.precision.mode", "nanoseconds"}));
  }

  @ParameterizedTest
  @MethodSource("modes")
  void everyModeOfItsValuesIsExact(
      RecordFormat format, String[] times, String[] options, Tenant tenant, MySqlServer mysql)
      throws SQLException {
    try (MySqlDatabase source = new MySqlDatabase(mysql, DATABASE);
        OceanBaseClient target = tenant.emptied(DATABASE);
        SchemaRegistry registry = new SchemaRegistry()) {
      source.execute(TABLE.formatted(", v VARBINARY(100), vj JSON"));
      source.execute(FIRST.formatted(1, times[0], times[1]));
      source.execute("INSERT INTO docs (id) VALUES (2)");
      source.execute(FIRST.formatted(3, times[0], times[1]));
      // Vectors need columns made for them; all other columns are added by the sink.
      target.execute("CREATE TABLE docs (id INT PRIMARY KEY, v VECTOR(3), vj VECTOR(3))");
      String topic = MySqlProducer.PREFIX + "." + DATABASE + ".docs";
      List<SourceRecord> records = new ArrayList<>();
      try (MySqlProducer producer = new MySqlProducer(mysql, DATABASE, options)) {
        records.addAll(producer.take(topic, 3));
        source.execute(FIRST.formatted(4, times[0], times[1]));
        source.execute("UPDATE docs SET title = 'changed', vj = NULL, t6 = NULL WHERE id = 1");
        source.execute("DELETE FROM docs WHERE id = 3");
        source.execute("UPDATE docs SET id = 5 WHERE id = 2");
        records.addAll(producer.take(topic, 7));
      }
      try (DirectSink sink = new DirectSink(tenant, DATABASE)) {
        sink.put(new RecordPath(format, registry, List.of(), List.of()).carry(records));

        assertThat(sink.reported()).isEmpty();
      }
      String query = "SELECT " + COLUMNS + " FROM docs ORDER BY id";
      assertThat(target.query(query)).isEqualTo(source.query(query)).hasSize(3);
      assertThat(target.query("SELECT v FROM docs ORDER BY id"))
          .containsExactly("[-0.5,1.5,0.1]", "[-0.5,1.5,0.1]", null);
      assertThat(target.query("SELECT vj FROM docs ORDER BY id"))
          .containsExactly(null, "[-0.5,1.5,0.1]", null);
    }
  }
}
