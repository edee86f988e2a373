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
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One entity a key, whatever the keys hold and however often their changes come. */
@ExtendWith(ClusterExtension.class)
class SinkKeysIT {
  private static final List<Float> ONE = List.of(1f, 1f);
  private static final List<Float> TWO = List.of(2f, 2f);

  @Test
  void textKeysOfAnyCharactersAreWrittenAndDeleted(Cluster cluster) {
    List<String> keys =
        new ArrayList<>(
            List.of("", " ", "a", "a ", "A", "\"q\"", "'", "\\", "\\\\\"", "é", "🙂", "%_"));
    for (char c = 0; c <= 0x20; c++) {
      keys.add("c" + c);
    }
    keys.add("\u007f");
    TableRecords records =
        new TableRecords("texts", column("id", SchemaBuilder.string()), TableRecords.vector());
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        DirectSink sink = new DirectSink(cluster.milvus().uri())) {
      milvus.create(
          new CollectionBuilder("texts").varcharKey("id", 20).vector("v", DataType.FloatVector, 2));
      sink.put(keys.stream().map(key -> records.change("c", key, ONE)).toList());
      assertThat(Rows.column(milvus, "texts", "id"))
          .containsExactlyInAnyOrderElementsOf(new ArrayList<Object>(keys));

      for (String key : keys) {
        sink.put(records.delete(key), records.tombstone(key));
        assertThat(milvus.count("texts")).isEqualTo(keys.size() - keys.indexOf(key) - 1L);
      }
      assertThat(sink.reported()).isEmpty();
    }
  }

  @Test
  void theSmallestAndTheLargestNumberAreKeys(Cluster cluster) {
    TableRecords records = numbered("ends");
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        DirectSink sink = new DirectSink(cluster.milvus().uri())) {
      milvus.create(numbers("ends"));
      sink.put(
          records.change("c", Long.MIN_VALUE, ONE),
          records.change("c", Long.MAX_VALUE, ONE),
          records.change("c", 0L, ONE));
      assertThat(milvus.count("ends")).isEqualTo(3);

      sink.put(records.delete(Long.MIN_VALUE), records.delete(Long.MAX_VALUE), records.delete(0L));
      assertThat(milvus.count("ends")).isZero();
    }
  }

  @Test
  void theSmallestKeyIsDeletedFromACollectionThatIsNotLoaded(Cluster cluster) {
    TableRecords records = numbered("smallest");
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        DirectSink sink = new DirectSink(cluster.milvus().uri())) {
      milvus.create(numbers("smallest"));
      sink.put(
          records.change("c", Long.MIN_VALUE, ONE),
          records.change("c", Long.MIN_VALUE + 1, ONE),
          records.change("c", Long.MAX_VALUE, ONE));
      milvus.release("smallest");
      sink.put(records.delete(Long.MIN_VALUE), records.delete(Long.MAX_VALUE));

      milvus.load("smallest");
      assertThat(milvus.count("smallest")).isEqualTo(1);
    }
  }

  @Test
  void theLastChangeOfAKeyWinsAndARepetitionChangesNothing(Cluster cluster) {
    TableRecords records = numbered("again");
    List<SinkRecord> put = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      for (long id = 0; id < 40; id++) {
        put.add(records.change("u", id, round == 4 ? TWO : ONE));
        if (id % 4 == round % 4) {
          put.add(records.delete(id));
          put.add(records.tombstone(id));
        }
      }
    }
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        DirectSink sink = new DirectSink(cluster.milvus().uri(), "batch.size", "7")) {
      milvus.create(numbers("again"));
      for (int times = 0; times < 3; times++) {
        sink.put(put);
        assertThat(milvus.count("again")).isEqualTo(30);
      }
      put.forEach(sink::put);

      assertThat(milvus.count("again")).isEqualTo(30);
      assertThat(Rows.column(milvus, "again", "v"))
          .allSatisfy(v -> assertThat((float[]) v).containsExactly(2f, 2f));
    }
  }

  @Test
  void aChangedPartitionKeyMovesTheRow(Cluster cluster) {
    TableRecords records =
        new TableRecords(
            "moves",
            column("id", SchemaBuilder.int64()),
            column("tenant", SchemaBuilder.string()),
            TableRecords.vector());
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        DirectSink sink = new DirectSink(cluster.milvus().uri())) {
      milvus.create(
          new CollectionBuilder("moves")
              .int64Key("id")
              .varcharPartitionKey("tenant", 20)
              .vector("v", DataType.FloatVector, 2),
          1,
          16);
      for (int move = 0; move < 20; move++) {
        sink.put(records.change("u", 1L, "tenant" + move, ONE));
      }

      assertThat(milvus.count("moves")).isEqualTo(1);
      assertThat(Rows.column(milvus, "moves", "tenant")).containsExactly("tenant19");
    }
  }

  @Test
  void aKeyThatIsNotThePrimaryKeyStopsTheTaskAndSaysWhatToDo(Cluster cluster) {
    TableRecords records =
        new TableRecords("wrongkey", column("other", SchemaBuilder.int64()), TableRecords.vector());
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        DirectSink sink = new DirectSink(cluster.milvus().uri())) {
      milvus.create(numbers("wrongkey"));

      assertThatThrownBy(() -> sink.put(records.change("c", 1L, ONE)))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("primary key of collection default.wrongkey is 'id' alone")
          .hasMessageContaining("message.key.columns");
    }
  }

  @Test
  void aTruncateRemovesWhatCameBeforeAndNothingAfter(Cluster cluster) {
    TableRecords records = numbered("emptied");
    List<SinkRecord> many = new ArrayList<>();
    for (long id = 0; id < 12_000; id++) {
      many.add(records.change("r", id, ONE));
    }
    many.add(records.change("c", Long.MIN_VALUE, ONE));
    many.add(records.change("c", Long.MAX_VALUE, ONE));
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        DirectSink sink = new DirectSink(cluster.milvus().uri())) {
      milvus.create(numbers("emptied"));
      sink.put(many);
      assertThat(milvus.count("emptied")).isEqualTo(12_002);

      sink.put(records.change("c", 20_000L, ONE), records.truncate(), records.change("c", 5L, TWO));

      assertThat(milvus.count("emptied")).isEqualTo(1);
      assertThat(Rows.column(milvus, "emptied", "id")).containsExactly(5L);
      assertThat(sink.total("Truncates")).isEqualTo(1);
    }
  }

  @Test
  void anyDebeziumTopicWillDo(Cluster cluster) {
    Map<String, Object> row = Map.of("id", 7, "v", List.of(0.5, 0.25));
    try (MilvusClient milvus = new MilvusClient(cluster.milvus().uri());
        DirectSink sink =
            new DirectSink(
                cluster.milvus().uri(), "collection.mappings", "pg.public.docs:anytopic")) {
      milvus.create(numbers("anytopic"));
      sink.put(
          new SinkRecord("pg.public.docs", 0, null, Map.of("id", 7), null, row, 0),
          new SinkRecord(
              "pg.public.docs",
              0,
              Schema.INT32_SCHEMA,
              8,
              null,
              Map.of("id", 8, "v", "[1, 2]", "__op", "c"),
              1),
          new SinkRecord(
              "pg.public.docs",
              0,
              null,
              Map.of("id", 9),
              null,
              Map.of("before", row, "op", "d"),
              2));

      assertThat(Rows.column(milvus, "anytopic", "id")).containsExactly(7L, 8L);
    }
  }

  private static TableRecords numbered(String table) {
    return new TableRecords(table, column("id", SchemaBuilder.int64()), TableRecords.vector());
  }

  private static CollectionBuilder numbers(String name) {
    return new CollectionBuilder(name).int64Key("id").vector("v", DataType.FloatVector, 2);
  }
}
