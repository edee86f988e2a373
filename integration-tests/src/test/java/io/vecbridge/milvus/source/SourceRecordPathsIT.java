// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.ArrayValues;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.client.OceanBaseRows;
import io.vecbridge.harness.connect.SchemaRegistry;
import io.vecbridge.oceanbase.sink.DirectSink;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.records.RecordFormat;
import io.vecbridge.records.RecordPath;
import io.vecbridge.records.RecordValues;
import io.vecbridge.records.Treatment;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.predicates.TopicNameMatches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What converters and transformations make of the source's records. */
@ExtendWith(ClusterExtension.class)
class SourceRecordPathsIT {
  @Test
  void convertersWithSchemasLeaveEveryRecordAsItIsOnEachPath(Cluster cluster) {
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        DirectSource source =
            new DirectSource(cluster, "paths", "field.name.adjustment.mode", "avro");
        SchemaRegistry registry = new SchemaRegistry()) {
      milvus.create(
          new CollectionBuilder("paths")
              .int64Key("id")
              .varchar("t", 50)
              .scalar("b", DataType.Bool)
              .scalar("i1", DataType.Int8)
              .scalar("l", DataType.Int64)
              .scalar("f", DataType.Float)
              .scalar("d", DataType.Double)
              .scalar("j", DataType.JSON)
              .array("a", DataType.Int64, 3)
              .vector("v", DataType.FloatVector, 3)
              .dynamic());
      milvus.insert("paths", rows(1, 2));
      source.start();
      source.until("the rows came", () -> source.records().size() == 2);
      milvus.upsert("paths", rows(1, 3));
      milvus.delete("paths", "id", 2L);
      source.until("the delete came", () -> source.records().size() == 6);
      List<SourceRecord> records = source.records();
      for (Treatment treatment : Treatment.values()) {
        for (RecordFormat format : List.of(RecordFormat.JSON_WITH_SCHEMAS, RecordFormat.AVRO)) {
          RecordPath path = new RecordPath(format, registry, treatment.transforms(), List.of());
          assertThat(RecordValues.of(path.carry(records)))
              .as("%s, %s", format, treatment)
              .isEqualTo(RecordValues.of(path.sent(records)));
        }
      }
    }
  }

  @Test
  void recordsWithoutSchemasArriveInTheTableThatTheirSchemaChangeEventCreates(Cluster cluster)
      throws SQLException {
    byte[] bits = {(byte) 0x80, 1};
    Tenant tenant = Tenant.of(cluster.oceanBase());
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        OceanBaseClient target = tenant.emptied("schemaless");
        DirectSource source = new DirectSource(cluster, "bare_.*", "vector.encoding", "bytes");
        DirectSink sink =
            new DirectSink(tenant, "schemaless", "table.name.format", "schemaless.${collection}")) {
      milvus.create(
          new CollectionBuilder("bare_floats")
              .int64Key("id")
              .varchar("t", 50)
              .vector("v", DataType.FloatVector, 3)
              .dynamic());
      milvus.create(
          new CollectionBuilder("bare_bits")
              .varcharKey("id", 9)
              .vector("v", DataType.BinaryVector, 16));
      milvus.insert(
          "bare_floats",
          new Columns(2)
              .int64("id", 1, 2)
              .varchar("t", List.of("MTIz", "b"))
              .floatVector("v", 3, 0.1f, -1.5f, 3e38f, 1 / 3f, 0f, Float.MIN_VALUE)
              .dynamic(List.of("{\"color\": \"red\"}", "{}")));
      milvus.insert(
          "bare_bits",
          new Columns(1)
              .varchar("id", List.of("MTIz"))
              .bytesVector("v", DataType.BinaryVector, 16, bits));
      source.start();
      source.until("the rows came", () -> source.records().size() == 3);
      milvus.delete("bare_floats", "id", 2L);
      source.until("the delete came", () -> source.records().size() == 5);
      RecordPath path =
          new RecordPath(RecordFormat.JSON_WITHOUT_SCHEMAS, null, List.of(), List.of());
      sink.put(path.carry(source.schemaChanges()));
      sink.put(path.carry(source.records()));

      assertThat(sink.reported()).isEmpty();
      try (OceanBaseRows rows = target.rows("bare_floats", "id")) {
        Map<String, Object> row = rows.next();
        assertThat(row).containsEntry("id", 1L).containsEntry("t", "MTIz");
        assertThat((float[]) row.get("v")).containsExactly(0.1f, -1.5f, 3e38f);
        assertThat(row.get("$meta")).hasToString("Json[node={\"color\":\"red\"}]");
        assertThat(rows.next()).isNull();
      }
      assertThat(target.query("SELECT CONCAT(id, HEX(v)) FROM bare_bits"))
          .containsExactly("MTIz8001");
    }
  }

  @Test
  void offsetsAdvanceWhileATransformationDropsEveryRecord(Cluster cluster) {
    TopicNameMatches<SourceRecord> data = new TopicNameMatches<>();
    data.configure(Map.of("pattern", DirectSource.PREFIX + "[.].*"));
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        DirectSource source = new DirectSource(cluster, "dropped").dropping(data::test)) {
      milvus.create(
          new CollectionBuilder("dropped").int64Key("id").vector("v", DataType.FloatVector, 2));
      insert(milvus, 1);
      source.start();
      source.until("the snapshot row is dropped", () -> source.drops() == 1);
      insert(milvus, 2);
      source.until("the inserted row is dropped", () -> source.drops() == 2);
      long inserted = milvus.allocTimestamp();
      source.until("the offset passes the insert", () -> passed(source, inserted));
      source.stop();

      source.dropping(record -> false).start();
      insert(milvus, 3);
      source.until("the new row came", () -> !source.records().isEmpty());
      assertThat(source.records())
          .extracting(record -> ((Struct) record.key()).get("id"))
          .containsExactly(3L);
    }
  }

  /** Whether the snapshot is over, and every stored timestamp is at least this one. */
  private static boolean passed(DirectSource source, long timestamp) {
    Map<String, Object> entries = new TreeMap<>();
    source.offsets().values().forEach(entries::putAll);
    return !entries.containsKey("snapshot_last_key")
        && entries.entrySet().stream()
            .filter(entry -> entry.getKey().endsWith(".timestamp"))
            .allMatch(entry -> ((Number) entry.getValue()).longValue() >= timestamp);
  }

  private static void insert(MilvusClient milvus, long id) {
    milvus.insert("dropped", new Columns(1).int64("id", id).floatVector("v", 2, 1f, 2f));
  }

  private static Columns rows(long... ids) {
    return new Columns(2)
        .int64("id", ids)
        .varchar("t", List.of("it's \"é中\uD83D\uDE00", ""))
        .bool("b", true, false)
        .integers("i1", DataType.Int8, -128, 127)
        .int64("l", Long.MIN_VALUE, Long.MAX_VALUE)
        .floats("f", 0.1f, Float.MAX_VALUE)
        .doubles("d", 0.36211948452850884, Double.MIN_VALUE)
        .json("j", List.of("{\"a\": [1, null]}", "{}"))
        .array("a", DataType.Int64, List.of(ArrayValues.longs(1L, -2L), ArrayValues.longs()))
        .floatVector("v", 3, 0.1f, -1.5f, 3e38f, 1 / 3f, 0f, Float.MIN_VALUE)
        .dynamic(List.of("{\"color\": \"red\"}", "{}"));
  }
}
