// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.relational.TableId;
import io.milvus.grpc.Status;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.source.run.TaskShare;
import io.vecbridge.common.testing.FakeSourceContext;
import io.vecbridge.milvus.source.collection.CollectionDiscovery;
import io.vecbridge.milvus.source.collection.MilvusInMemory;
import io.vecbridge.milvus.source.offset.CapturedCollections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CollectionWatchTest {
  private static final int COLLECTION_NOT_FOUND = 100;
  private static final int SERVICE_NOT_READY = 1;
  private static final int DENIED = 1401;

  private final MilvusInMemory milvus = new MilvusInMemory().add("shop", "books", 7);
  private final OnDemand executor = new OnDemand();
  private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
  private final CollectionWatch watch = watch(Map.of());

  @AfterEach
  void close() {
    watch.close();
    milvus.close();
  }

  @Test
  void nothingIsFoundBeforeTheFirstLook() {
    assertThat(watch.listing()).isEmpty();
    assertThat(watch.take()).isNull();
    assertThat(executor.interval).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void eachCollectionIsFoundOnceWithItsPartitions() {
    executor.look();
    assertThat(watch.listing()).isPresent();
    assertThat(taken()).containsExactly(7L);

    milvus.add("shop", "films", 8);
    executor.look();
    assertThat(taken()).containsExactly(8L);
    assertThat(present(watch)).containsExactly(id("books"), id("films"));
  }

  @Test
  void aCollectionThatIsCreatedAgainIsFoundAgain() {
    executor.look();
    assertThat(taken()).containsExactly(7L);
    milvus.add("shop", "books", 9);
    executor.look();
    assertThat(taken()).containsExactly(9L);
  }

  @Test
  void collectionsOfOtherTasksArePresentButNotFound() {
    milvus.add("shop", "films", 8);
    try (CollectionWatch second =
        watch(Map.of(TaskShare.DEALT, "shop.books,shop.films", TaskShare.TASKS, "2"))) {
      executor.look();
      assertThat(present(second)).containsExactly(id("books"), id("films"));
      assertThat(second.take().collection().tableId()).isEqualTo(id("books"));
      assertThat(second.take()).isNull();
    }
  }

  @Test
  void whileMilvusIsUnavailableItIsAskedAgain() {
    milvus.failure = Status.newBuilder().setCode(SERVICE_NOT_READY).setReason("starting").build();
    executor.look();
    assertThat(watch.take()).isNull();

    milvus.failure = Status.getDefaultInstance();
    executor.look();
    assertThat(taken()).containsExactly(7L);
  }

  @Test
  void aCollectionThatIsDroppedDuringTheLookIsNotFound() {
    milvus.failure = Status.newBuilder().setCode(COLLECTION_NOT_FOUND).setReason("gone").build();
    executor.look();
    assertThat(watch.listing()).isPresent();
    assertThat(watch.take()).isNull();
  }

  @Test
  void aRenamedCollectionIsFoundUnderItsNewNameAsOneThatAppeared() {
    executor.look();
    assertThat(watch.take().appeared()).isFalse();
    milvus.collections.get("shop").remove("books");
    milvus.add("shop", "tomes", 7);
    executor.look();
    CollectionWatch.Found renamed = watch.take();
    assertThat(renamed.collection().tableId()).isEqualTo(id("tomes"));
    assertThat(renamed.appeared()).isTrue();
  }

  @Test
  void aCollectionThatCannotBeDescribedIsReportedAndTheOthersAreFound() {
    milvus.add("shop", "albums", 6).add("shop", "films", 8);
    milvus.failures.put(
        "shop.books", Status.newBuilder().setCode(DENIED).setReason("permission deny").build());
    executor.look();
    assertThat(taken()).containsExactly(6L, 8L);
    CollectionWatch.Undescribed undescribed = watch.takeUndescribed();
    assertThat(undescribed.id()).isEqualTo(id("books"));
    assertThat(undescribed.reason())
        .hasMessageContaining("describe of shop.books failed (code 1401: permission deny)");

    milvus.failures.clear();
    executor.look();
    assertThat(taken()).containsExactly(7L);
  }

  @Test
  void aCollectionThatLooksLikeAnUnavailableMilvusComesLastTheNextTime() {
    milvus.add("shop", "films", 8);
    milvus.failures.put(
        "shop.books", Status.newBuilder().setCode(SERVICE_NOT_READY).setReason("starting").build());
    executor.look();
    assertThat(taken()).isEmpty();
    executor.look();
    assertThat(taken()).containsExactly(8L);
  }

  @Test
  void tenThousandCollectionsAreDescribedOnceAndListedAtEachLook() {
    for (long id = 100; id < 10_100; id++) {
      milvus.add("shop", "c" + id, id);
    }
    executor.look();
    assertThat(taken()).hasSize(10_001);
    executor.look();
    assertThat(taken()).isEmpty();
    assertThat(milvus.described).hasSize(10_001);
  }

  @Test
  void aRenamedCollectionIsFoundByTheOwnerOfTheNameAtItsOffset() {
    // Two tasks: the first one owns books, the second one tomes.
    milvus.version = "v2.6.20";
    milvus.rename("shop", "books", "tomes");
    stored(id("books"), 7, false);
    CollectionWatch owner =
        watch(Map.of("task.count", "2", "task.collections.dealt", "shop.books,shop.tomes"));
    executor.look();
    assertThat(owner.take().collection().tableId()).isEqualTo(id("books"));
    assertThat(owner.take()).isNull();

    CollectionWatch other =
        watch(Map.of("task.count", "2", "task.collections.dealt", "shop.tomes,shop.books"));
    executor.look();
    assertThat(other.take()).isNull();
    stored(id("books"), 7, true);
    stored(id("tomes"), 7, false);
    executor.look();
    assertThat(other.take().collection().tableId()).isEqualTo(id("tomes"));
  }

  @Test
  void collectionsThatHaveExchangedTheirNamesAreFoundTogether() {
    milvus.version = "v2.6.20";
    milvus.add("shop", "tomes", 7).add("shop", "books", 8);
    stored(id("books"), 7, false);
    stored(id("tomes"), 8, false);
    milvus.failures.put(
        "shop.tomes", Status.newBuilder().setCode(SERVICE_NOT_READY).setReason("starting").build());
    executor.look();
    assertThat(taken()).isEmpty();

    milvus.failures.clear();
    executor.look();
    assertThat(watch.take().collection().tableId()).isEqualTo(id("tomes"));
    assertThat(watch.take().collection().tableId()).isEqualTo(id("books"));
    executor.look();
    assertThat(watch.take()).isNull();
  }

  @Test
  void whereNoLogShowsRenamingsANewNameIsAnotherCollection() {
    milvus.rename("shop", "books", "tomes");
    stored(id("books"), 7, false);
    executor.look();
    assertThat(watch.take().collection().tableId()).isEqualTo(id("tomes"));
  }

  private void stored(TableId id, long collectionId, boolean dropped) {
    stored.put(
        NamedPartition.ofCollection("t", id).getSourcePartition(),
        Map.of("collection_id", collectionId, "dropped", dropped));
    stored.put(
        CapturedCollections.partition("t"),
        CapturedCollections.offset(List.of(id("books"), id("tomes"))));
  }

  private static List<TableId> present(CollectionWatch watch) {
    return List.copyOf(watch.listing().orElseThrow().captured().keySet());
  }

  private CollectionWatch watch(Map<String, String> share) {
    CollectionWatch created =
        new CollectionWatch(
            new CollectionDiscovery(milvus.client(), any -> true),
            TaskShare.of(0, share),
            Optional.of(new StoredOffsets(new FakeSourceContext(Map.of(), stored), "t")),
            executor);
    created.start(Duration.ofSeconds(5));
    return created;
  }

  private List<Long> taken() {
    List<Long> ids = new ArrayList<>();
    for (CollectionWatch.Found next = watch.take(); next != null; next = watch.take()) {
      ids.add(next.collection().id());
    }
    return ids;
  }

  private static TableId id(String name) {
    return new TableId("shop", null, name);
  }

  /** Runs the task that it was given last when the test asks for it. */
  private static final class OnDemand extends ScheduledThreadPoolExecutor {
    private Runnable task;
    private Duration interval;

    OnDemand() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable command, long initialDelay, long delay, TimeUnit unit) {
      task = command;
      interval = Duration.of(delay, unit.toChronoUnit());
      return null;
    }

    void look() {
      task.run();
    }
  }
}
