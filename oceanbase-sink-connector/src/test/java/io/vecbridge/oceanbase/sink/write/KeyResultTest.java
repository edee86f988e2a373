// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.oceanbase.sink.row.RecordKey;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import io.vecbridge.oceanbase.sink.table.TablesOfTests;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The driver's form of a value isn't that of the record for some types of key columns. */
class KeyResultTest {
  @Test
  void aYearIsANumberThoughTheDriverTakesItForADate() throws SQLException {
    Map<String, Object> driver =
        Map.of(
            "getObject", Date.valueOf("2024-01-01"), "getString", "2024-01-01", "getLong", 2024L);

    assertThat(key("year(4)", driver)).isEqualTo(2024L);
  }

  @Test
  void theBitsOfTheDriverBeginWithTheHighestOne() throws SQLException {
    byte[] bits = {1, 2};

    assertThat(key("bit(16)", Map.of("getObject", bits, "getBytes", bits)))
        .isEqualTo(new BigDecimal(0x102));
  }

  @Test
  void aTimeOfMoreThanADayIsNoTimeOfTheJvm() throws SQLException {
    assertThat(key("time", Map.of("getObject", refusal("invalid TIME"), "getString", "-30:00:00")))
        .isEqualTo("-30:00:00");
  }

  @Test
  void aTimeThatTheZoneOfTheWorkerSkipsIsATimeInUtc() throws SQLException {
    SQLException skipped = refusal("HOUR_OF_DAY: 2 -> 3");

    assertThat(key("datetime", Map.of("getObject", skipped, "getString", "2024-03-31 02:30:00")))
        .isEqualTo("2024-03-31 02:30:00");
    assertThat(key("date", Map.of("getObject", skipped, "getString", "2024-03-31")))
        .isEqualTo("2024-03-31");
  }

  @Test
  void numbersBytesAndTextsAreAsTheDriverHasThem() throws SQLException {
    byte[] bytes = {1, 2};

    assertThat(key("bigint(20)", Map.of("getObject", 7L))).isEqualTo(7L);
    assertThat(key("varbinary(2)", Map.of("getObject", bytes))).isEqualTo(bytes);
    assertThat(key("varchar(5)", Map.of("getObject", "a", "getString", "a"))).isEqualTo("a");
  }

  private static SQLException refusal(String reason) {
    return new SQLException(reason, "S1009");
  }

  /** The key's only value, of a column of a type that the driver reads by these methods. */
  private static Object key(String type, Map<String, Object> driver) throws SQLException {
    TargetTable table = TablesOfTests.target(List.of("k"), "k", type);
    ResultSet row =
        (ResultSet)
            Proxy.newProxyInstance(
                KeyResultTest.class.getClassLoader(),
                new Class<?>[] {ResultSet.class},
                (self, method, arguments) -> {
                  Object value = driver.get(method.getName());
                  if (value instanceof SQLException refusal) {
                    throw refusal;
                  }
                  return value;
                });
    RecordKey key = new KeyResult(table, List.of("k"), 1).key(row);
    return key.value(0);
  }
}
