// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import static io.vecbridge.oceanbase.sink.type.Types.assertUnfit;
import static io.vecbridge.oceanbase.sink.type.Types.convert;
import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.data.VariableScaleDecimal;
import io.vecbridge.common.value.UnfitValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTypesTest {
  @ParameterizedTest
  @CsvSource({
    "tinyint(4), -128, 127",
    "tinyint(1), -128, 127",
    "tinyint(3) unsigned, 0, 255",
    "smallint(6), -32768, 32767",
    "smallint(5) unsigned, 0, 65535",
    "mediumint(9), -8388608, 8388607",
    "int(11), -2147483648, 2147483647",
    "int(10) unsigned, 0, 4294967295",
    "bigint(20), -9223372036854775808, 9223372036854775807",
    "bigint(20) unsigned, 0, 18446744073709551615"
  })
  void anIntegerIsTakenWithinItsRangeFromEveryShape(
      String type, BigInteger least, BigInteger most) {
    for (BigInteger bound : new BigInteger[] {least, most}) {
      BigDecimal expected = new BigDecimal(bound);
      assertThat(decimal(convert(type, bound.toString()))).isEqualByComparingTo(expected);
      assertThat(decimal(convert(type, expected))).isEqualByComparingTo(expected);
      if (bound.bitLength() < 64) {
        assertThat(convert(type, bound.longValue())).isEqualTo(bound.longValue());
      }
    }
    assertUnfit(type, new BigDecimal(least.subtract(BigInteger.ONE)))
        .hasMessage("the number is outside the range " + least + " to " + most);
    assertUnfit(type, new BigDecimal(most.add(BigInteger.ONE)))
        .hasMessageContaining("outside the range");
  }

  @Test
  void anIntegerComesFromBooleansAndIntegralDoublesToo() {
    assertThat(convert("tinyint(1)", true)).isEqualTo(1L);
    assertThat(convert("boolean", false)).isEqualTo(0L);
    assertThat(convert("tinyint(1)", "TRUE")).isEqualTo(1L);
    assertThat(convert("bigint(20)", 0x1p60)).isEqualTo(1L << 60);
    assertThat(convert("int(11)", (byte) -3)).isEqualTo(-3L);
    assertUnfit("int(11)", 1.5).hasMessage("the number has a fraction");
    assertUnfit("int(11)", "1e999999999").hasMessageContaining("outside the range");
    assertUnfit("int(11)", "twelve").hasMessage("the text is not a number");
    assertUnfit("int(11)", Double.NaN).hasMessageContaining("NaN");
    assertUnfit("bigint(20)", 9.3e18).hasMessageContaining("outside the range");
    assertUnfit("int(11)", new byte[1]).hasMessageContaining("a number is expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bigint(20)", "bit(8)"})
  void aNumberOfHugeExponentIsRefusedAtOnce(String type) {
    assertUnfit(type, "1e-100000000").hasMessage("the number has a fraction");
    assertUnfit(type, "1e100000000").isInstanceOf(UnfitValueException.class);
    assertThat(decimal(convert(type, "0e-100000000"))).isZero();
    assertThat(decimal(convert(type, "0e100000000"))).isZero();
    assertThat(decimal(convert(type, "12.00"))).isEqualByComparingTo("12");
  }

  @Test
  void aFloatingNumberOfAFixedScaleIsNeverRounded() {
    assertThat(convert("float(7,3)", 0.125f)).isEqualTo(0.125);
    assertThat(convert("float(7,3)", 1234.567f)).isEqualTo((double) 1234.567f);
    assertThat(convert("double(20,2)", "-0.1")).isEqualTo(-0.1);
    assertThat(convert("double(20,2)", 0)).isEqualTo(0.0);
    assertUnfit("float(7,3)", 0.0625f)
        .hasMessage("the number has more than 4 digits before or 3 after the decimal point");
    assertUnfit("float(7,3)", 12345f).hasMessageContaining("more than 4 digits before");
    assertUnfit("double(20,2)", 0.125).hasMessageContaining("2 after the decimal point");
  }

  @Test
  void aDecimalIsNeverRounded() {
    assertThat(convert("decimal(5,2)", new BigDecimal("999.99")))
        .isEqualTo(new BigDecimal("999.99"));
    assertThat(decimal(convert("decimal(5,2)", new BigDecimal("-1.5000"))))
        .isEqualByComparingTo("-1.5");
    assertThat(decimal(convert("decimal(5,2)", 0.1))).isEqualByComparingTo("0.1");
    assertThat(decimal(convert("decimal(5,2)", new BigDecimal("0E-30")))).isZero();
    Schema schema = VariableScaleDecimal.schema();
    assertThat(
            decimal(
                convert(
                    "decimal(10,3)",
                    schema,
                    VariableScaleDecimal.fromLogical(
                        schema,
                        new io.debezium.data.SpecialValueDecimal(new BigDecimal("1.234"))))))
        .isEqualByComparingTo("1.234");
    assertUnfit("decimal(5,2)", new BigDecimal("1.234"))
        .hasMessage("the number has more than 2 digits after the decimal point");
    assertUnfit("decimal(5,2)", 1000)
        .hasMessage("the number has more than 3 digits before the decimal point");
    assertUnfit("decimal(5,2) unsigned", -1).hasMessage("the number is negative");
  }

  @ParameterizedTest
  @ValueSource(
      floats = {0f, -0f, Float.MIN_VALUE, -Float.MIN_NORMAL, Float.MAX_VALUE, 0.1f, 1 / 3f})
  void aFloatIsBoundAsTheDoubleOfTheSameValue(float value) {
    Object converted = convert("float", value);

    assertThat(Double.doubleToRawLongBits((Double) converted))
        .isEqualTo(Double.doubleToRawLongBits(value));
  }

  @Test
  void aFloatRoundsDoublesToTheNearestAndRefusesWhatWouldBeInfinite() {
    assertThat(convert("float", 0.1)).isEqualTo((double) 0.1f);
    assertThat(convert("float", "0.1")).isEqualTo((double) 0.1f);
    assertThat(convert("float", 7)).isEqualTo(7.0);
    for (Object value : new Object[] {Float.NaN, Float.NEGATIVE_INFINITY, 1e39, "1e39", "NaN"}) {
      assertUnfit("float", value).hasMessageContaining("can't be stored");
    }
  }

  @Test
  void aDoubleIsExact() {
    for (double value :
        new double[] {-0.0, Double.MIN_VALUE, Double.MAX_VALUE, 0.1, 0x1p53, 1 / 3.0}) {
      assertThat(convert("double", value)).isEqualTo(value);
    }
    assertThat(convert("double", 0.1f)).isEqualTo((double) 0.1f);
    assertThat(convert("double", 1L << 60)).isEqualTo(0x1p60);
    assertThat(convert("double", new BigDecimal("0.1"))).isEqualTo(0.1);
    assertUnfit("double", (1L << 53) + 1).hasMessage("a double can't hold the number exactly");
    assertUnfit("double", Double.POSITIVE_INFINITY).hasMessageContaining("can't be stored");
    assertUnfit("double", "1e400").hasMessageContaining("can't be stored");
  }

  @Test
  void bitsComeFromFlagsNumbersAndLittleEndianBytes() {
    assertThat(convert("bit(1)", true)).isEqualTo(BigDecimal.ONE);
    assertThat(convert("bit(10)", new byte[] {1, 2})).isEqualTo(new BigDecimal(513));
    byte[] all = {-1, -1, -1, -1, -1, -1, -1, -1};
    assertThat(convert("bit(64)", ByteBuffer.wrap(all)))
        .isEqualTo(new BigDecimal("18446744073709551615"));
    assertUnfit("bit(4)", 16).hasMessage("the value has more than 4 bits");
    assertUnfit("bit(4)", -1).hasMessage("the value has more than 4 bits");
    assertUnfit("bit(4)", 0.5).hasMessage("the number has a fraction");
  }

  private static BigDecimal decimal(Object converted) {
    return converted instanceof Long number ? BigDecimal.valueOf(number) : (BigDecimal) converted;
  }
}
