// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.regex.Pattern;

/**
 * The temporal texts of a session in UTC: {@code 2020-02-29}, {@code 2020-02-29 23:59:59.999999},
 * {@code -838:59:59.000000}.
 */
final class DateAndTime {
  private static final int MICROS_DIGITS = 6;
  private static final int LEAST_DAYS = 28;
  private static final Pattern THIRD_DIGIT = Pattern.compile("^(-?)0(\\d\\d:)");
  private static final Pattern ZEROS_AT_END = Pattern.compile("\\.?0+$");

  private DateAndTime() {}

  /**
   * A point of time, or null for one that no calendar has: MySQL stores dates with a year, month or
   * day of zero, or any day up to 31, and Debezium sends these as null.
   */
  static LocalDateTime point(byte[] text) {
    int year = number(text, 0, 4);
    int month = number(text, 5, 2);
    int day = number(text, 8, 2);
    if (month == 0 || day == 0 || day > LEAST_DAYS && day > daysOf(year, month)) {
      return null;
    }
    if (text.length <= 10) {
      return LocalDateTime.of(year, month, day, 0, 0);
    }
    int nanos = fraction(text, 19) * 1_000;
    return LocalDateTime.of(
        year, month, day, number(text, 11, 2), number(text, 14, 2), number(text, 17, 2), nanos);
  }

  private static int daysOf(int year, int month) {
    return YearMonth.of(year, month).lengthOfMonth();
  }

  /** A span in microseconds, negative or longer than a day too. */
  static long micros(byte[] text) {
    boolean negative = text[0] == '-';
    int start = negative ? 1 : 0;
    int colon = start;
    while (text[colon] != ':') {
      colon++;
    }
    long hours = number(text, start, colon - start);
    long seconds = hours * 3_600 + number(text, colon + 1, 2) * 60L + number(text, colon + 4, 2);
    long micros = seconds * 1_000_000 + fraction(text, colon + 6);
    return negative ? -micros : micros;
  }

  /**
   * The shortest text of the same point or span. The server writes as many digits of a second as
   * the column has, and two of an hour below 100; a log's texts have six, and three.
   */
  static String shortest(byte[] text) {
    String all = new String(text, StandardCharsets.US_ASCII);
    String hours = THIRD_DIGIT.matcher(all).replaceFirst("$1$2");
    return hours.indexOf('.') < 0 ? hours : ZEROS_AT_END.matcher(hours).replaceFirst("");
  }

  /** The digits after the point at {@code start}, as microseconds. */
  private static int fraction(byte[] text, int start) {
    int micros = 0;
    for (int i = 1; i <= MICROS_DIGITS; i++) {
      micros = micros * 10 + (start + i < text.length ? digit(text, start + i) : 0);
    }
    return micros;
  }

  private static int number(byte[] text, int start, int digits) {
    int number = 0;
    for (int i = start; i < start + digits; i++) {
      number = number * 10 + digit(text, i);
    }
    return number;
  }

  private static int digit(byte[] text, int index) {
    int digit = index < text.length ? text[index] - '0' : -1;
    if (digit < 0 || digit > 9) {
      throw new IllegalStateException("The text of a date or time can't be parsed");
    }
    return digit;
  }
}
