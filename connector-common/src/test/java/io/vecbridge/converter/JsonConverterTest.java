// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.converter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.storage.Converter;

/** The format is Connect's: everything is compared with Connect's own converter. */
class JsonConverterTest {
  private static final List<Map<String, String>> OPTIONS =
      List.of(
          Map.of(),
          Map.of("schemas.enable", "false"),
          Map.of("decimal.format", "numeric", "replace.null.with.default", "false"),
          Map.of("schemas.enable", "false", "decimal.format", "NUMERIC"),
          Map.of("schemas.cache.size", "1"));

  private static final Map<Map<String, String>, Both> BOTH = new HashMap<>();

  @AfterContainer
  static void close() {
    BOTH.values().forEach(Both::close);
    BOTH.clear();
  }

  @Property(tries = 3000)
  void writesTheBytesOfConnectsConverter(
      @ForAll("options") Map<String, String> options, @ForAll("random") RandomData data) {
    Schema schema = data.schema(3);
    Both both = both(options);

    for (int i = 0; i < 3; i++) {
      both.written("t", schema, data.value(schema)).assertEqual();
    }
  }

  @Property(tries = 2000)
  void writesTheBytesOfConnectsConverterForValuesWithoutSchema(
      @ForAll("options") Map<String, String> options, @ForAll("random") RandomData data) {
    both(options).written("t", null, data.value(null)).assertEqual();
  }

  @Property(tries = 2000)
  void refusesToWriteWhatConnectsConverterRefuses(
      @ForAll("options") Map<String, String> options, @ForAll("random") RandomData data) {
    both(options).written("t", data.schema(2), data.value(data.schema(2))).assertEqual();
    both(options).written("t", data.schema(2), data.value(null)).assertEqual();
    both(options).written("t", null, data.value(data.schema(2))).assertEqual();
  }

  @Property(tries = 3000)
  void readsTheValuesOfConnectsConverter(
      @ForAll("options") Map<String, String> options, @ForAll("random") RandomData data) {
    Schema schema = data.schema(3);
    Both both = both(options);

    for (int i = 0; i < 3; i++) {
      both.read("t", both.json("t", schema, data.value(schema))).assertEqual();
    }
  }

  @Property(tries = 2000)
  void readsTheValuesOfConnectsConverterWithoutSchema(
      @ForAll("options") Map<String, String> options, @ForAll("random") RandomData data) {
    Both both = both(options);

    both.read("t", both.json("t", null, data.value(null))).assertEqual();
  }

  /** Other producers, other versions of a schema, and broken records. */
  @Property(tries = 20_000)
  void readsOrRefusesAnyBytesAsConnectsConverterDoes(
      @ForAll("options") Map<String, String> options, @ForAll("random") RandomData data) {
    Schema schema = data.schema(2);
    Both both = both(options);
    byte[] json = both.json("t", schema, data.value(schema));

    both.read("t", json);
    both.read("t", Damage.to(json, data.random())).assertEqual();
  }

  @Property
  void nothingButSpaceMayFollowTheSchema(@ForAll byte each) {
    String json = "{\"schema\":{\"type\":\"int8\",\"optional\":false} ,\"payload\":1}";
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    bytes[json.indexOf(' ')] = each;

    both(Map.of()).read("t", bytes).assertEqual();
  }

