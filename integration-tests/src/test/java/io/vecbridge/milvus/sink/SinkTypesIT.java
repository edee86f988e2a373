// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static io.vecbridge.milvus.sink.TableRecords.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.MilvusClient;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every type that Milvus 2.3 stores, with its edges, exact to the bit. */
@ExtendWith(ClusterExtension.class)
class SinkTypesIT {
  @Test
  void scalarsAreExact(Cluster cluster) {
    TableRecords records =
        new TableRecords(
            "scalars",
            column("id", SchemaBuilder.int64()),
            column("b", SchemaBuilder.int16()),
            column("i1", SchemaBuilder.int16()),
            column("i2", SchemaBuilder.int32()),
            column("i4", SchemaBuilder.int64()),
            column("i8", SchemaBuilder.int64()),
            column("f", SchemaBuilder.float32()),
            column("d", SchemaBuilder.float64()),
            column("t", SchemaBuilder.string()),
            column("j", SchemaBuilder.string().name("io.debezium.data.Json")),
            TableRecords.vector());
    String json = "{\"a\": 0.36211948452850884, \"big\": 123456789012345678901234567890}";
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        DirectSink sink = new DirectSink(cluster.milvus().uri())) {
      milvus.create(
          new CollectionBuilder("scalars")
              .int64Key("id")
              .scalar("b", DataType.Bool)
              .scalar("i1", DataType.Int8)
              .scalar("i2", DataType.Int16)
              .scalar("i4", DataType.Int32)
              .scalar("i8", DataType.Int64)
              .scalar("f", DataType.Float)
              .scalar("d", DataType.Double)
              .varchar("t", 9)
              .scalar("j", DataType.JSON)
              .vector("v", DataType.FloatVector, 2));
      sink.put(
          records.change(
              "c",
              -5L,
              (short) 1,
              (short) -128,
              -32768,
              -2147483648L,
              Long.MIN_VALUE,
              -0f,
              -0d,
              "",
              "{}",
              List.of(-0f, Float.MIN_VALUE)),
          records.change(
              "c",
              0L,
              (short) 7,
              (short) 127,
              32767,
              2147483647L,
              Long.MAX_VALUE,
              Float.MAX_VALUE,
              Double.MIN_VALUE,
              "\u0000é\"\\🙂",
              json,
              List.of(Float.MAX_VALUE, 0.1f)));

      assertThat(sink.reported()).isEmpty();
      List<Map<String, Object>> rows = Rows.of(milvus, "scalars");
      assertThat(rows).hasSize(2);
      assertThat(rows.get(0))
          .containsEntry("b", true)
          .containsEntry("i1", -128L)
          .containsEntry("i2", -32768L)
          .containsEntry("i4", -2147483648L)
          .containsEntry("i8", Long.MIN_VALUE)
          .containsEntry("f", -0f)
          .containsEntry("d", -0d)
          .containsEntry("t", "");
      assertThat((float[]) rows.get(0).get("v")).containsExactly(-0f, Float.MIN_VALUE);
      assertThat(rows.get(1))
          .containsEntry("b", false)
          .containsEntry("i1", 127L)
          .containsEntry("i2", 32767L)
          .containsEntry("i4", 2147483647L)
          .containsEntry("i8", Long.MAX_VALUE)
          .containsEntry("f", Float.MAX_VALUE)
          .containsEntry("d", Double.MIN_VALUE)
          .containsEntry("t", "\u0000é\"\\🙂");
      assertThat(rows.get(1).get("j").toString())
          .contains("0.36211948452850884")
          .contains("123456789012345678901234567890");
      assertThat((float[]) rows.get(1).get("v")).containsExactly(Float.MAX_VALUE, 0.1f);
    }
  }

  @Test
  void arraysAndBinaryVectorsAreExact(Cluster cluster) {
    TableRecords records =
        new TableRecords(
            "arrays",
            column("id", SchemaBuilder.int64()),
            column("b", SchemaBuilder.array(Schema.BOOLEAN_SCHEMA)),
            column("i", SchemaBuilder.array(Schema.INT16_SCHEMA)),
            column("l", SchemaBuilder.array(Schema.INT64_SCHEMA)),
            column("f", SchemaBuilder.array(Schema.FLOAT32_SCHEMA)),
            column("t", SchemaBuilder.string()),
            column("v", SchemaBuilder.bytes()));
    byte[] bits = {(byte) 0x80, 1};
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        DirectSink sink = new DirectSink(cluster.milvus().uri())) {
      milvus.create(
          new CollectionBuilder("arrays")
              .int64Key("id")
              .array("b", DataType.Bool, 4)
              .array("i", DataType.Int8, 4)
              .array("l", DataType.Int64, 4)
              .array("f", DataType.Float, 4)
              .varcharArray("t", 4, 10)
              .vector("v", DataType.BinaryVector, 16));
      sink.put(
          records.change(
              "c",
              1L,
              List.of(true, false),
              List.of((short) -128, (short) 127),
              List.of(Long.MIN_VALUE, Long.MAX_VALUE),
              List.of(0.1f, -0f),
              "[\"\", \"a\\\"\\\\\", \"é\"]",
              bits),
          records.change("c", 2L, List.of(), List.of(), List.of(), List.of(), "[]", bits));

      assertThat(sink.reported()).isEmpty();
      List<Map<String, Object>> rows = Rows.of(milvus, "arrays");
      assertThat(rows.get(0))
          .containsEntry("b", List.of(true, false))
          .containsEntry("i", List.of(-128L, 127L))
          .containsEntry("l", List.of(Long.MIN_VALUE, Long.MAX_VALUE))
          .containsEntry("f", List.of(0.1f, -0f))
          .containsEntry("t", List.of("", "a\"\\", "é"));
      assertThat((byte[]) rows.get(0).get("v")).containsExactly(bits);
      assertThat(rows.get(1)).containsEntry("t", List.of()).containsEntry("l", List.of());
    }
  }

  @Test
  void vectorsOfAnyBitsArriveFromListsBytesAndText(Cluster cluster) {
    int dimension = 128;
    Random random = new Random(7);
    List<float[]> expected = new ArrayList<>();
    TableRecords lists =
        new TableRecords("floats", column("id", SchemaBuilder.int64()), TableRecords.vector());
    TableRecords bytes =
        new TableRecords(
            "floats",
            column("id", SchemaBuilder.int64()),
            column("v", SchemaBuilder.bytes().name("io.vecbridge.data.FloatVector")));
    TableRecords texts =
        new TableRecords(
            "floats", column("id", SchemaBuilder.int64()), column("v", SchemaBuilder.string()));
    List<SinkRecord> put = new ArrayList<>();
    for (long id = 0; id < 300; id++) {
      float[] vector = finite(random, dimension);
      expected.add(vector);
      put.add(
          switch ((int) (id % 3)) {
            case 0 -> lists.change("r", id, list(vector));
            case 1 -> bytes.change("c", id, littleEndian(vector));
            default -> texts.change("u", id, list(vector).toString());
          });
    }
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        DirectSink sink = new DirectSink(cluster.milvus().uri())) {
      milvus.create(
          new CollectionBuilder("floats")
              .int64Key("id")
              .vector("v", DataType.FloatVector, dimension));
      sink.put(put);

      assertThat(sink.reported()).isEmpty();
      List<Object> stored = Rows.column(milvus, "floats", "v");
      assertThat(stored).hasSize(300);
      for (int i = 0; i < expected.size(); i++) {
        assertThat((float[]) stored.get(i)).containsExactly(expected.get(i));
      }
    }
  }

  private static float[] finite(Random random, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      float element = Float.intBitsToFloat(random.nextInt());
      vector[i] = Float.isFinite(element) ? element : 0.5f;
    }
    return vector;
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
