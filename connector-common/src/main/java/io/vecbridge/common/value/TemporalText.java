// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;

/** Dates and times as texts: ISO 8601 and SQL's form in, SQL's form out. */
public final class TemporalText {
  private static final int FIRST_YEAR = 0;
  private static final int LAST_YEAR = 9999;

  private TemporalText() {}

  public static LocalDateTime point(String text) {
    String iso = text.trim().replace(' ', 'T');
    if (iso.indexOf('T') < 0) {
      String date = iso.endsWith("Z") ? iso.substring(0, iso.length() - 1) : iso;
      return LocalDate.parse(date).atStartOfDay();
    }
    if (hasZone(iso)) {
      return OffsetDateTime.parse(iso).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }
    return LocalDateTime.parse(iso);
  }

  public static long span(String text) {
    String time = text.trim();
    return hasZone("T" + time) ? zonedSpan(time) : LocalTime.parse(time).toNanoOfDay();
  }

  public static long zonedSpan(String text) {
    return OffsetTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalTime().toNanoOfDay();
  }

  /** {@code 2024-02-29}. */
  public static String date(LocalDate date) {
    checkYear(date);
    return padded(date.getYear(), 4)
        + "-"
        + padded(date.getMonthValue(), 2)
        + "-"
        + padded(date.getDayOfMonth(), 2);
  }

  /** {@code 2024-02-29 23:59:59.999999}, with as many digits as the column has. */
  public static String dateTime(LocalDateTime value, int digits) {
    return date(value.toLocalDate()) + " " + time(value.toLocalTime().toNanoOfDay(), digits);
  }

  /** {@code -838:59:59}, with as many digits after the decimal point as the column has. */
  public static String time(long nanos, int digits) {
    long magnitude = Math.abs(nanos);
    long seconds = magnitude / TemporalReader.NANOS_PER_SECOND;
    String text =
        padded(seconds / 3_600, 2)
            + ":"
            + padded(seconds / 60 % 60, 2)
            + ":"
            + padded(seconds % 60, 2);
    return (nanos < 0 ? "-" : "")
        + text
        + fraction(magnitude % TemporalReader.NANOS_PER_SECOND, digits);
  }

  private static String fraction(long nanos, int digits) {
    if (nanos == 0) {
      return "";
    }
    String all = padded(nanos, 9);
    if (!all.substring(digits).chars().allMatch(c -> c == '0')) {
      throw new UnfitValueException(
          "the time has more than the column's " + digits + " digits after the decimal point");
    }
    return "." + all.substring(0, digits);
  }

  private static boolean hasZone(String iso) {
    int time = iso.indexOf('T');
    return iso.endsWith("Z") || iso.indexOf('+', time) >= 0 || iso.indexOf('-', time) >= 0;
  }

  private static void checkYear(LocalDate date) {
    if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
      throw new UnfitValueException("the year is outside the range 0 to 9999");
    }
  }

  private static String padded(long number, int width) {
    String digits = Long.toString(number);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }
}
