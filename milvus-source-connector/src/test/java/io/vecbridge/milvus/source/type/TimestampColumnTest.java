// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.TimestamptzArray;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampColumnTest {
  private static final MilvusField FIELD = MilvusFields.scalar(DataType.Timestamptz);
  private static final long YEAR_0 = -62_167_219_200_000_000L;
  private static final long YEAR_9999 = 253_402_300_799_999_999L;

  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000000Z",
    "-1, 1970-01-01T07:59:59.999999+08:00, 1969-12-31T23:59:59.999999Z",
    "1729697400123456, 2024-10-23T23:30:00.123456+08:00, 2024-10-23T15:30:00.123456Z",
    "1729697400100000, 2024-10-23T03:30:00.1-12:00, 2024-10-23T15:30:00.100000Z",
    "253402343999999999, 10000-01-01T11:59:59.999999Z, +10000-01-01T11:59:59.999999Z",
    "-62167219200000001, 0000-01-01T07:59:59.999999+08:00, -0001-12-31T23:59:59.999999Z"
  })
  void theLogAndAQueryGiveTheSameTextInUtc(long micros, String text, String expected) {
    assertThat(read(logged(micros))).isEqualTo(expected);
    assertThat(read(queried(text))).isEqualTo(expected);
  }

  @Property
  void everyMicrosecondIsKeptInEveryZone(
      @ForAll @LongRange(min = YEAR_0, max = YEAR_9999) long micros,
      @ForAll @IntRange(min = -12, max = 14) int hours) {
    OffsetDateTime zoned =
        Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.ofHours(hours));
    String text = (String) read(logged(micros));

    Instant read = OffsetDateTime.parse(text).toInstant();
    assertThat(read.getEpochSecond() * 1_000_000 + read.getNano() / 1_000).isEqualTo(micros);
    if (zoned.getYear() >= 0 && zoned.getYear() <= 9999) {
      assertThat(read(queried(zoned.toString()))).isEqualTo(text);
    }
  }

  @Test
  void aTextThatIsNoTimeIsRefused() {
    assertThatThrownBy(() -> read(queried("2024-10-23")))
        .isInstanceOf(ColumnException.class)
        .hasMessage("Field \"s\" of collection \"db.c\": a time is not in the form of ISO 8601.");
  }

  private static Object read(ScalarField values) {
    return Encode.read(FIELD, values, 1).read(0);
  }

  private static ScalarField logged(long micros) {
    return ScalarField.newBuilder()
        .setTimestamptzData(TimestamptzArray.newBuilder().addData(micros))
        .build();
  }

  private static ScalarField queried(String text) {
    return Encode.scalars(DataType.VarChar, List.of(text));
  }
}
