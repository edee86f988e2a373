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
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Collections that are loaded in part, renamed, or of no use to the connector. */
@ExtendWith(ClusterExtension.class)
class SourceCollectionsIT {
  private final Cluster cluster;
  private final MilvusClient milvus;
  private final MilvusAdmin admin;

  SourceCollectionsIT(Cluster cluster) {
    this.cluster = cluster;
    this.milvus = new MilvusClient(cluster.milvus().uri());
    this.admin = new MilvusAdmin(milvus, "default");
  }

  @AfterEach
  void close() {
    milvus.close();
  }

  @Test
  void aCollectionOfWhichOnlySomePartitionsAreLoadedWaitsUntilAllAre() {
    create("partial");
    milvus.createPartition("partial", "a");
    milvus.createPartition("partial", "b");
    insert("partial", "a", 1, 2);
    insert("partial", "b", 3, 4);
    milvus.release("partial");
    admin.loadPartitions("partial", "a", "_default");
    try (DirectSource source = new DirectSource(cluster, "partial").start()) {
      source.until(
          "the snapshot has begun", () -> source.offset("partial").containsKey("snapshot"));
      insert("partial", "b", 5);
      assertThat(source.changes("partial", 1)).containsExactly("c 5");

      admin.loadPartitions("partial", "b");
      assertThat(source.changes("partial", 6)).contains("r 1", "r 2", "r 3", "r 4", "r 5");
      source.until("it is complete", () -> !source.offset("partial").containsKey("snapshot"));
    }
  }

  @Test
  void aPartitionThatIsReleasedDuringTheSnapshotIsMissedByNoPage() {
    create("released");
    milvus.createPartition("released", "b");
    insert("released", "", LongStream.range(0, 200).toArray());
    insert("released", "b", LongStream.range(200, 400).toArray());
    try (DirectSource source =
        new DirectSource(
                cluster,
                "released",
                "snapshot.fetch.size",
                "20",
                "snapshot.rate.limit.rows.per.second",
                "200")
            .start()) {
      source.changes("released", 60);
      admin.releasePartition("released", "b");
      insert("released", "", 999);
      source.until(
          "changes flow while it waits", () -> source.changes("released").contains("c 999"));
      admin.loadPartitions("released", "b");
      source.until("it is complete", () -> !source.offset("released").containsKey("snapshot"));
      assertThat(source.changes("released").stream().filter(row -> row.startsWith("r")).distinct())
          .hasSizeGreaterThanOrEqualTo(400);
    }
  }

  @Test
  void aSwapByRenamingIsAFailureThatNamesTheOtherName() {
    create("swap_live");
    create("swap_next");
    insert("swap_live", "", 1);
    insert("swap_next", "", 2);
    try (DirectSource source = new DirectSource(cluster, "swap_.*").start()) {
      source.changes("swap_live", 1);
      source.changes("swap_next", 1);
      swap();
      assertThat(source.failure())
          .matches(
              "Collection default[.]swap_(live|next) \\(id \\d+\\) was renamed to"
                  + " default[.]swap_(old|live): its rows stay in the target[.].*")
          .contains("collection.drop.mode=ignore");
    }
    drop("swap_live", "swap_old");
  }

  @Test
  void afterAnIgnoredSwapEachCollectionIsCapturedUnderItsNewName() {
    create("swap_live");
    create("swap_next");
    insert("swap_live", "", 1);
    insert("swap_next", "", 2);
    try (DirectSource source =
        new DirectSource(cluster, "swap_.*", "collection.drop.mode", "ignore").start()) {
      source.changes("swap_live", 1);
      source.changes("swap_next", 1);
      swap();
      assertThat(source.changes("swap_old", 1)).containsExactly("r 1");
      assertThat(source.changes("swap_live", 2)).containsExactly("r 1", "r 2");
      insert("swap_live", "", 3);
      assertThat(source.changes("swap_live", 3)).containsExactly("r 1", "r 2", "c 3");
      assertThat(source.changes("swap_next")).containsExactly("r 2");

      source.stop();
      source.start();
      insert("swap_old", "", 4);
      assertThat(source.changes("swap_old", 2)).containsExactly("r 1", "c 4");
    }
    drop("swap_live", "swap_old");
  }

  @Test
  void aCollectionWhoseFilterCannotBeReadStopsNoOther() {
    create("good_first");
    milvus.create(
        new CollectionBuilder("bad_filter")
            .int64Key("id")
            .vector("v", DataType.FloatVector, 2)
            .varchar("b", 10));
    insert("good_first", "", 1);
    try (DirectSource source =
        new DirectSource(
                cluster,
                "(good_.*|bad_.*)",
                "row.filter.overrides",
                "default.bad_filter",
                "row.filter.overrides.default.bad_filter",
                "no_such_field == ",
                "precheck.skip",
                "row.filters.evaluated")
            .start()) {
      assertThat(source.changes("good_first", 1)).containsExactly("r 1");
      create("good_second");
      insert("good_second", "", 2);
      assertThat(source.changes("good_second", 1)).containsAnyOf("r 2", "c 2");
      insert("good_first", "", 3);
      assertThat(source.changes("good_first", 2)).containsExactly("r 1", "c 3");

      source.stop();
      source.with("object.failure.mode", "fail").start();
      assertThat(source.failure())
          .contains("row.filter.overrides.default.bad_filter can't be evaluated for changes");
    }
  }

  private void swap() {
    admin.rename("swap_live", "swap_old");
    admin.rename("swap_next", "swap_live");
  }

  private void drop(String... collections) {
    List.of(collections).forEach(milvus::drop);
  }

  private void create(String collection) {
    milvus.create(
        new CollectionBuilder(collection).int64Key("id").vector("v", DataType.FloatVector, 2));
  }

  private void insert(String collection, String partition, long... ids) {
    milvus.insert(
        collection,
        partition,
        new Columns(ids.length).int64("id", ids).floatVector("v", 2, new float[2 * ids.length]));
  }
}