  @Example
  void keepsTheSignOfZero() {
    Schema floats = SchemaBuilder.array(Schema.FLOAT32_SCHEMA).build();
    Schema schema =
        SchemaBuilder.struct()
            .field("f", Schema.FLOAT32_SCHEMA)
            .field("d", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .field("vector", floats)
            .build();
    Struct struct =
        new Struct(schema).put("f", -0f).put("d", -0.0).put("vector", List.of(-0f, 0f, -1e-45f));
    JsonConverter converter = both(Map.of()).ours();

    Struct read =
        (Struct)
            converter.toConnectData("t", converter.fromConnectData("t", schema, struct)).value();

    assertThat(read.getFloat32("f")).isEqualTo(-0f);
    assertThat(read.getFloat64("d")).isEqualTo(-0.0);
    assertThat(read.getArray("vector")).isEqualTo(List.of(-0f, 0f, -1e-45f));
  }

  @Example
  void recordsOfOneSchemaHaveTheSameSchemaObject() {
    JsonConverter converter = both(Map.of()).ours();
    Schema schema = SchemaBuilder.struct().field("n", Schema.INT64_SCHEMA).build();

    SchemaAndValue first = roundTrip(converter, "one", schema, new Struct(schema).put("n", 1L));
    SchemaAndValue other =
        roundTrip(converter, "one", Schema.STRING_SCHEMA, "another schema in the topic");
    SchemaAndValue again = roundTrip(converter, "one", schema, new Struct(schema).put("n", 2L));
    SchemaAndValue elsewhere = roundTrip(converter, "two", schema, new Struct(schema).put("n", 3L));

    assertThat(again.schema()).isSameAs(first.schema()).isEqualTo(schema);
    assertThat(elsewhere.schema()).isSameAs(first.schema());
    assertThat(other.schema()).isEqualTo(Schema.STRING_SCHEMA);
    assertThat(((Struct) again.value()).getInt64("n")).isEqualTo(2L);
  }

  @Example
  void otherProducersRecordsKeepTheSignOfZero() {
    byte[] json =
        "{ \"schema\" : {\"type\": \"double\"} , \"payload\": -0.0 }"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(both(Map.of()).ours().toConnectData("t", json).value()).isEqualTo(-0.0);
  }

  @Example
  void aWorkerFindsTheConverter() {
    assertThat(ServiceLoader.load(Converter.class)).hasAtLeastOneElementOfType(JsonConverter.class);
  }

  @Example
  void theOptionsAreConnects() {
    Both both = both(Map.of());

    assertThat(both.ours().config()).isSameAs(both.connects().config());
  }

  private static SchemaAndValue roundTrip(
      JsonConverter converter, String topic, Schema schema, Object value) {
    return converter.toConnectData(topic, converter.fromConnectData(topic, schema, value));
  }

  private static Both both(Map<String, String> options) {
    return BOTH.computeIfAbsent(options, Both::configured);
  }

  @Provide
  Arbitrary<Map<String, String>> options() {
    return Arbitraries.of(OPTIONS);
  }

  @Provide
  Arbitrary<RandomData> random() {
    return Arbitraries.longs().map(seed -> new RandomData(new Random(seed)));
  }

  /** A record that was changed on its way. */
  private static final class Damage {
    private static final List<String> PIECES =
        List.of(
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            " ",
            "0",
            "-0.0",
            "1e3",
            "007",
            "null",
            "true",
            "\"x\"",
            "[[1,2]]",
            "12345678901234567890",
            "3000000000",
            "NaN",
            "\u00e9",
            "\\u0041",
            "{\"schema\":null,\"payload\":{\"a\":[1,2.5]}}");

    static byte[] to(byte[] json, Random random) {
      if (json == null) {
        return "{\"schema\":null,\"payload\":null,\"more\":1}".getBytes(StandardCharsets.UTF_8);
      }
      String text = new String(json, StandardCharsets.UTF_8);
      int from = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), from + random.nextInt(random.nextBoolean() ? 3 : 30));
      String piece = random.nextInt(3) == 0 ? "" : PIECES.get(random.nextInt(PIECES.size()));
      return switch (random.nextInt(6)) {
        case 0 -> Arrays.copyOf(json, from);
        case 1 -> (text + piece).getBytes(StandardCharsets.UTF_8);
        case 2 -> text.replace(",", " , ").replace(":", ": ").getBytes(StandardCharsets.UTF_8);
        case 3 -> replaceNumber(text, piece).getBytes(StandardCharsets.UTF_8);
        case 4 -> text.getBytes(StandardCharsets.UTF_16LE);
        default ->
            (text.substring(0, from) + piece + text.substring(to)).getBytes(StandardCharsets.UTF_8);
      };
    }

    private static String replaceNumber(String text, String piece) {
      int payload = Math.max(0, text.lastIndexOf("payload"));
      return text.substring(0, payload)
          + text.substring(payload).replaceFirst("-?[0-9][0-9.eE+-]*", piece.replace("\\", "\\\\"));
    }
  }
}
