// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusAdmin;
import io.vecbridge.harness.client.MilvusClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When rows are read, and which of them, with which fields. */
@ExtendWith(ClusterExtension.class)
class SourceModesIT {
  private final Cluster cluster;
  private final MilvusClient milvus;

  SourceModesIT(Cluster cluster) {
    this.cluster = cluster;
    this.milvus = new MilvusClient(cluster.milvus().uri());
  }

  @AfterEach
  void close() {
    milvus.close();
  }

  @Test
  void alwaysReadsAllRowsAtEveryStartAndFollowsTheChanges() {
    create("always");
    insert("always", 1, 2);
    try (DirectSource source =
        new DirectSource(cluster, "always", "snapshot.mode", "always").start()) {
      assertThat(source.changes("always", 2)).containsExactly("r 1", "r 2");
      complete(source, "always");
      source.stop();
      insert("always", 3);
      source.start();
      assertThat(source.changes("always", 6)).containsOnlyOnce("c 3", "r 3").endsWith("r 3");
      insert("always", 4);
      assertThat(source.changes("always", 7)).endsWith("c 4");
    }
  }

  @Test
  void initialOnlyEndsWithTheSnapshotAndDoesNothingAtTheNextStart() {
    create("once");
    insert("once", 1, 2);
    try (DirectSource source =
        new DirectSource(cluster, "(once|other)", "snapshot.mode", "initial_only").start()) {
      assertThat(source.changes("once", 2)).containsExactly("r 1", "r 2");
      complete(source, "once");
      source.stop();
      insert("once", 3);
      source.start();
      create("other");
      insert("other", 7);
      assertThat(source.changes("other", 1)).containsAnyOf("r 7", "c 7");
      assertThat(source.changes("once")).containsExactly("r 1", "r 2");
    }
  }

  @Test
  void withoutALogOnlySnapshotsAreTaken() {
    create("unlogged");
    insert("unlogged", 1, 2);
    try (DirectSource source =
        new DirectSource(cluster, "unlogged.*", "change.log.reader", "none").start()) {
      assertThat(source.changes("unlogged", 2)).containsExactly("r 1", "r 2");
      insert("unlogged", 3);
      create("unlogged_later");
      insert("unlogged_later", 4);
      source.until("a later collection is read", () -> !source.changes("unlogged_later").isEmpty());
      assertThat(source.changes("unlogged")).containsExactly("r 1", "r 2");
      assertThat(source.offset("unlogged").keySet()).containsExactly("collection_id");
    }
  }

  @Test
  void aFilterRestrictsTheSnapshotAndTheChangesAndFieldsCanBeLeftOut() {
    milvus.create(
        new CollectionBuilder("chosen")
            .int64Key("id")
            .scalar("year", DataType.Int32)
            .varchar("note", 20)
            .vector("v", DataType.FloatVector, 2));
    insertChosen(1, 2019);
    insertChosen(2, 2021);
    try (DirectSource source =
        new DirectSource(
                cluster,
                "chosen",
                "row.filter.overrides",
                "default.chosen",
                "row.filter.overrides.default.chosen",
                "year > 2020 and note like 'a%'",
                "field.exclude.list",
                "default[.]chosen[.](note|id)")
            .start()) {
      assertThat(source.changes("chosen", 1)).containsExactly("r 2");
      complete(source, "chosen");
      insertChosen(3, 2018);
      insertChosen(4, 2022);
      upsertChosen(3, 2023);
      upsertChosen(4, 2017);
      upsertChosen(5, 2016);
      milvus.delete("chosen", "id", 2, 5);
      assertThat(source.changes("chosen", 7))
          .containsExactly("r 2", "c 4", "u 3", "d 4", "d 5", "d 2", "d 5");
      for (SourceRecord record : source.records("chosen")) {
        if (record.value() != null && ((Struct) record.value()).get("after") != null) {
          assertThat(fields(record)).containsExactly("id", "year", "v");
        }
      }
    }
    try (DirectSource source =
        new DirectSource(cluster, "chosen", "field.include.list", "default[.]chosen[.]note")
            .start()) {
      assertThat(source.changes("chosen", 3)).containsExactly("r 1", "r 3", "r 4");
      for (SourceRecord record : source.records("chosen")) {
        assertThat(fields(record)).containsExactly("id", "note");
      }
    }
  }

  @Test
  void offsetsOfTheFirstFormAreResumed() {
    create("earlier");
    insert("earlier", 1, 2);
    try (DirectSource source = new DirectSource(cluster, "earlier").start()) {
      source.changes("earlier", 2);
      complete(source, "earlier");
      source.stop();
      source
          .offsets()
          .replaceAll(
              (partition, offset) -> {
                Map<String, Object> without = new HashMap<>(offset);
                without.remove("partitions");
                return without;
              });
      insert("earlier", 3);
      source.start();
      assertThat(source.changes("earlier", 3)).containsExactly("r 1", "r 2", "c 3");
    }
  }

  @Test
  void aPartitionDropThatMilvusRepeatsAfterARestartIsNoFailure() {
    create("repeated");
    milvus.createPartition("repeated", "p");
    milvus.release("repeated");
    new MilvusAdmin(milvus, "default").dropPartition("repeated", "p");
    milvus.load("repeated");
    insert("repeated", 1);
    try (DirectSource source = new DirectSource(cluster, "repeated").start()) {
      source.changes("repeated", 1);
      complete(source, "repeated");
      source.stop();
      // What Milvus logs after a restart looks like the drop of a partition without rows.
      milvus.createPartition("repeated", "q");
      milvus.release("repeated");
      new MilvusAdmin(milvus, "default").dropPartition("repeated", "q");
      milvus.load("repeated");
      source.start();
      insert("repeated", 2);
      assertThat(source.changes("repeated", 2)).containsExactly("r 1", "c 2");
    }
  }

  private static void complete(DirectSource source, String collection) {
    source.until(
        "the snapshot is complete",
        () ->
            source.offset(collection).containsKey("collection_id")
                && !source.offset(collection).containsKey("snapshot"));
  }

  private static List<String> fields(SourceRecord record) {
    List<String> names = new ArrayList<>();
    for (Field field : ((Struct) record.value()).getStruct("after").schema().fields()) {
      names.add(field.name());
    }
    return names;
  }

  private void create(String collection) {
    milvus.create(
        new CollectionBuilder(collection).int64Key("id").vector("v", DataType.FloatVector, 2));
  }

  private void insert(String collection, long... ids) {
    milvus.insert(
        collection,
        new Columns(ids.length).int64("id", ids).floatVector("v", 2, new float[2 * ids.length]));
  }

  private void insertChosen(long id, int year) {
    milvus.insert("chosen", chosen(id, year));
  }

  private void upsertChosen(long id, int year) {
    milvus.upsert("chosen", chosen(id, year));
  }

  private static Columns chosen(long id, int year) {
    return new Columns(1)
        .int64("id", id)
        .integers("year", DataType.Int32, year)
        .varchar("note", List.of("a note"))
        .floatVector("v", 2, 1f, 2f);
  }
}
