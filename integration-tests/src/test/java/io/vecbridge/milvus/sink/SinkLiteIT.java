// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static io.vecbridge.milvus.sink.TableRecords.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.data.geometry.Geometry;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.ValueField;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.MilvusLiteServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Milvus 2.3 lacks, on Milvus Lite: sparse vectors, nullable fields, JSON of any kind. */
@ExtendWith(ClusterExtension.class)
class SinkLiteIT {
  private static final Schema SPARSE =
      SchemaBuilder.struct()
          .name("io.vecbridge.data.SparseFloatVector")
          .field("indices", SchemaBuilder.array(Schema.INT64_SCHEMA).build())
          .field("values", SchemaBuilder.array(Schema.FLOAT32_SCHEMA).build())
          .optional()
          .build();

  @Test
  void sparseVectorsAreExact(Cluster cluster) {
    TableRecords records =
        new TableRecords(
            "sparse",
            column("id", SchemaBuilder.int64()),
            column("j", SchemaBuilder.string().name("io.debezium.data.Json")),
            new org.apache.kafka.connect.data.Field("s", 2, SPARSE));
    try (MilvusLiteServer lite = cluster.start(new MilvusLiteServer(cluster.workspace()));
        MilvusClient milvus = new MilvusClient(lite.uri());
        DirectSink sink = new DirectSink(lite.uri())) {
      milvus.create(
          new CollectionBuilder("sparse")
              .int64Key("id")
              .scalar("j", DataType.JSON)
              .sparseVector("s"));
      sink.put(
          records.change(
              "c",
              1L,
              "{\"k\": \"text\"}",
              sparse(List.of(0L, 4294967294L), List.of(0.1f, 0.123456789f))),
          records.change("c", 2L, "{}", sparse(List.of(7L), List.of(Float.MIN_VALUE))),
          records.change("c", 3L, "{\"k\": [1, null]}", sparse(List.of(7L), List.of(1f))));

      assertThat(sink.reported()).isEmpty();
      List<Map<String, Object>> rows = Rows.of(milvus, "sparse");
      assertThat(rows.get(0).get("s"))
          .isEqualTo(new TreeMap<>(Map.of(0L, 0.1f, 4294967294L, 0.123456789f)));
      assertThat(rows.get(1).get("s")).isEqualTo(new TreeMap<>(Map.of(7L, Float.MIN_VALUE)));
      assertThat(rows).extracting(row -> row.get("j").toString()).anyMatch(j -> j.contains("text"));
      List<SinkRecord> empty =
          List.of(records.delete(2L), records.change("u", 1L, "{}", sparse(List.of(), List.of())));
      Await.until("the put ends", Duration.ofSeconds(10), () -> ends(sink, empty));
      // Milvus may refuse the empty vector; it alone is reported then.
      assertThat(sink.reported()).hasSizeLessThan(2);
      assertThat(milvus.count("sparse")).isEqualTo(2);
    }
  }

  @Test
  void nullsAndDefaultsAreKeptApart(Cluster cluster) {
    TableRecords records =
        new TableRecords(
            "nulls",
            column("id", SchemaBuilder.int64()),
            column("i", SchemaBuilder.int32()),
            column("t", SchemaBuilder.string()),
            TableRecords.vector());
    CollectionSchema schema =
        CollectionSchema.newBuilder()
            .setName("nulls")
            .addFields(
                FieldSchema.newBuilder()
                    .setName("id")
                    .setDataType(DataType.Int64)
                    .setIsPrimaryKey(true))
            .addFields(
                FieldSchema.newBuilder().setName("i").setDataType(DataType.Int32).setNullable(true))
            .addFields(
                FieldSchema.newBuilder()
                    .setName("t")
                    .setDataType(DataType.VarChar)
                    .addTypeParams(pair("max_length", "20"))
                    .setDefaultValue(ValueField.newBuilder().setStringData("none")))
            .addFields(
                FieldSchema.newBuilder()
                    .setName("v")
                    .setDataType(DataType.FloatVector)
                    .addTypeParams(pair("dim", "2")))
            .build();
    try (MilvusLiteServer lite = cluster.start(new MilvusLiteServer(cluster.workspace()));
        MilvusClient milvus = new MilvusClient(lite.uri());
        DirectSink sink = new DirectSink(lite.uri())) {
      create(milvus, schema);
      sink.put(
          records.change("c", 1L, 5, "a", List.of(1f, 1f)),
          records.change("c", 2L, null, null, List.of(1f, 1f)),
          records.change("c", 3L, 7, null, List.of(1f, 1f)));

      assertThat(sink.reported()).isEmpty();
      assertThat(Rows.column(milvus, "nulls", "i")).containsExactly(5L, null, 7L);
      assertThat(Rows.column(milvus, "nulls", "t")).containsExactly("a", "none", "none");
    }
  }

