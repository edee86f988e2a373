// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static io.vecbridge.milvus.sink.TableRecords.column;
import static io.vecbridge.milvus.sink.TableRecords.described;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.vecbridge.common.testing.SchemaChange;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.MilvusClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Collections are made where they are missing, and refused with a sentence where they don't do. */
@ExtendWith(ClusterExtension.class)
class SinkCollectionsIT {
  private static final SchemaBuilder VECTOR =
      SchemaBuilder.array(Schema.FLOAT32_SCHEMA).name("io.debezium.data.FloatVector");
  private static final List<Float> ONE = List.of(1f, 1f);

  @Test
  void aMissingCollectionIsMadeFromTheFirstRecordWithIndexAndLoaded(Cluster cluster) {
    TableRecords records =
        new TableRecords(
            "made",
            Map.of("vecbridge.partitions", "8"),
            column("id", SchemaBuilder.int64(), "__debezium.source.column.type", "BIGINT"),
            column(
                "tenant",
                SchemaBuilder.string(),
                "__debezium.source.column.type",
                "VARCHAR",
                "__debezium.source.column.length",
                "32",
                "vecbridge.role",
                "partition_key"),
            column("flag", SchemaBuilder.bool(), "__debezium.source.column.type", "TINYINT"),
            column("tags", SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)),
            column("$meta", SchemaBuilder.string().name("io.debezium.data.Json")),
            described("v", VECTOR, "VECTOR", 2));
    String uri = cluster.milvus().uri();
    try (MilvusClient milvus = new MilvusClient(uri);
        DirectSink sink = new DirectSink(uri, "vector.index.type", "autoindex")) {
      sink.put(records.change("c", 1L, "a", true, List.of("x"), "{\"k\": 1}", List.of(0.1f, 0.2f)));

      milvus.load("made");
      assertThat(Rows.of(milvus, "made").get(0))
          .containsEntry("id", 1L)
          .containsEntry("tenant", "a")
          .containsEntry("flag", true)
          .containsEntry("tags", List.of("x"));
      CollectionSchema schema = milvus.describe("made").getSchema();
      assertThat(schema.getEnableDynamicField()).isTrue();
      assertThat(schema.getFieldsList())
          .extracting(FieldSchema::getName, FieldSchema::getDataType)
          .containsExactly(
              tuple("id", DataType.Int64),
              tuple("tenant", DataType.VarChar),
              tuple("flag", DataType.Bool),
              tuple("tags", DataType.Array),
              tuple("v", DataType.FloatVector));
      assertThat(schema.getFields(1).getIsPartitionKey()).isTrue();
      assertThat(sink.total("TablesCreated")).isEqualTo(1);
    }
  }

  @Test
  void anEmptyCollectionIsMadeFromASchemaChangeEvent(Cluster cluster) {
    SinkRecord event =
        new SchemaChange("ob", "shop", "announced")
            .column("id", "VARCHAR", 16)
            .column("v", "FLOAT_VECTOR", 4)
            .record();
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        DirectSink sink = new DirectSink(cluster.milvus().uri())) {
      sink.put(event);

      CollectionSchema schema = milvus.describe("announced").getSchema();
      assertThat(schema.getFieldsList())
          .extracting(FieldSchema::getDataType)
          .containsExactly(DataType.VarChar, DataType.FloatVector);
    }
  }

  @Test
  void tasksThatCreateTheSameCollectionsAtOnceBothWriteThem(Cluster cluster) throws Exception {
    String uri = cluster.milvus().uri();
    List<SinkRecord> narrow = new ArrayList<>();
    List<SinkRecord> wide = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      narrow.add(small("together" + i, SchemaBuilder.int8()).change("c", 1L, (byte) 1, ONE));
      wide.add(small("together" + i, SchemaBuilder.int16()).change("c", 2L, (short) 2, ONE));
    }
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (MilvusClient milvus = new MilvusClient(uri);
        DirectSink first = new DirectSink(uri, "vector.index.type", "autoindex");
        DirectSink second = new DirectSink(uri, "vector.index.type", "autoindex")) {
      CyclicBarrier barrier = new CyclicBarrier(2);
      Future<?> one = threads.submit(() -> putAfter(barrier, first, narrow));
      Future<?> other = threads.submit(() -> putAfter(barrier, second, wide));
      one.get();
      other.get();

      assertThat(first.reported()).isEmpty();
      assertThat(second.reported()).isEmpty();
      assertThat(Rows.column(milvus, "together0", "id")).containsExactly(1L, 2L);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void tablesGoToTheDatabaseOfTheirSourceWhichIsCreated(Cluster cluster) {
    String uri = cluster.milvus().uri();
    TableRecords records = pairs("apart");
    try (DirectSink sink =
        new DirectSink(uri, "milvus.database", "${database}", "vector.index.type", "flat")) {
      sink.put(records.delete(1L));
      sink.put(records.change("c", 1L, ONE), records.change("c", 2L, ONE));
      assertThat(sink.reported()).isEmpty();
    }
    try (MilvusClient milvus = new MilvusClient(uri, "shop")) {
      assertThat(Rows.column(milvus, "apart", "id")).containsExactly(1L, 2L);
    }
  }

  @Test
  void aCollectionWhoseNameDiffersByCaseAloneIsNotDoubled(Cluster cluster) {
    String uri = cluster.milvus().uri();
    try (MilvusClient milvus = new MilvusClient(uri);
        DirectSink sink = new DirectSink(uri)) {
      milvus.create(
          new CollectionBuilder("CaseDocs").int64Key("id").vector("V", DataType.FloatVector, 2));

      assertThatThrownBy(() -> sink.put(pairs("casedocs").change("c", 1L, ONE)))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("default.casedocs does not exist, but CaseDocs does")
          .hasMessageContaining("collection.mappings");
    }
    try (MilvusClient milvus = new MilvusClient(uri);
        DirectSink sink = new DirectSink(uri, "collection.mappings", "shop.casedocs:CaseDocs")) {
      // The field is V, the column v.
      sink.put(pairs("casedocs").change("c", 1L, ONE));
      assertThat(Rows.column(milvus, "CaseDocs", "id")).containsExactly(1L);
    }
  }

  private static Object putAfter(CyclicBarrier barrier, DirectSink sink, List<SinkRecord> records)
      throws Exception {
    barrier.await();
    sink.put(records);
    return records;
  }

  private static TableRecords small(String table, SchemaBuilder number) {
    return new TableRecords(
        table, column("id", SchemaBuilder.int64()), column("n", number), TableRecords.vector());
  }

  @Test
  void aMissingCollectionStopsTheTaskWhereNoneMayBeMade(Cluster cluster) {
    TableRecords records = pairs("absent");
    String uri = cluster.milvus().uri();
    try (DirectSink sink = new DirectSink(uri, "schema.evolution", "none")) {
      sink.put(records.delete(1L));

      assertThatThrownBy(() -> sink.put(records.change("c", 1L, List.of(1f, 1f))))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("Collection default.absent does not exist")
          .hasMessageContaining("schema.evolution=none");
    }
  }

  @Test
  void autoIdIsRefusedByValidateAtStartAndWithTheFirstRow(Cluster cluster) {
    String uri = cluster.milvus().uri();
    try (MilvusClient milvus = new MilvusClient(uri)) {
      milvus.create(
          new CollectionBuilder("auto").autoIdKey("id").vector("v", DataType.FloatVector, 2));
      Map<String, String> properties = new HashMap<>();
      properties.put("name", "auto");
      properties.put("milvus.uri", uri);
      properties.put("milvus.database", "default");

      for (String topics : List.of("topics", "topics.regex")) {
        properties.put(topics, "ob.default.auto");
        assertThat(messages(properties))
            .containsOnlyKeys("collection.name.format")
            .allSatisfy(
                (key, found) ->
                    assertThat(found.get(0)).contains("default.auto has autoID", "new key"));
        properties.remove(topics);
      }
      assertThatThrownBy(() -> new DirectSink(uri, "topics", "ob.shop.auto"))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("has autoID");
      try (DirectSink sink = new DirectSink(uri, "precheck.skip", "collection.auto.id")) {
        assertThatThrownBy(() -> sink.put(pairs("auto").change("c", 1L, List.of(1f, 1f))))
            .isInstanceOf(ConnectException.class)
            .hasMessageContaining("has autoID");
      }
      assertThat(milvus.count("auto")).isZero();
    }
  }

  @Test
  void whatIsWrongIsToldAtItsKey(Cluster cluster) {
    Map<String, String> properties = new HashMap<>();
    properties.put("name", "wrong");
    properties.put("topics", "ob.shop.nowhere,ob");
    properties.put("milvus.uri", cluster.milvus().uri());
    properties.put("schema.evolution", "none");
    assertThat(messages(properties)).containsOnlyKeys("collection.name.format");
    properties.put("precheck.skip", "collection.exists");
    assertThat(messages(properties)).isEmpty();

    properties.put("milvus.database", "nowhere");
    assertThat(messages(properties)).containsOnlyKeys("milvus.database");

    properties.put("milvus.uri", "http://127.0.0.1:1");
    assertThat(messages(properties)).containsOnlyKeys("milvus.uri");
    properties.put("precheck.skip", "milvus.reachable");
    assertThat(messages(properties)).isEmpty();
  }

  private static TableRecords pairs(String table) {
    return new TableRecords(table, column("id", SchemaBuilder.int64()), TableRecords.vector());
  }

  private static Map<String, List<String>> messages(Map<String, String> properties) {
    Map<String, List<String>> messages = new HashMap<>();
    for (ConfigValue value : new MilvusSinkConnector().validate(properties).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        messages.put(value.name(), value.errorMessages());
      }
    }
    return messages;
  }
}
