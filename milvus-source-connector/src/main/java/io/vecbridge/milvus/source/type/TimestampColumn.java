// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.debezium.time.ZonedTimestamp;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.StringArray;
import io.milvus.grpc.TimestamptzArray;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * TIMESTAMPTZ as {@code io.debezium.time.ZonedTimestamp} in UTC with six digits after the decimal
 * point. The log holds microseconds since 1970, the answer to a query a text in ISO 8601.
 */
final class TimestampColumn {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;
  private static final int DIGITS = 6;
  private static final int DIGITS_OF_A_YEAR = 4;

  private TimestampColumn() {}

  static List<?> of(ScalarField scalars, ColumnData column) {
    if (scalars.hasStringData()) {
      StringArray texts = scalars.getStringData();
      return ScalarType.view(
          texts.getDataCount(), position -> value(parse(texts.getData(position), column)));
    }
    TimestamptzArray micros = scalars.getTimestamptzData();
    return ScalarType.view(micros.getDataCount(), position -> value(utc(micros.getData(position))));
  }

  private static LocalDateTime utc(long micros) {
    int nanos = (int) Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO;
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, MICROS_PER_SECOND), nanos, ZoneOffset.UTC);
  }

  private static LocalDateTime parse(String text, ColumnData column) {
    // ISO 8601 has a sign before a year of more than four digits, Milvus has none.
    String iso = text.indexOf('-') > DIGITS_OF_A_YEAR ? "+" + text : text;
    try {
      return OffsetDateTime.parse(iso).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    } catch (DateTimeException e) {
      throw column.mismatch("a time is not in the form of ISO 8601");
    }
  }

  private static String value(LocalDateTime utc) {
    return ZonedTimestamp.toIsoString(utc.atZone(ZoneOffset.UTC), ZoneOffset.UTC, null, DIGITS);
  }
}