  @Test
  void geometriesTimesAndNullableVectorsAreCreatedAndExact(Cluster cluster) {
    Schema geometry = Geometry.builder().optional().build();
    TableRecords records =
        new TableRecords(
            "places",
            column("id", SchemaBuilder.int64()),
            new org.apache.kafka.connect.data.Field("g", 1, geometry),
            column("t", SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp")),
            TableRecords.vector());
    byte[] polygon =
        io.vecbridge.common.value.geometry.Geometry.ofWkt(
                "POLYGON ((0.1 -0.2, 179.99999999999997 1, 5e-7 90, 0.1 -0.2))")
            .wkb();
    byte[] point = io.vecbridge.common.value.geometry.Geometry.ofWkt("POINT (-0 3)").wkb();
    try (MilvusLiteServer lite = cluster.start(new MilvusLiteServer(cluster.workspace()));
        MilvusClient milvus = new MilvusClient(lite.uri());
        DirectSink sink = new DirectSink(lite.uri())) {
      sink.put(
          records.change(
              "c",
              1L,
              Geometry.createValue(geometry, polygon, 4326),
              "2024-10-23T23:30:00.123456+08:00",
              List.of(1f, 1f)),
          records.change(
              "c",
              2L,
              Geometry.createValue(geometry, point, null),
              "0001-01-01T00:00:00Z",
              List.of(1f, 1f)),
          records.change("c", 3L, null, null, List.of(1f, 1f)));

      assertThat(sink.reported()).isEmpty();
      assertThat(Rows.column(milvus, "places", "t"))
          .containsExactly("2024-10-23T15:30:00.123456Z", "0001-01-01T00:00:00Z", null);
      List<Object> texts = Rows.column(milvus, "places", "g");
      assertThat(wkb(texts.get(0))).isEqualTo(polygon);
      assertThat(wkb(texts.get(1))).isEqualTo(point);
      assertThat(texts.get(2)).isNull();
    }
  }

  @Test
  void aVectorWithoutAValueIsNullWhereTheFieldAllowsIt(Cluster cluster) {
    TableRecords records =
        new TableRecords("gaps", column("id", SchemaBuilder.int64()), TableRecords.vector());
    CollectionSchema.Builder schema =
        new CollectionBuilder("gaps")
            .int64Key("id").vector("v", DataType.FloatVector, 2).build().toBuilder();
    schema.getFieldsBuilder(1).setNullable(true);
    try (MilvusLiteServer lite = cluster.start(new MilvusLiteServer(cluster.workspace()));
        MilvusClient milvus = new MilvusClient(lite.uri());
        DirectSink sink = new DirectSink(lite.uri())) {
      create(milvus, schema.build());
      sink.put(
          records.change("c", 1L, List.of(1f, 1f)),
          records.change("c", 2L, (Object) null),
          records.change("c", 3L, List.of(1f, 2f)));

      assertThat(sink.reported()).isEmpty();
      assertThat(milvus.count("gaps")).isEqualTo(3);
    }
  }

  private static byte[] wkb(Object text) {
    return io.vecbridge.common.value.geometry.Geometry.ofWkt((String) text).wkb();
  }

  private static void create(MilvusClient milvus, CollectionSchema schema) {
    milvus
        .stub()
        .createCollection(
            CreateCollectionRequest.newBuilder()
                .setDbName("default")
                .setCollectionName(schema.getName())
                .setSchema(schema.toByteString())
                .build());
    milvus.load(schema.getName());
  }

  private static boolean ends(DirectSink sink, List<SinkRecord> put) {
    try {
      sink.put(put);
      return true;
    } catch (RetriableException e) {
      return false;
    }
  }

  private static Struct sparse(List<Long> indices, List<Float> values) {
    return new Struct(SPARSE).put("indices", indices).put("values", values);
  }

  private static KeyValuePair pair(String key, String value) {
    return KeyValuePair.newBuilder().setKey(key).setValue(value).build();
  }
}
