// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.milvus.grpc.ScalarField;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.ArrayValues;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every type that Milvus 2.3 can hold, with its edges, from one server into the other. */
@ExtendWith(ClusterExtension.class)
class EveryTypeIT {
  private static final int RANDOM_ROWS = 300;

  @Test
  void rowsOfEveryTypeArriveBitByBitFromSnapshotAndStream(Cluster cluster) throws SQLException {
    try (ForwardPair pair = new ForwardPair(cluster, "every_type")) {
      pair.milvus().create(collection());
      insert(pair, 0, edges());
      insert(pair, 1_000, random(new Random(7), RANDOM_ROWS));
      pair.start();
      pair.awaitSame("everything");

      insert(pair, 2_000, edges());
      insert(pair, 3_000, random(new Random(8), RANDOM_ROWS));
      upsert(pair, 0, random(new Random(9), edges().size()));

      assertThat(pair.awaitSame("everything").rows())
          .isEqualTo(2L * (edges().size() + RANDOM_ROWS));
      assertThat(columns(pair))
          .containsExactly(
              "id bigint(20)",
              "bool tinyint(1)",
              "int8 tinyint(4)",
              "int16 smallint(6)",
              "int32 int(11)",
              "int64 bigint(20)",
              "float float",
              "double double",
              "text varchar(4000)",
              "json json",
              "bools ARRAY(TINYINT)",
              "longs ARRAY(BIGINT)",
              "floats ARRAY(FLOAT)",
              "doubles ARRAY(DOUBLE)",
              "texts ARRAY(VARCHAR(200))",
              "vector VECTOR(4)",
              "$meta json");
    }
  }

  @Test
  void vectorsOfBitsArriveAsBytes(Cluster cluster) throws SQLException {
    try (ForwardPair pair = new ForwardPair(cluster, "bit_vectors")) {
      pair.milvus()
          .create(
              new CollectionBuilder("bits").int64Key("id").vector("v", DataType.BinaryVector, 16));
      byte[] bits = {0, -1, 127, -128, 1, 2};
      pair.milvus()
          .insert(
              "bits",
              new Columns(3)
                  .int64("id", 1, 2, 3)
                  .bytesVector("v", DataType.BinaryVector, 16, bits));
      pair.start();

      assertThat(pair.awaitSame("bits").rows()).isEqualTo(3);
    }
  }

  private record Row(
      boolean bool,
      int int8,
      int int16,
      int int32,
      long int64,
      float floating,
      double doubling,
      String text,
      String json,
      ScalarField bools,
      ScalarField longs,
      ScalarField floats,
      ScalarField doubles,
      ScalarField texts,
      float[] vector,
      String dynamic) {}

  private static CollectionBuilder collection() {
    return new CollectionBuilder("everything")
        .description("Every type, 'quoted' and \\ escaped")
        .int64Key("id")
        .scalar("bool", DataType.Bool)
        .scalar("int8", DataType.Int8)
        .scalar("int16", DataType.Int16)
        .scalar("int32", DataType.Int32)
        .scalar("int64", DataType.Int64)
        .scalar("float", DataType.Float)
        .scalar("double", DataType.Double)
        .varchar("text", 4000)
        .scalar("json", DataType.JSON)
        .array("bools", DataType.Bool, 10)
        .array("longs", DataType.Int64, 10)
        .array("floats", DataType.Float, 10)
        .array("doubles", DataType.Double, 10)
        .varcharArray("texts", 10, 200)
        .vector("vector", DataType.FloatVector, 4)
        .dynamic();
  }

