// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import static io.vecbridge.oceanbase.sink.type.Types.assertUnfit;
import static io.vecbridge.oceanbase.sink.type.Types.convert;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTypeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "\"test\"",
        "null",
        "true",
        " 1 ",
        "-0",
        "-0.0",
        "0.1",
        "0e5",
        "0.000",
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551615",
        "0.1000000000000000000",
        "{\"a\":[1,{\"b\":null}],\"\":\"\\u0000\\\\\\\"\",\"a\":2}"
      })
  void whatTheServerKeepsIsSentAsItIs(String json) {
    assertThat(convert("json", json)).isSameAs(json);
  }

  @Test
  void numbersThatTheServerReadsInexactlyAreSetAsDoubles() {
    assertThat(numbers("0.36211948452850884")).isEqualTo("[$=0.36211948452850884]");
    assertThat(numbers("0.5000000000000000000000000000")).isEqualTo("[$=0.5]");
    assertThat(numbers("1000000000000000000000000.0")).isEqualTo("[$=1.0E24]");
    assertThat(numbers("5e-324")).isEqualTo("[$=4.9E-324]");
    assertThat(numbers("{\"a b\":[1,{\"\\\"\":-0.1234567890123456}],\"c\":0.5}"))
        .isEqualTo("[$.\"a b\"[1].\"\\\"\"=-0.1234567890123456]");
    assertThat(numbers("{\"a\":0.1234567890123456,\"ab\":0.1234567890123457,\"a\":[1]}"))
        .isEqualTo("[$.\"ab\"=0.1234567890123457]");
    assertThat(numbers("{\"a\":{\"b\":[0.1234567890123456]},\"a\":2,\"c\":1e30}"))
        .isEqualTo("[$.\"c\"=1.0E30]");
    assertThat(convert("json", "{\"a\":0.1234567890123456,\"a\":2}")).isInstanceOf(String.class);
  }

  private static String numbers(String json) {
    ExactNumbers.ExactJson exact = (ExactNumbers.ExactJson) convert("json", json);
    assertThat(exact.text()).isSameAs(json);
    assertThat(exact.placeholder())
        .isEqualTo("JSON_SET(?" + ", ?, CAST(? AS DOUBLE)".repeat(exact.numbers().size()) + ")");
    return exact.numbers().stream()
        .map(number -> number.path() + "=" + number.value())
        .toList()
        .toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456789012345678901234567890",
        "18446744073709551616",
        "-9223372036854775809",
        "[1,{\"a\":99999999999999999999}]"
      })
  void anIntegerBeyond64BitsIsRefused(String json) {
    assertUnfit("json", json).hasMessage("a JSON integer is beyond 64 bits and would be rounded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1e400", "1e-400", "[0.1e-999]"})
  void aNumberBeyondADoubleIsRefused(String json) {
    assertUnfit("json", json).hasMessage("a JSON number is beyond the range of a double");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.123456789012345678901", "123456789012345678.5"})
  void aDecimalLongerThanADoubleIsRefused(String json) {
    assertUnfit("json", json).hasMessage("a JSON decimal has more digits than a double holds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{a:1}", "NaN", "'a'", "[1,]", "tru", "01"})
  void whatIsNotJsonIsRefused(String json) {
    assertUnfit("json", json).hasMessageContaining("the text is not JSON");
  }

  @Test
  void oneValueOnly() {
    assertUnfit("json", "").hasMessage("an empty text is not JSON");
    assertUnfit("json", "  ").hasMessage("an empty text is not JSON");
    assertUnfit("json", "1 2").hasMessage("something follows the JSON value");
    assertUnfit("json", "{} []").hasMessage("something follows the JSON value");
  }

  @Test
  void nestingEndsWhereTheServersDoes() {
    String deepest = "[".repeat(101) + "]".repeat(101);
    assertThat(convert("json", deepest)).isEqualTo(deepest);
    assertUnfit("json", "[" + deepest + "]").hasMessageContaining("more than 101 levels");
  }

  @Test
  void structuredValuesAreWrittenAsJson() {
    Schema schema =
        SchemaBuilder.struct()
            .field("name", Schema.STRING_SCHEMA)
            .field("when", io.debezium.time.Timestamp.schema())
            .field("bytes", Schema.BYTES_SCHEMA)
            .build();
    Struct struct =
        new Struct(schema).put("name", "a\"b").put("when", 0L).put("bytes", new byte[] {1});

    assertThat(convert("json", schema, struct))
        .isEqualTo("{\"name\":\"a\\\"b\",\"when\":\"1970-01-01T00:00:00\",\"bytes\":\"AQ==\"}");
    assertThat(convert("json", Arrays.asList(1L, 0.1f, null, "x", List.of())))
        .isEqualTo("[1,0.1,null,\"x\",[]]");
    assertThat(convert("json", Map.of("k", 2))).isEqualTo("{\"k\":2}");
    assertUnfit("json", List.of(Double.NaN)).hasMessage("NaN and infinities are not JSON");
  }
}
