// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemporalReaderTest {
  @ParameterizedTest
  @CsvSource({
    "30600250000, 08:30:00.250",
    "2700000000, 00:45:00",
    "94500000000, 26:15:00",
    "-5400000000, -01:30:00",
    "-1000000, -00:00:01",
    "-1, -00:00:00.000001",
    "3020399000000, 838:59:59"
  })
  void aTimeIsTheSpanThatItIsAlsoAsText(long micros, String text) {
    assertThat(text("io.debezium.time.MicroTime", Schema.Type.INT64, micros)).isEqualTo(text);
    assertThat(TemporalReader.ofText().span(text)).isEqualTo(micros * 1_000);
  }

  @ParameterizedTest
  @CsvSource({
    "Timestamp, 1709200800000, 2024-02-29T10:00:00",
    "Timestamp, 1709200801500, 2024-02-29T10:00:01.500",
    "MicroTimestamp, 1709200801500000, 2024-02-29T10:00:01.500",
    "MicroTimestamp, 1709200801500001, 2024-02-29T10:00:01.500001",
    "NanoTimestamp, 1709200800000000001, 2024-02-29T10:00:00.000000001"
  })
  void pointsOfTimeAreWrittenToTheSecondAndThenInGroupsOfThreeDigits(
      String type, long value, String text) {
    assertThat(text("io.debezium.time." + type, Schema.Type.INT64, value)).isEqualTo(text);
  }

  @Test
  void aDateIsItsDayAndAZonedTimeKeepsItsZone() {
    assertThat(text("io.debezium.time.Date", Schema.Type.INT32, 19_782)).isEqualTo("2024-02-29");
    assertThat(
            text(
                "io.debezium.time.ZonedTimestamp", Schema.Type.STRING, "2024-02-29T12:00:00+02:00"))
        .isEqualTo("2024-02-29T10:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({"12:00+02:00, 10:00:00", "10:00, 10:00:00", "10:00:00.5, 10:00:00.500"})
  void textsAreReadAsTimes(String text, String time) {
    assertThat(TemporalText.iso(TemporalReader.ofText().span(text))).isEqualTo(time);
  }

  @Test
  void whatIsNoTimeIsUnfit() {
    for (String text : new String[] {"10", "10:60:00", "1-2", "", "12:00:00.0000000001"}) {
      assertThatThrownBy(() -> TemporalReader.ofText().span(text))
          .isInstanceOf(UnfitValueException.class)
          .hasMessage("the value is not a valid time");
    }
  }

  private static String text(String name, Schema.Type type, Object value) {
    return TextReader.of(SchemaBuilder.type(type).name(name).build()).text(value);
  }
}