  private static List<Row> edges() {
    StringBuilder manyKeys = new StringBuilder("{");
    for (int i = 0; i < 1_000; i++) {
      manyKeys.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":").append(i);
    }
    manyKeys.append("}");
    return List.of(
        new Row(
            true,
            Byte.MAX_VALUE,
            Short.MAX_VALUE,
            Integer.MAX_VALUE,
            Long.MAX_VALUE,
            Float.MAX_VALUE,
            Double.MAX_VALUE,
            "é漢\uD83D\uDE00".repeat(400),
            "{\"max\":9223372036854775807,\"min\":-9223372036854775808,\"s\":\"test\"}",
            ArrayValues.bools(true, false),
            ArrayValues.longs(Long.MAX_VALUE, Long.MIN_VALUE, 0L),
            ArrayValues.floats(Float.MAX_VALUE, Float.MIN_VALUE),
            ArrayValues.doubles(Double.MAX_VALUE, Double.MIN_VALUE),
            ArrayValues.strings(
                List.of("", "\"", "\\", "a,b", "NULL", "\n\t\u0001", "漢\uD83D\uDE00")),
            new float[] {Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, -0.0f},
            manyKeys.toString()),
        new Row(
            false,
            Byte.MIN_VALUE,
            Short.MIN_VALUE,
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            Float.MIN_VALUE,
            Double.MIN_VALUE,
            "",
            "{}",
            ArrayValues.bools(),
            ArrayValues.longs(),
            ArrayValues.floats(),
            ArrayValues.doubles(),
            ArrayValues.strings(List.of()),
            new float[] {0.1f, 0.123456789f, 1.17549421e-38f, 3.4028233e38f},
            "{}"),
        new Row(
            false,
            0,
            0,
            0,
            0,
            -1.17549421e-38f,
            -4.9e-324,
            "quote ' double \" back \\ nul \u0000 line\n end",
            "{\"nested\":{\"a\":[1,{\"b\":null},true,\"x\"],\"e\":[]},\"n\":1.5}",
            ArrayValues.bools(false),
            ArrayValues.longs(1L),
            ArrayValues.floats(0.1f),
            ArrayValues.doubles(0.1),
            ArrayValues.strings(List.of(" ", "a ", "A")),
            new float[] {0f, 1f, -1f, 1e-45f},
            "{\"quote'\":\"\\\"\",\"deep\":{\"er\":[[],[1]]}}"));
  }

  private static List<Row> random(Random random, int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          new Row(
              random.nextBoolean(),
              (byte) random.nextInt(),
              (short) random.nextInt(),
              random.nextInt(),
              random.nextLong(),
              finite(random),
              finiteDouble(random),
              text(random, 60),
              "{\"n\":" + random.nextLong() + ",\"s\":\"v" + random.nextInt() + "\"}",
              ArrayValues.bools(random.nextBoolean()),
              ArrayValues.longs(random.nextLong(), random.nextLong()),
              ArrayValues.floats(finite(random), finite(random)),
              ArrayValues.doubles(finiteDouble(random)),
              ArrayValues.strings(List.of(text(random, 20), text(random, 5))),
              new float[] {finite(random), finite(random), finite(random), finite(random)},
              "{\"k" + random.nextInt(5) + "\":" + random.nextInt() + "}"));
    }
    return rows;
  }

  /** Any bits but those of NaN and infinities, which Milvus refuses. */
  private static float finite(Random random) {
    float value = Float.intBitsToFloat(random.nextInt());
    return Float.isFinite(value) ? value : random.nextFloat();
  }

  private static double finiteDouble(Random random) {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : random.nextDouble();
  }

  private static String text(Random random, int most) {
    int[] codePoints = new int[random.nextInt(most)];
    for (int i = 0; i < codePoints.length; i++) {
      int any =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(0x80);
            case 1 -> 0x80 + random.nextInt(0x700);
            case 2 -> 0x4e00 + random.nextInt(0x1000);
            default -> 0x1f600 + random.nextInt(0x40);
          };
      codePoints[i] = any;
    }
    return new String(codePoints, 0, codePoints.length);
  }

  private static void insert(ForwardPair pair, long firstId, List<Row> rows) {
    pair.milvus().insert("everything", columns(firstId, rows));
  }

  private static void upsert(ForwardPair pair, long firstId, List<Row> rows) {
    pair.milvus().upsert("everything", columns(firstId, rows));
  }

  private static Columns columns(long firstId, List<Row> rows) {
    int count = rows.size();
    long[] ids = new long[count];
    boolean[] bools = new boolean[count];
    int[] int8 = new int[count];
    int[] int16 = new int[count];
    int[] int32 = new int[count];
    long[] int64 = new long[count];
    float[] floats = new float[count];
    double[] doubles = new double[count];
    float[] vectors = new float[count * 4];
    for (int i = 0; i < count; i++) {
      Row row = rows.get(i);
      ids[i] = firstId + i;
      bools[i] = row.bool();
      int8[i] = row.int8();
      int16[i] = row.int16();
      int32[i] = row.int32();
      int64[i] = row.int64();
      floats[i] = row.floating();
      doubles[i] = row.doubling();
      System.arraycopy(row.vector(), 0, vectors, i * 4, 4);
    }
    return new Columns(count)
        .int64("id", ids)
        .bool("bool", bools)
        .integers("int8", DataType.Int8, int8)
        .integers("int16", DataType.Int16, int16)
        .integers("int32", DataType.Int32, int32)
        .int64("int64", int64)
        .floats("float", floats)
        .doubles("double", doubles)
        .varchar("text", rows.stream().map(Row::text).toList())
        .json("json", rows.stream().map(Row::json).toList())
        .array("bools", DataType.Bool, rows.stream().map(Row::bools).toList())
        .array("longs", DataType.Int64, rows.stream().map(Row::longs).toList())
        .array("floats", DataType.Float, rows.stream().map(Row::floats).toList())
        .array("doubles", DataType.Double, rows.stream().map(Row::doubles).toList())
        .array("texts", DataType.VarChar, rows.stream().map(Row::texts).toList())
        .floatVector("vector", 4, vectors)
        .dynamic(rows.stream().map(Row::dynamic).toList());
  }

  private static List<String> columns(ForwardPair pair) throws SQLException {
    return pair.oceanBase().columns("everything").stream()
        .map(column -> column.name() + " " + column.type())
        .toList();
  }
}
