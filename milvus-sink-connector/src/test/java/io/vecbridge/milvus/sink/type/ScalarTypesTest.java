// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import static io.vecbridge.milvus.sink.type.Types.array;
import static io.vecbridge.milvus.sink.type.Types.assertUnfit;
import static io.vecbridge.milvus.sink.type.Types.column;
import static io.vecbridge.milvus.sink.type.Types.field;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.debezium.data.geometry.Geometry;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalarTypesTest {
  @Test
  void oneIsTrueAndEveryOtherNumberIsFalse() {
    assertThat(
            column(
                    field(DataType.Bool),
                    null,
                    true,
                    1,
                    (short) 1,
                    1.0,
                    "1",
                    "TRUE",
                    0,
                    2,
                    -1,
                    0.5,
                    "0",
                    "false",
                    "7")
                .getScalars()
                .getBoolData()
                .getDataList())
        .containsExactly(
            true, true, true, true, true, true, false, false, false, false, false, false, false);
    assertUnfit(field(DataType.Bool), "yes").hasMessage("the text is not a number");
    assertUnfit(field(DataType.Bool), List.of()).hasMessageContaining("a number is expected");
  }

  @ParameterizedTest
  @CsvSource({
    "Int8, -128, 127",
    "Int16, -32768, 32767",
    "Int32, -2147483648, 2147483647",
    "Int64, -9223372036854775808, 9223372036854775807"
  })
  void integersReachTheirEndsAndNoFurther(DataType type, String least, String most) {
    FieldSchema field = field(type);
    assertThat(Types.convert(field, null, new BigDecimal(least))).isEqualTo(Long.valueOf(least));
    assertThat(Types.convert(field, null, most)).isEqualTo(Long.valueOf(most));
    String message = "the number is outside the range " + least + " to " + most;
    assertUnfit(field, new BigDecimal(least).subtract(BigDecimal.ONE)).hasMessage(message);
    assertUnfit(field, new BigDecimal(most).add(BigDecimal.ONE)).hasMessage(message);
    assertUnfit(field, "1e999999999").hasMessage(message);
    assertUnfit(field, 1.5).hasMessage("the number has a fraction");
  }

  @Test
  void smallIntegersGoIntoTheirColumn() {
    assertThat(
            column(field(DataType.Int8), null, (byte) -1, 5L, true)
                .getScalars()
                .getIntData()
                .getDataList())
        .containsExactly(-1, 5, 1);
    assertThat(
            column(field(DataType.Int64), null, Long.MIN_VALUE)
                .getScalars()
                .getLongData()
                .getData(0))
        .isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void floatsAndDoublesKeepTheirBits() {
    List<Float> floats =
        column(field(DataType.Float), null, -0f, Float.MIN_VALUE, 0.1, "3.4028235e38", 7)
            .getScalars()
            .getFloatData()
            .getDataList();
    assertThat(floats).containsExactly(-0f, Float.MIN_VALUE, 0.1f, Float.MAX_VALUE, 7f);
    List<Double> doubles =
        column(field(DataType.Double), null, -0d, Double.MIN_VALUE, 0.1f, "1e308", 1L << 53)
            .getScalars()
            .getDoubleData()
            .getDataList();
    assertThat(doubles).containsExactly(-0d, Double.MIN_VALUE, (double) 0.1f, 1e308, 0x1p53);
    assertUnfit(field(DataType.Float), 1e39).hasMessageContaining("beyond the range of float32");
    assertUnfit(field(DataType.Double), Double.NaN).hasMessageContaining("NaN");
    assertUnfit(field(DataType.Double), (1L << 53) + 1).hasMessageContaining("exactly");
  }

  @Test
  void textsAreLimitedInBytes() {
    FieldSchema field = field(DataType.VarChar, "max_length", "4");
    assertThat(
            column(field, null, "", "🙂", "éé", 12, ByteBuffer.wrap(new byte[] {65}))
                .getScalars()
                .getStringData()
                .getDataList())
        .containsExactly("", "🙂", "éé", "12", "A");
    assertUnfit(field, "ééa").hasMessage("5 bytes exceed the maximum of 4");
    assertUnfit(field, "\ud83d").hasMessage("the text is not valid Unicode");
    assertThat(
            Types.convert(
                field(DataType.VarChar, "max_length", "40"),
                SchemaBuilder.int32().name("io.debezium.time.Date").build(),
                0))
        .isEqualTo("1970-01-01");
  }

  @Test
  void aDecimalOfAnyScaleIsWrittenAsItsNumber() {
    Schema schema =
        SchemaBuilder.struct()
            .name("io.debezium.data.VariableScaleDecimal")
            .field("scale", Schema.INT32_SCHEMA)
            .field("value", Schema.BYTES_SCHEMA)
            .build();
    Struct number =
        new Struct(schema)
            .put("scale", 2)
            .put("value", new BigDecimal("-1234.50").unscaledValue().toByteArray());

    assertThat(Types.convert(field(DataType.VarChar, "max_length", "40"), schema, number))
        .isEqualTo("-1234.50");
    assertThat(Types.convert(field(DataType.JSON), schema, number))
        .isEqualTo(ByteString.copyFromUtf8("-1234.50"));
  }

  @Test
  void jsonIsKeptAsItIsWritten() {
    String text = "{\"a\":  1.10, \"n\": 123456789012345678901234567890}";
    assertThat(
            column(field(DataType.JSON), null, text, Map.of("k", List.of(1, true)), "5")
                .getScalars()
                .getJsonData()
                .getDataList())
        .extracting(bytes -> bytes.toStringUtf8())
        .containsExactly(text, "{\"k\":[1,true]}", "5");
    assertUnfit(field(DataType.JSON), "{a}").hasMessageContaining("not JSON");
    assertUnfit(field(DataType.JSON), "{} {}").hasMessageContaining("something follows");
  }

  @Test
  void arraysTakeListsAndJsonOfTheirElements() {
    FieldSchema texts = array(DataType.VarChar, 2, 3);
    assertThat(
            column(texts, null, List.of("a", "é"), "[\"\", \"\\\"\"]")
                .getScalars()
                .getArrayData()
                .getDataList())
        .extracting(element -> List.copyOf(element.getStringData().getDataList()))
        .containsExactly(List.of("a", "é"), List.of("", "\""));
    assertThat(column(texts, null, List.of()).getScalars().getArrayData().getElementType())
        .isEqualTo(DataType.VarChar);
    assertUnfit(texts, List.of("a", "b", "c")).hasMessage("3 elements exceed the maximum of 2");
    assertUnfit(texts, List.of("abcd")).hasMessage("4 bytes exceed the maximum of 3");
    assertUnfit(texts, Arrays.asList("a", null)).hasMessage("an element is null");
    assertUnfit(array(DataType.Int8, 4, 0), List.of(128))
        .hasMessageContaining("outside the range" + " -128");
    assertUnfit(texts, 5).hasMessageContaining("an array is expected");
  }

  @Test
  void numbersOfManyDigitsAreRefusedWithoutWritingThemOut() {
    assertUnfit(field(DataType.Int64), "1e-100000000").hasMessage("the number has a fraction");
    assertUnfit(field(DataType.Int8), "0.5").hasMessage("the number has a fraction");
    assertUnfit(field(DataType.Int64), "1e100000000").hasMessageContaining("outside the range");
    assertThat(Types.convert(field(DataType.Int64), null, "0e-100000000")).isEqualTo(0L);
    assertThat(Types.convert(field(DataType.Int64), null, "70e-1")).isEqualTo(7L);
  }

  @Test
  void otherTypesAreRefusedByName() {
    FieldSchema date = FieldSchema.newBuilder().setName("f").setDataTypeValue(28).build();

    assertUnfit(date, "2024-01-01").hasMessage("this version does not write DATE fields");
    assertUnfit(field(DataType.ArrayOfVector), List.of())
        .hasMessage("this version does not write ARRAY<NONE> fields");
  }

  @Test
  void geometriesAreWellKnownText() {
    Schema schema = Geometry.builder().build();
    byte[] wkb = io.vecbridge.common.value.geometry.Geometry.ofWkt("POINT (0.1 -0)").wkb();

    assertThat(
            column(
                    field(DataType.Geometry),
                    schema,
                    Geometry.createValue(schema, wkb, 4326),
                    "point(1 1)")
                .getScalars()
                .getGeometryWktData()
                .getDataList())
        .containsExactly("POINT (0.1 -0)", "POINT (1 1)");
    assertUnfit(field(DataType.Geometry), "POINT (1)")
        .hasMessage("the text is not a geometry in well-known text");
  }

  @ParameterizedTest
  @CsvSource({
    "io.debezium.time.ZonedTimestamp, 2024-10-23T23:30:00.123456+08:00,"
        + " 2024-10-23T15:30:00.123456Z",
    "io.debezium.time.ZonedTimestamp, 0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
    ", 9999-12-31 23:59:59.999999, 9999-12-31T23:59:59.999999Z",
    ", 2024-10-23T23:30:00.100000000+14:00, 2024-10-23T09:30:00.100000Z"
  })
  void timesAreTextsInUtc(String logicalName, String value, String text) {
    Schema schema = logicalName == null ? null : SchemaBuilder.string().name(logicalName).build();

    assertThat(
            column(field(DataType.Timestamptz), schema, value)
                .getScalars()
                .getStringData()
                .getDataList())
        .containsExactly(text);
  }

  @Test
  void timesThatMilvusCannotHoldAreUnfit() {
    FieldSchema time = field(DataType.Timestamptz);

    assertUnfit(time, "9999-12-31T23:59:59-01:00")
        .hasMessage("the year is outside the range 0 to 9999");
    assertUnfit(time, "0000-01-01T00:00:00+01:00")
        .hasMessage("the year is outside the range 0 to 9999");
    assertUnfit(time, "2024-01-01T00:00:00.0000001Z").hasMessageContaining("6 digits");
    assertUnfit(time, "yesterday").hasMessage("the value is not a valid date or time");
    assertUnfit(time, 7L).hasMessageContaining("a date or time with a logical type is expected");
  }
}
