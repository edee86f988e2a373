// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times as texts: ISO 8601 and SQL's form in, SQL's form out. */
public final class TemporalText {
  private static final int FIRST_YEAR = 0;
  private static final int LAST_YEAR = 9999;

  private static final Pattern SPAN =
      Pattern.compile(
          "[-+]?(?<hours>\\d{1,7}):(?<minutes>[0-5]\\d)"
              + "(:(?<seconds>[0-5]\\d)(\\.(?<fraction>\\d{1,9}))?)?");

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

  /** Nanoseconds of a time of day, or of SQL's time, which can be negative or more than a day. */
  public static long span(String text) {
    String time = text.trim();
    Matcher matcher = SPAN.matcher(time);
    if (!matcher.matches()) {
      return zonedSpan(time);
    }
    long seconds =
        number(matcher.group("hours")) * 3_600
            + number(matcher.group("minutes")) * 60
            + number(matcher.group("seconds"));
    String digits = matcher.group("fraction") == null ? "" : matcher.group("fraction");
    long nanos =
        seconds * TemporalReader.NANOS_PER_SECOND
            + number(digits + "0".repeat(9 - digits.length()));
    return time.startsWith("-") ? -nanos : nanos;
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
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

  /** {@code 2024-02-29T23:59:59.999999Z}, with as many digits as the column has. */
  public static String utc(LocalDateTime value, int digits) {
    return date(value.toLocalDate()) + "T" + time(value.toLocalTime().toNanoOfDay(), digits) + "Z";
  }

  /** {@code -838:59:59}, with as many digits after the decimal point as the column has. */
  public static String time(long nanos, int digits) {
    return seconds(nanos) + fraction(Math.abs(nanos % TemporalReader.NANOS_PER_SECOND), digits);
  }

  /** {@code -838:59:59.500}: the seconds, and 3, 6 or 9 digits of what is below them. */
  public static String iso(long nanos) {
    long rest = Math.abs(nanos % TemporalReader.NANOS_PER_SECOND);
    int digits = rest % 1_000_000 == 0 ? 3 : rest % 1_000 == 0 ? 6 : 9;
    return seconds(nanos) + fraction(rest, digits);
  }

  /** {@code 2024-02-29T23:59:59.999999}. */
  static String iso(LocalDateTime value) {
    return value.toLocalDate() + "T" + iso(value.toLocalTime().toNanoOfDay());
  }

  private static String seconds(long nanos) {
    long seconds = Math.abs(nanos / TemporalReader.NANOS_PER_SECOND);
    return (nanos < 0 ? "-" : "")
        + padded(seconds / 3_600, 2)
        + ":"
        + padded(seconds / 60 % 60, 2)
        + ":"
        + padded(seconds % 60, 2);
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
