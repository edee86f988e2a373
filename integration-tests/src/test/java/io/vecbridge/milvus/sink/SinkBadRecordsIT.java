// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static io.vecbridge.milvus.sink.TableRecords.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.MilvusClient;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What can't be written is reported alone, with its reason; all others are written. */
@ExtendWith(ClusterExtension.class)
class SinkBadRecordsIT {
  private static final List<Float> GOOD = List.of(1f, 2f);
  private static final Field ID = column("id", SchemaBuilder.int64());

  @Test
  void valuesThatDoNotFitAreReportedAndTheOthersWritten(Cluster cluster) {
    TableRecords records =
        new TableRecords(
            "unfit",
            ID,
            column("i", SchemaBuilder.int32()),
            column("t", SchemaBuilder.string()),
            TableRecords.vector());
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        DirectSink sink = new DirectSink(cluster.milvus().uri())) {
      milvus.create(
          new CollectionBuilder("unfit")
              .int64Key("id")
              .scalar("i", DataType.Int8)
              .varchar("t", 3)
              .vector("v", DataType.FloatVector, 2));
      sink.put(
          records.change("c", 1L, 1, "a", GOOD),
          records.change("c", 2L, 128, "a", GOOD),
          records.change("c", 3L, 1, "éé", GOOD),
          records.change("c", 4L, 1, "a", List.of(1f)),
          records.change("c", 5L, 1, "a", List.of(1f, Float.NaN)),
          records.change("c", 6L, null, "a", GOOD),
          records.change("c", 7L, 1, "a", null),
          records.change("c", 8L, 1, "a", List.of(1f, 2f, 3f, 4f)),
          records.change("c", 9L, 1, "a", GOOD));

      assertThat(Rows.column(milvus, "unfit", "id")).containsExactly(1L, 9L);
      assertThat(sink.reported())
          .hasSize(7)
          .allSatisfy(
              message ->
                  assertThat(message)
                      .startsWith("The record at topic ob.shop.unfit, partition 0, offset "))
          .anySatisfy(s -> assertThat(s).contains("'i' (INT8)", "outside the range -128 to 127"))
          .anySatisfy(
              s ->
                  assertThat(s)
                      .contains("'t' (VARCHAR(3))", "4 bytes exceed the maximum" + " of 3"))
          .anySatisfy(s -> assertThat(s).contains("1 dimensions instead of 2"))
          .anySatisfy(s -> assertThat(s).contains("NaN"))
          .anySatisfy(s -> assertThat(s).contains("'i' (INT8)", "has no value", "not nullable"))
          .anySatisfy(s -> assertThat(s).contains("4 dimensions instead of 2"));
    }
  }

  @Test
  void whatOnlyMilvusRefusesIsFoundByHalvingAndTheEarlierRowStays(Cluster cluster) {
    TableRecords records =
        new TableRecords(
            "refused",
            ID,
            column("j", SchemaBuilder.string().name("io.debezium.data.Json")),
            TableRecords.vector());
    List<SinkRecord> put = new ArrayList<>();
    for (long id = 0; id < 200; id++) {
      put.add(records.change("c", id, "{\"n\": " + id + "}", GOOD));
    }
    put.add(records.change("u", 17L, "\"text\"", GOOD));
    put.add(records.change("u", 18L, "5", GOOD));
    put.add(records.change("c", 500L, "[1]", GOOD));
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        DirectSink sink = new DirectSink(cluster.milvus().uri())) {
      milvus.create(
          new CollectionBuilder("refused")
              .int64Key("id")
              .scalar("j", DataType.JSON)
              .vector("v", DataType.FloatVector, 2));
      sink.put(put);

      assertThat(milvus.count("refused")).isEqualTo(200);
      assertThat(Rows.of(milvus, "refused").get(17).get("j").toString()).contains("17");
      assertThat(sink.reported())
          .hasSize(3)
          .allSatisfy(
              message ->
                  assertThat(message)
                      .contains("Milvus refuses it", "upsert of default.refused", "1001"));
      assertThat(sink.total("Upserts")).isEqualTo(200);
      assertThat(sink.total("ErrantRecords")).isEqualTo(3);
    }
  }

  @Test
  void unknownColumnsGoWhereTheModeSays(Cluster cluster) {
    TableRecords records =
        new TableRecords(
            "unknown",
            ID,
            column("$meta", SchemaBuilder.string().name("io.debezium.data.Json")),
            column("color", SchemaBuilder.string()),
            column("size", SchemaBuilder.int32()),
            TableRecords.vector());
    SinkRecord record = records.change("c", 1L, "{\"a\": 1.10, \"size\": 3}", "red", null, GOOD);
    String uri = cluster.milvus().uri();
    try (MilvusClient milvus = new MilvusClient(uri);
        DirectSink dynamic = new DirectSink(uri);
        DirectSink ignore = new DirectSink(uri, "unknown.field.mode", "ignore");
        DirectSink fail = new DirectSink(uri, "unknown.field.mode", "fail");
        DirectSink plain = new DirectSink(uri, "collection.name.format", "plain")) {
      milvus.create(
          new CollectionBuilder("unknown")
              .int64Key("id")
              .vector("v", DataType.FloatVector, 2)
              .dynamic());
      milvus.create(
          new CollectionBuilder("plain").int64Key("id").vector("v", DataType.FloatVector, 2));
      dynamic.put(record);
      assertThat(Rows.column(milvus, "unknown", "$meta").toString())
          .contains("\"a\":1.1", "\"size\":3", "\"color\":\"red\"");
      ignore.put(record);
      assertThat(Rows.column(milvus, "unknown", "$meta").toString())
          .contains("\"a\":1.1")
          .doesNotContain("color");

      assertThatThrownBy(() -> fail.put(record))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("no field 'color'")
          .hasMessageContaining("unknown.field.mode is fail");
      assertThatThrownBy(() -> plain.put(record))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("no field '$meta' and no dynamic field");
    }
  }
}
