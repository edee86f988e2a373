// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.TemporalReader;
import io.vecbridge.common.value.TemporalText;
import io.vecbridge.common.value.UnfitValueException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.apache.kafka.connect.data.Schema;

/** DATE, DATETIME, TIMESTAMP, TIME and YEAR. What a column can't hold is refused, not rounded. */
final class TemporalTypes {
  private static final long LONGEST_TIME =
      (838 * 3_600L + 59 * 60 + 59) * TemporalReader.NANOS_PER_SECOND;
  private static final int FIRST_YEAR = 1901;
  private static final int LAST_YEAR = 2155;

  private TemporalTypes() {}

  /** DATETIME(n) and TIMESTAMP(n), in UTC. */
  static ColumnType dateTime(int digits) {
    return schema -> {
      TemporalReader reader = reader(schema);
      return value -> TemporalText.dateTime(reader.point(value), digits);
    };
  }

  /** DATE; a time of day would be lost, so only midnight passes. */
  static ColumnType date() {
    return schema -> {
      TemporalReader reader = reader(schema);
      return value -> date(reader.point(value));
    };
  }

  /** TIME(n), a span of up to 838 hours in both directions. */
  static ColumnType time(int digits) {
    return schema -> {
      TemporalReader reader = reader(schema);
      return value -> time(reader.span(value), digits);
    };
  }

  /** YEAR: 0, or 1901 to 2155. */
  static ColumnType year() {
    return schema -> {
      Converter number = IntegerType.signed(Integer.SIZE).from(schema);
      return value -> year((Long) number.convert(value));
    };
  }

  private static TemporalReader reader(Schema schema) {
    TemporalReader known = TemporalReader.of(schema);
    return known == null ? TemporalReader.ofText() : known;
  }

  private static String date(LocalDateTime point) {
    if (!point.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      throw new UnfitValueException("the value has a time of day");
    }
    return TemporalText.date(point.toLocalDate());
  }

  private static String time(long nanos, int digits) {
    if (Math.abs(nanos) > LONGEST_TIME) {
      throw new UnfitValueException("the time is outside the range -838:59:59 to 838:59:59");
    }
    return TemporalText.time(nanos, digits);
  }

  private static Long year(Long year) {
    if (year != 0 && (year < FIRST_YEAR || year > LAST_YEAR)) {
      throw new UnfitValueException("the year is neither 0 nor from 1901 to 2155");
    }
    return year;
  }
}
