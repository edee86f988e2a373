// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class DateAndTimeTest {
  @Test
  void pointsAreReadWithAnyDigitsOfASecond() {
    assertThat(point("2024-02-29")).isEqualTo(LocalDateTime.of(2024, 2, 29, 0, 0));
    assertThat(point("2024-02-29 23:59:58")).isEqualTo(LocalDateTime.of(2024, 2, 29, 23, 59, 58));
    assertThat(point("0001-01-01 00:00:00.5"))
        .isEqualTo(LocalDateTime.of(1, 1, 1, 0, 0, 0, 500_000_000));
    assertThat(point("9999-12-31 23:59:59.999999"))
        .isEqualTo(LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000));
  }

  @Test
  void datesOfNoCalendarAreNull() {
    assertThat(point("0000-00-00")).isNull();
    assertThat(point("0000-00-00 00:00:00.000000")).isNull();
    assertThat(point("2020-00-01 10:00:00")).isNull();
    assertThat(point("2020-01-00")).isNull();
    assertThat(point("2023-02-29 10:00:00")).isNull();
    assertThat(point("2024-04-31")).isNull();
  }

  @Test
  void spansCanBeNegativeAndLongerThanADay() {
    assertThat(micros("00:00:00.000001")).isEqualTo(1);
    assertThat(micros("-00:00:00.5")).isEqualTo(-500_000);
    assertThat(micros("-100:00:00")).isEqualTo(-360_000_000_000L);
    assertThat(micros("838:59:59.000000")).isEqualTo(3_020_399_000_000L);
  }

  @Test
  void whatIsNoDateIsRefused() {
    assertThatThrownBy(() -> point("2024-0x-01"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The text of a date or time can't be parsed");
  }

  private static LocalDateTime point(String text) {
    return DateAndTime.point(text.getBytes(US_ASCII));
  }

  private static long micros(String text) {
    return DateAndTime.micros(text.getBytes(US_ASCII));
  }
}
