// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.event;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** SQL's texts of dates and times, as a session in UTC prints them, as ASCII. */
final class TemporalCells {
  private static final int MICROS_DIGITS = 6;

  private TemporalCells() {}

  static byte[] date(int year, int month, int day) {
    byte[] text = new byte[10];
    date(text, year, month, day);
    return text;
  }

  static byte[] dateTime(
      int year, int month, int day, int hour, int minute, int second, int micros) {
    byte[] text = new byte[26];
    date(text, year, month, day);
    text[10] = ' ';
    time(text, 11, 2, hour, minute, second, micros);
    return text;
  }

  static byte[] time(boolean negative, int hours, int minutes, int seconds, int micros) {
    int sign = negative ? 1 : 0;
    byte[] text = new byte[sign + 16];
    if (negative) {
      text[0] = '-';
    }
    time(text, sign, 3, hours, minutes, seconds, micros);
    return text;
  }

  /** A TIMESTAMP; 0 stands for the zero date. */
  static byte[] timestamp(long seconds, int micros) {
    if (seconds == 0) {
      return dateTime(0, 0, 0, 0, 0, 0, 0);
    }
    LocalDateTime point = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    return dateTime(
        point.getYear(),
        point.getMonthValue(),
        point.getDayOfMonth(),
        point.getHour(),
        point.getMinute(),
        point.getSecond(),
        micros);
  }

  private static void date(byte[] text, int year, int month, int day) {
    number(text, 0, 4, year);
    text[4] = '-';
    number(text, 5, 2, month);
    text[7] = '-';
    number(text, 8, 2, day);
  }

  private static void time(
      byte[] text, int start, int hourDigits, int hours, int minutes, int seconds, int micros) {
    int colon = start + hourDigits;
    number(text, start, hourDigits, hours);
    text[colon] = ':';
    number(text, colon + 1, 2, minutes);
    text[colon + 3] = ':';
    number(text, colon + 4, 2, seconds);
    text[colon + 6] = '.';
    number(text, colon + 7, MICROS_DIGITS, micros);
  }

  private static void number(byte[] text, int start, int digits, int number) {
    int rest = number;
    for (int i = start + digits - 1; i >= start; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
