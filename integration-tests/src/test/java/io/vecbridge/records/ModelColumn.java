// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.records;

import io.debezium.data.Json;
import io.debezium.data.vector.FloatVector;
import io.debezium.time.Date;
import io.debezium.time.MicroTime;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.ZonedTimestamp;
import io.vecbridge.data.PackedVector;
import io.vecbridge.data.SparseFloatVector;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * A column of a {@link ChangeStream}, described as a source describes it.
 *
 * @param values three of them
 * @param texts the same as the model has them
 */
public record ModelColumn(String name, Schema schema, List<?> values, List<String> texts) {
  private static final float[][] VECTORS = {
    {0.1f, -1.5f, 3e38f}, {1 / 3f, 0f, Float.MIN_VALUE}, {-7f, 1e-10f, 0.36211948f}
  };

  /** One column of each kind. */
  static List<ModelColumn> all() {
    BigDecimal[] amounts = {
      new BigDecimal("-1234567.890"), new BigDecimal("0.001"), new BigDecimal("9999999.999")
    };
    return List.of(
        column(
            "content",
            described("content", "VARCHAR", 100, SchemaBuilder.string()),
            "it's \"é中\uD83D\uDE00\\ \n",
            "",
            "MTIz"),
        column("i", described("i", "INT", 0, SchemaBuilder.int32()), Integer.MIN_VALUE, 0, 7),
        column(
            "l", described("l", "BIGINT", 0, SchemaBuilder.int64()), Long.MIN_VALUE, 0L, 1L << 60),
        column("f", described("f", "FLOAT", 0, SchemaBuilder.float32()), 0.1f, -3e38f, 1e-45f),
        column(
            "d",
            described("d", "DOUBLE", 0, SchemaBuilder.float64()),
            0.36211948452850884,
            0.0,
            1e9),
        new ModelColumn(
            "b",
            described("b", "TINYINT", 1, SchemaBuilder.int16()).optional().build(),
            List.of((short) 1, (short) 0, (short) 1),
            List.of("1", "0", "1")),
        column("amount", decimal(), (Object[]) amounts),
        new ModelColumn(
            "da",
            described("da", "DATE", 0, Date.builder()).optional().build(),
            List.of(day("2024-02-29"), day("1000-01-01"), 0),
            List.of("2024-02-29", "1000-01-01", "1970-01-01")),
        new ModelColumn(
            "dt",
            described("dt", "DATETIME", 6, MicroTimestamp.builder()).optional().build(),
            List.of(1_709_251_199_123_456L, -1L, 0L),
            List.of(
                "2024-02-29 23:59:59.123456",
                "1969-12-31 23:59:59.999999",
                "1970-01-01 00:00:00.000000")),
        new ModelColumn(
            "zt",
            described("zt", "TIMESTAMP", 3, ZonedTimestamp.builder()).optional().build(),
            List.of("2024-02-29T23:59:59.999Z", "1970-01-01T00:00:01Z", "2038-01-19T03:14:07Z"),
            List.of(
                "2024-02-29 23:59:59.999000",
                "1970-01-01 00:00:01.000000",
                "2038-01-19 03:14:07.000000")),
        new ModelColumn(
            "tm",
            described("tm", "TIME", 6, MicroTime.builder()).optional().build(),
            List.of(94_500_000_001L, -3_600_000_000L, 0L),
            List.of("26:15:00.000001", "-01:00:00.000000", "00:00:00.000000")),
        bytes(
            "raw",
            described("raw", "VARBINARY", 20, SchemaBuilder.bytes()),
            "00275CFF",
            "",
            "D35DB7"),
        column(
            "j",
            described("j", "JSON", 0, Json.builder()),
            "{\"a\":[1,null,\"é\"]}",
            "{\"b\":3}",
            "{}"),
        new ModelColumn(
            "v",
            described("v", "VECTOR", 3, FloatVector.builder()).optional().build(),
            Arrays.stream(VECTORS).map(ModelColumn::list).toList(),
            Arrays.stream(VECTORS).map(Arrays::toString).toList()),
        new ModelColumn(
            "p",
            described("p", "VECTOR", 3, PackedVector.builder(PackedVector.FLOAT))
                .optional()
                .build(),
            Arrays.stream(VECTORS).map(ModelColumn::littleEndian).toList(),
            Arrays.stream(VECTORS).map(Arrays::toString).toList()),
        sparse());
  }

  private static ModelColumn column(String name, SchemaBuilder schema, Object... values) {
    return new ModelColumn(
        name,
        schema.optional().build(),
        List.of(values),
        Arrays.stream(values).map(String::valueOf).toList());
  }

  private static ModelColumn bytes(String name, SchemaBuilder schema, String... hex) {
    return new ModelColumn(
        name,
        schema.optional().build(),
        Arrays.stream(hex).map(HexFormat.of()::parseHex).toList(),
        List.of(hex));
  }

  private static ModelColumn sparse() {
    Schema schema =
        described("s", "SPARSEVECTOR", 0, SparseFloatVector.builder()).optional().build();
    return new ModelColumn(
        "s",
        schema,
        List.of(
            SparseFloatVector.value(schema, List.of(0L, 70_000L), List.of(0.1f, -2f)),
            SparseFloatVector.value(schema, List.of(4_294_967_294L), List.of(1 / 3f)),
            SparseFloatVector.value(schema, List.of(), List.of())),
        List.of("{0=0.1, 70000=-2.0}", "{4294967294=0.33333334}", "{}"));
  }

  private static SchemaBuilder decimal() {
    return described("amount", "DECIMAL", 10, Decimal.builder(3))
        .parameter("__debezium.source.column.scale", "3")
        .parameter("connect.decimal.precision", "10");
  }

  static SchemaBuilder described(String name, String type, int length, SchemaBuilder schema) {
    schema.parameter("__debezium.source.column.name", name);
    schema.parameter("__debezium.source.column.type", type);
    return length == 0
        ? schema
        : schema.parameter("__debezium.source.column.length", String.valueOf(length));
  }

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  private static List<Float> list(float[] vector) {
    List<Float> list = new ArrayList<>();
    for (float element : vector) {
      list.add(element);
    }
    return list;
  }

  private static byte[] littleEndian(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float element : vector) {
      bytes.putFloat(element);
    }
    return bytes.array();
  }
}
