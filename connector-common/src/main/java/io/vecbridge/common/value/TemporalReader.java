// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.kafka.connect.data.Schema;

/**
 * Reads the dates and times of one logical type, Connect's own and Debezium's, as a point of time
 * or a span of nanoseconds. Everything without a zone is taken as UTC, which is also the zone of
 * the session.
 */
public abstract class TemporalReader {
  public static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** The reader of a schema's logical type, or null if it has none of date or time. */
  public static TemporalReader of(Schema schema) {
    if (schema == null || schema.name() == null) {
      return null;
    }
    return switch (schema.name()) {
      case org.apache.kafka.connect.data.Date.LOGICAL_NAME ->
          date(value -> ofMillis(((Date) value).getTime()));
      case org.apache.kafka.connect.data.Timestamp.LOGICAL_NAME ->
          point(value -> ofMillis(((Date) value).getTime()));
      case org.apache.kafka.connect.data.Time.LOGICAL_NAME ->
          span(value -> Math.multiplyExact(((Date) value).getTime(), 1_000_000L));
      case "io.debezium.time.Date" ->
          date(value -> LocalDate.ofEpochDay(number(value)).atStartOfDay());
      case "io.debezium.time.Timestamp" -> point(value -> ofMillis(number(value)));
      case "io.debezium.time.MicroTimestamp" -> point(value -> ofUnits(number(value), 1_000_000));
      case "io.debezium.time.NanoTimestamp" ->
          point(value -> ofUnits(number(value), NANOS_PER_SECOND));
      case "io.debezium.time.ZonedTimestamp" -> zoned(value -> ofZoned((String) value));
      case "io.debezium.time.IsoTimestamp" -> point(value -> TemporalText.point((String) value));
      case "io.debezium.time.IsoDate" -> date(value -> TemporalText.point((String) value));
      case "io.debezium.time.Time" -> span(value -> Math.multiplyExact(number(value), 1_000_000L));
      case "io.debezium.time.MicroTime" -> span(value -> Math.multiplyExact(number(value), 1_000L));
      case "io.debezium.time.NanoTime" -> span(TemporalReader::number);
      case "io.debezium.time.ZonedTime" -> span(value -> TemporalText.zonedSpan((String) value));
      case "io.debezium.time.IsoTime" -> span(value -> TemporalText.span((String) value));
      default -> null;
    };
  }

  /** The reader for values without a logical type: ISO 8601 or SQL text only. */
  public static TemporalReader ofText() {
    return new TemporalReader() {
      @Override
      LocalDateTime readPoint(Object value) {
        return TemporalText.point(requireText(value));
      }

      @Override
      long readSpan(Object value) {
        return TemporalText.span(requireText(value));
      }
    };
  }

  /** A point of time in UTC. */
  public final LocalDateTime point(Object value) {
    try {
      return readPoint(value);
    } catch (DateTimeException | ArithmeticException | ClassCastException e) {
      throw new UnfitValueException("the value is not a valid date or time");
    }
  }

  /** Nanoseconds, for TIME columns; can be negative or more than a day. */
  public final long span(Object value) {
    try {
      return readSpan(value);
    } catch (DateTimeException | ArithmeticException | ClassCastException e) {
      throw new UnfitValueException("the value is not a valid time");
    }
  }

  /**
   * The value in the form of ISO 8601, always to the second and then in groups of three digits, so
   * that texts of one column compare as the times do. A span is written as SQL does.
   */
  public String text(Object value) {
    return TemporalText.iso(point(value));
  }

  abstract LocalDateTime readPoint(Object value);

  abstract long readSpan(Object value);

  private static TemporalReader point(Function<Object, LocalDateTime> read) {
    return new Point(read);
  }

  private static TemporalReader date(Function<Object, LocalDateTime> read) {
    return new Point(read) {
      @Override
      public String text(Object value) {
        LocalDateTime point = point(value);
        // A date's value can hold a time, which must not be lost.
        return point.toLocalTime().equals(LocalTime.MIDNIGHT)
            ? point.toLocalDate().toString()
            : TemporalText.iso(point);
      }
    };
  }

  private static TemporalReader zoned(Function<Object, LocalDateTime> read) {
    return new Point(read) {
      @Override
      public String text(Object value) {
        return super.text(value) + "Z";
      }
    };
  }

  private static TemporalReader span(ToLongFunction<Object> read) {
    return new TemporalReader() {
      @Override
      LocalDateTime readPoint(Object value) {
        throw new UnfitValueException("a time of day is given instead of a date");
      }

      @Override
      long readSpan(Object value) {
        return read.applyAsLong(value);
      }

      @Override
      public String text(Object value) {
        return TemporalText.iso(span(value));
      }
    };
  }

  private static String requireText(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw UnfitValueException.shape(value, "a date or time with a logical type");
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  private static LocalDateTime ofMillis(long millis) {
    return ofUnits(millis, 1_000);
  }

  private static LocalDateTime ofUnits(long value, long perSecond) {
    long nanos = Math.floorMod(value, perSecond) * (NANOS_PER_SECOND / perSecond);
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(value, perSecond), (int) nanos, ZoneOffset.UTC);
  }

  private static LocalDateTime ofZoned(String text) {
    return OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
  }

  private static class Point extends TemporalReader {
    private final Function<Object, LocalDateTime> read;

    Point(Function<Object, LocalDateTime> read) {
      this.read = read;
    }

    @Override
    LocalDateTime readPoint(Object value) {
      return read.apply(value);
    }

    @Override
    long readSpan(Object value) {
      return read.apply(value).toLocalTime().toNanoOfDay();
    }
  }
}
