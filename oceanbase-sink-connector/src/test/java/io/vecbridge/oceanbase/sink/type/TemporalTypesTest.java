// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import static io.vecbridge.oceanbase.sink.type.Types.assertUnfit;
import static io.vecbridge.oceanbase.sink.type.Types.convert;
import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.time.IsoDate;
import io.debezium.time.IsoTime;
import io.debezium.time.IsoTimestamp;
import io.debezium.time.MicroTime;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.NanoTime;
import io.debezium.time.NanoTimestamp;
import io.debezium.time.Year;
import io.debezium.time.ZonedTime;
import io.debezium.time.ZonedTimestamp;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;

class TemporalTypesTest {
  private static final Schema CONNECT_DATE = org.apache.kafka.connect.data.Date.SCHEMA;
  private static final Schema DEBEZIUM_DATE = io.debezium.time.Date.schema();
  private static final Schema DEBEZIUM_TIMESTAMP = io.debezium.time.Timestamp.schema();

  @Test
  void datesComeFromEveryLogicalType() {
    assertThat(convert("date", CONNECT_DATE, new Date(86_400_000L))).isEqualTo("1970-01-02");
    assertThat(convert("date", DEBEZIUM_DATE, -1)).isEqualTo("1969-12-31");
    assertThat(convert("date", DEBEZIUM_DATE, 19_782)).isEqualTo("2024-02-29");
    assertThat(convert("date", IsoDate.schema(), "2024-02-29Z")).isEqualTo("2024-02-29");
    assertThat(convert("date", "0001-01-01")).isEqualTo("0001-01-01");
    assertUnfit("date", DEBEZIUM_TIMESTAMP, 1L).hasMessage("the value has a time of day");
    assertUnfit("date", DEBEZIUM_DATE, Integer.MAX_VALUE)
        .hasMessage("the year is outside the range 0 to 9999");
    assertUnfit("date", "2023-02-29").hasMessage("the value is not a valid date or time");
    assertUnfit("date", 5).hasMessageContaining("with a logical type is expected");
  }

  @Test
  void timestampsAreUtcAndKeepEveryDigit() {
    assertThat(convert("datetime(3)", Timestamp.SCHEMA, new Date(-1)))
        .isEqualTo("1969-12-31 23:59:59.999");
    assertThat(convert("datetime", DEBEZIUM_TIMESTAMP, 0L)).isEqualTo("1970-01-01 00:00:00");
    assertThat(convert("datetime(6)", MicroTimestamp.schema(), -1L))
        .isEqualTo("1969-12-31 23:59:59.999999");
    assertThat(convert("timestamp(6)", NanoTimestamp.schema(), 1_000L))
        .isEqualTo("1970-01-01 00:00:00.000001");
    assertThat(convert("timestamp(6)", ZonedTimestamp.schema(), "2024-01-01T00:30:00.5+01:00"))
        .isEqualTo("2023-12-31 23:30:00.500000");
    assertThat(convert("datetime(6)", IsoTimestamp.schema(), "2024-01-01T00:30:00Z"))
        .isEqualTo("2024-01-01 00:30:00");
    assertThat(convert("datetime", "2024-01-01 10:20:30")).isEqualTo("2024-01-01 10:20:30");
    assertUnfit("datetime(3)", MicroTimestamp.schema(), 1L)
        .hasMessage("the time has more than the column's 3 digits after the decimal point");
    assertUnfit("datetime(6)", NanoTimestamp.schema(), 1L).hasMessageContaining("6 digits");
    assertUnfit("datetime", ZonedTimestamp.schema(), "yesterday")
        .hasMessage("the value is not a valid date or time");
    assertUnfit("datetime", MicroTime.schema(), 1L)
        .hasMessage("a time of day is given instead of a date");
  }

  @Test
  void timesReachFromMinusToPlus838Hours() {
    assertThat(convert("time", Time.SCHEMA, new Date(3_661_000))).isEqualTo("01:01:01");
    assertThat(convert("time(3)", io.debezium.time.Time.schema(), 5)).isEqualTo("00:00:00.005");
    assertThat(convert("time(6)", MicroTime.schema(), -3_020_399_000_000L)).isEqualTo("-838:59:59");
    assertThat(convert("time(6)", NanoTime.schema(), 1_000L)).isEqualTo("00:00:00.000001");
    assertThat(convert("time", ZonedTime.schema(), "01:00:00+02:00")).isEqualTo("23:00:00");
    assertThat(convert("time", IsoTime.schema(), "01:00:00Z")).isEqualTo("01:00:00");
    assertThat(convert("time", "10:20")).isEqualTo("10:20:00");
    assertThat(convert("time", DEBEZIUM_TIMESTAMP, 86_400_000L + 1_000)).isEqualTo("00:00:01");
    assertUnfit("time", MicroTime.schema(), 3_020_400_000_000L)
        .hasMessage("the time is outside the range -838:59:59 to 838:59:59");
    assertUnfit("time", io.debezium.time.Time.schema(), 5).hasMessageContaining("0 digits");
  }

  @Test
  void yearsHaveTheServersRange() {
    assertThat(convert("year", Year.schema(), 2155)).isEqualTo(2155L);
    assertThat(convert("year(4)", "1901")).isEqualTo(1901L);
    assertThat(convert("year", 0)).isEqualTo(0L);
    assertUnfit("year", 1900).hasMessage("the year is neither 0 nor from 1901 to 2155");
  }

  @Test
  void textColumnsTakeIso8601() {
    assertThat(convert("varchar(40)", DEBEZIUM_TIMESTAMP, 0L)).isEqualTo("1970-01-01T00:00:00");
    assertThat(convert("varchar(40)", MicroTime.schema(), 1_000_000L)).isEqualTo("00:00:01");
  }
}
