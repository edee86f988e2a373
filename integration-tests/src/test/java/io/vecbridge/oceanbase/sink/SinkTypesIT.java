// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static io.vecbridge.oceanbase.sink.CollectionRecords.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.client.OceanBaseRows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sink writes is what the server holds, to the bit, with vectors as bytes and as text. */
@ExtendWith(TenantExtension.class)
class SinkTypesIT {
  private static final String DATABASE = "sink_types";
  private static final float[] EDGES = {
    0f, -0f, Float.MIN_VALUE, -Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE, 0.1f, 1 / 3f
  };

  @ParameterizedTest
  @ValueSource(strings = {"binary", "text"})
  void vectorsAreExactWhicheverEncodingEachRecordHas(String mode, Tenant tenant)
      throws SQLException {
    String table = "vectors_" + mode;
    CollectionRecords bytes =
        vectors(table, SchemaBuilder.bytes().name("io.vecbridge.data.FloatVector"));
    CollectionRecords lists =
        vectors(
            table, SchemaBuilder.array(Schema.FLOAT32_SCHEMA).name("io.debezium.data.FloatVector"));
    Random random = new Random(7);
    List<float[]> vectors = new ArrayList<>(List.of(EDGES));
    for (int i = 0; i < 300; i++) {
      vectors.add(randomFloats(random, 8));
    }
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE, "vector.bind.mode", mode)) {
      for (int i = 0; i < vectors.size(); i++) {
        float[] vector = vectors.get(i);
        sink.put(
            i % 2 == 0
                ? bytes.change("c", (long) i, littleEndian(vector))
                : lists.change("c", (long) i, list(vector)));
      }

      assertThat(sink.reported()).isEmpty();
      try (OceanBaseRows rows = client.rows(table, "id")) {
        for (float[] vector : vectors) {
          assertThat((float[]) rows.next().get("v")).containsExactly(vector);
        }
      }
    }
  }

  private static CollectionRecords vectors(String table, SchemaBuilder vector) {
    return new CollectionRecords(
        DATABASE,
        table,
        column("id", SchemaBuilder.int64()),
        CollectionRecords.milvus("v", vector, "FLOAT_VECTOR", 8, null));
  }

  @Test
  void scalarsAndArraysAreExactAtTheirEdges(Tenant tenant) throws SQLException {
    CollectionRecords records =
        new CollectionRecords(
            DATABASE,
            "scalars",
            column("id", SchemaBuilder.int64()),
            column("b", SchemaBuilder.bool()),
            column("i", SchemaBuilder.int64()),
            column("f", SchemaBuilder.float32()),
            column("d", SchemaBuilder.float64()),
            column("s", SchemaBuilder.string()),
            column("raw", SchemaBuilder.bytes()),
            column("af", SchemaBuilder.array(Schema.OPTIONAL_FLOAT32_SCHEMA)),
            column("ad", SchemaBuilder.array(Schema.FLOAT64_SCHEMA)),
            column("ai", SchemaBuilder.array(Schema.INT64_SCHEMA)),
            column("av", SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)));
    String text = "it's \"\\\0\n é中\uD83D\uDE00 ";
    double odd = 0.36211948452850884;
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(
          records.change(
              "c",
              1L,
              true,
              Long.MIN_VALUE,
              -0f,
              -0.0,
              text,
              new byte[] {0, 39, 92, -1},
              Arrays.asList(-0f, null, Float.MAX_VALUE, Float.MIN_VALUE),
              List.of(odd, -0.0, Double.MAX_VALUE, Double.MIN_VALUE),
              List.of(Long.MIN_VALUE, Long.MAX_VALUE),
              Arrays.asList(text, null, "", "NULL", "a,b", "\u001f")),
          records.change(
              "c",
              2L,
              false,
              Long.MAX_VALUE,
              Float.MIN_VALUE,
              odd,
              "",
              new byte[0],
              List.of(),
              List.of(),
              List.of(),
              List.of()));
      sink.put(records.change("c", 3L, null, null, null, null, null, null, null, null, null, null));

      assertThat(sink.reported()).isEmpty();
      try (OceanBaseRows rows = client.rows("scalars", "id")) {
        Map<String, Object> first = rows.next();
        assertThat(first)
            .containsEntry("b", 1L)
            .containsEntry("i", Long.MIN_VALUE)
            .containsEntry("f", -0f)
            .containsEntry("d", -0.0)
            .containsEntry("s", text)
            .containsEntry("raw", new byte[] {0, 39, 92, -1})
            .containsEntry("af", Arrays.asList(-0f, null, Float.MAX_VALUE, Float.MIN_VALUE))
            .containsEntry("ad", List.of(odd, -0.0, Double.MAX_VALUE, Double.MIN_VALUE))
            .containsEntry("ai", List.of(Long.MIN_VALUE, Long.MAX_VALUE))
            .containsEntry("av", Arrays.asList(text, null, "", "NULL", "a,b", "\u001f"));
        assertThat(rows.next())
            .containsEntry("i", Long.MAX_VALUE)
            .containsEntry("f", Float.MIN_VALUE)
            .containsEntry("d", odd)
            .containsEntry("s", "")
            .containsEntry("raw", new byte[0])
            .containsEntry("af", List.of())
            .containsEntry("av", List.of());
        assertThat(rows.next().values().stream().filter(value -> value != null))
            .containsExactly(3L);
      }
    }
  }

  @Test
  void sparseVectorsAreExact(Tenant tenant) throws SQLException {
    Schema sparse =
        SchemaBuilder.struct()
            .name("io.vecbridge.data.SparseFloatVector")
            .field("indices", SchemaBuilder.array(Schema.INT64_SCHEMA).build())
            .field("values", SchemaBuilder.array(Schema.FLOAT32_SCHEMA).build())
            .optional()
            .build();
    CollectionRecords records =
        new CollectionRecords(
            DATABASE,
            "sparse",
            column("id", SchemaBuilder.int64()),
            new org.apache.kafka.connect.data.Field("s", 1, sparse));
    List<Long> indices = List.of(0L, 1L, 70_000L, 4_294_967_294L);
    List<Float> values = List.of(0.1f, Float.MIN_VALUE, -Float.MAX_VALUE, 1 / 3f);
    Map<Long, Float> expected = new TreeMap<>();
    for (int i = 0; i < indices.size(); i++) {
      expected.put(indices.get(i), values.get(i));
    }
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(
          records.change("c", 1L, new Struct(sparse).put("indices", indices).put("values", values)),
          records.change(
              "c", 2L, new Struct(sparse).put("indices", List.of()).put("values", List.of())));

      try (OceanBaseRows rows = client.rows("sparse", "id")) {
        assertThat(rows.next()).containsEntry("s", expected);
        assertThat(rows.next()).containsEntry("s", new TreeMap<>());
      }
    }
  }

  @Test
  void everyTypeOfATableMadeByHandIsWritten(Tenant tenant) throws SQLException {
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      client.execute(
          """
          CREATE TABLE by_hand (id BIGINT PRIMARY KEY, ti TINYINT UNSIGNED, mi MEDIUMINT,
            bu BIGINT UNSIGNED, dc DECIMAL(20,5), ch CHAR(3), vc VARCHAR(3), tt TINYTEXT, lt LONGTEXT,
            bn BINARY(2), vb VARBINARY(4), bl BLOB, da DATE, dt DATETIME(6), ts TIMESTAMP(3) NULL,
            tm TIME(6), yr YEAR, bt BIT(64), en ENUM('a','it''s'), st SET('x','y'),
            gen BIGINT AS (id + 1))""");
      CollectionRecords records =
          new CollectionRecords(
              DATABASE,
              "by_hand",
              column("id", SchemaBuilder.int64()),
              column("ti", SchemaBuilder.int16()),
              column("mi", SchemaBuilder.int32()),
              column("bu", SchemaBuilder.string()),
              column("dc", SchemaBuilder.string()),
              column("ch", SchemaBuilder.string()),
              column("vc", SchemaBuilder.string()),
              column("tt", SchemaBuilder.string()),
              column("lt", SchemaBuilder.string()),
              column("bn", SchemaBuilder.bytes()),
              column("vb", SchemaBuilder.bytes()),
              column("bl", SchemaBuilder.bytes()),
              column("da", SchemaBuilder.int32().name("io.debezium.time.Date")),
              column("dt", SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp")),
              column("ts", SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp")),
              column("tm", SchemaBuilder.int64().name("io.debezium.time.MicroTime")),
              column("yr", SchemaBuilder.int32().name("io.debezium.time.Year")),
              column("bt", SchemaBuilder.bytes().name("io.debezium.data.Bits")),
              column("en", SchemaBuilder.string().name("io.debezium.data.Enum")),
              column("st", SchemaBuilder.string().name("io.debezium.data.EnumSet")),
              column("gen", SchemaBuilder.int64()));
      byte[] all = {-1, -1, -1, -1, -1, -1, -1, -1};

      sink.put(
          records.change(
              "c",
              1L,
              (short) 255,
              -8_388_608,
              "18446744073709551615",
              "-123456789012345.67890",
              "中文字",
              "é中\uD83D\uDE00",
              "t",
              "l".repeat(100_000),
              new byte[] {1, 0},
              new byte[] {0, 39, 92, -1},
              new byte[] {5},
              -1,
              -1L,
              "2024-02-29T23:59:59.999Z",
              -3_020_399_000_000L,
              2155,
              all,
              "it's",
              "x,y",
              99L));

      assertThat(sink.reported()).isEmpty();
      assertThat(
              client.query(
                  "SELECT CONCAT_WS('|', ti, mi, bu, dc, ch, vc, tt, LENGTH(lt), HEX(bn), HEX(vb),"
                      + " HEX(bl), da, dt, CONVERT_TZ(ts, @@time_zone, '+00:00'), tm, yr, bt + 0,"
                      + " en, st, gen) FROM by_hand"))
          .containsExactly(
              "255|-8388608|18446744073709551615|-123456789012345.67890|中文字|é中\uD83D\uDE00|t"
                  + "|100000|0100|00275CFF|05|1969-12-31|1969-12-31 23:59:59.999999"
                  + "|2024-02-29 23:59:59.999|-838:59:59.000000|2155|18446744073709551615"
                  + "|it's|x,y|2");
    }
  }

  private static float[] randomFloats(Random random, int dimension) {
    float[] floats = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      do {
        floats[i] = Float.intBitsToFloat(random.nextInt());
      } while (!Float.isFinite(floats[i]));
    }
    return floats;
  }

  private static List<Float> list(float[] elements) {
    List<Float> list = new ArrayList<>();
    for (float element : elements) {
      list.add(element);
    }
    return list;
  }

  private static byte[] littleEndian(float[] elements) {
    ByteBuffer buffer = ByteBuffer.allocate(elements.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float element : elements) {
      buffer.putFloat(element);
    }
    return buffer.array();
  }
}
