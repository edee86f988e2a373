// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.relational.TableId;
import io.milvus.grpc.Status;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.source.run.TaskShare;
import io.vecbridge.milvus.source.collection.CollectionDiscovery;
import io.vecbridge.milvus.source.collection.MilvusInMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private final CollectionWatch watch = watch(Map.of());

  @AfterEach
  void close() {
    watch.close();
    milvus.close();
  }

  @Test
  void nothingIsFoundBeforeTheFirstLook() {
    assertThat(watch.hasDiscovered()).isFalse();
    assertThat(watch.take()).isNull();
    assertThat(watch.present()).isEmpty();
    assertThat(executor.interval).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void eachCollectionIsFoundOnceWithItsPartitions() {
    executor.look();
    assertThat(watch.hasDiscovered()).isTrue();
    assertThat(taken()).containsExactly(7L);

    milvus.add("shop", "films", 8);
    executor.look();
    assertThat(taken()).containsExactly(8L);
    assertThat(watch.present()).containsExactly(id("books"), id("films"));
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
      assertThat(second.present()).containsExactly(id("books"), id("films"));
      assertThat(second.take().collection().tableId()).isEqualTo(id("books"));
      assertThat(second.take()).isNull();
    }
  }

  @Test
  void whileMilvusIsUnavailableItIsAskedAgain() {
    milvus.failure = Status.newBuilder().setCode(SERVICE_NOT_READY).setReason("starting").build();
    executor.look();
    assertThat(watch.hasDiscovered()).isFalse();
    assertThat(watch.take()).isNull();

    milvus.failure = Status.getDefaultInstance();
    executor.look();
    assertThat(watch.hasDiscovered()).isTrue();
    assertThat(taken()).containsExactly(7L);
  }

  @Test
  void aCollectionThatIsDroppedDuringTheLookIsNotFound() {
    milvus.failure = Status.newBuilder().setCode(COLLECTION_NOT_FOUND).setReason("gone").build();
    executor.look();
    assertThat(watch.hasDiscovered()).isTrue();
    assertThat(watch.take()).isNull();
  }

  @Test
  void aRefusalFailsTheTask() {
    milvus.failure = Status.newBuilder().setCode(DENIED).setReason("permission deny").build();
    executor.look();
    assertThatThrownBy(watch::take)
        .isInstanceOf(MilvusRequestException.class)
        .hasMessageContaining("describe of shop.books failed (code 1401: permission deny)");
  }

  private CollectionWatch watch(Map<String, String> share) {
    CollectionWatch created =
        new CollectionWatch(
            new CollectionDiscovery(milvus.client(), any -> true),
            TaskShare.of(0, share),
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
