// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static io.vecbridge.milvus.sink.MemoryMilvus.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.LoadState;
import io.milvus.grpc.Status;
import io.vecbridge.common.testing.SchemaChange;
import io.vecbridge.milvus.sink.row.TestCollections;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Collections get their indexes and are loaded, though Milvus or a task ends in between. */
class IndexedCollectionsTest extends TasksInMemory {
  private static final String GOODS = "default.goods";
  private static final String TYPE = "vector.index.type";
  private static final String OVERRIDES = "vector.index.overrides";
  private static final String[] OF_SOURCE = {TYPE, "source", "vector.index.distance", "source"};
  private static final Status UNAVAILABLE = failure(1, "service not ready");
  private static final Status BUSY = failure(8, "rate limit exceeded");

  @Test
  void aCollectionIsIndexedAndLoadedThoughItsCreationWasInterrupted() {
    MilvusSinkTask task = task(TYPE, "autoindex");
    milvus.answer("index", BUSY, UNAVAILABLE);
    milvus.answer("load", UNAVAILABLE);
    List<SinkRecord> put = rows("shop.goods", 1);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> task.put(put)).isInstanceOf(RetriableException.class);
    }
    task.put(put);

    assertThat(milvus.calls("create")).isEqualTo(1);
    assertThat(milvus.calls("index")).isEqualTo(4);
    assertThat(milvus.calls("load")).isEqualTo(2);
    assertThat(milvus.keys(GOODS)).containsExactly(1L);
  }

  @Test
  void aCollectionIsIndexedThoughItsCreationGotNoAnswer() {
    MilvusSinkTask task = task(TYPE, "flat");
    milvus.carryOutFailures();
    milvus.answer("create", UNAVAILABLE);
    List<SinkRecord> put = rows("shop.goods", 1);
    assertThatThrownBy(() -> task.put(put)).isInstanceOf(RetriableException.class);
    task.put(put);

    assertThat(milvus.calls("index")).isEqualTo(1);
    assertThat(milvus.calls("load")).isEqualTo(1);
  }

  @Test
  void aCollectionGetsTheIndexesOfItsTable() {
    MilvusSinkTask task = task(OF_SOURCE);
    task.put(List.of(event("HNSW,COSINE,M=8")));

    assertThat(milvus.indexes().of(GOODS))
        .isEqualTo(Map.of("v", "HNSW COSINE {\"M\": 8, \"efConstruction\": 200}"));
    assertThat(milvus.calls("load")).isEqualTo(1);
    task.put(List.of(event("IVF_FLAT,L2")));
    assertThat(milvus.calls("index")).as("an index that is there stays").isEqualTo(1);
    assertThat(milvus.calls("load")).isEqualTo(1);
  }

  @Test
  void aTableWithoutIndexesLeavesItsCollectionUnloaded() {
    task(OF_SOURCE).put(List.of(event("")));

    assertThat(milvus.created(GOODS)).isNotNull();
    assertThat(milvus.calls("index")).isZero();
    assertThat(milvus.calls("load")).isZero();
  }

  @Test
  void aCollectionThatWasCreatedFromARowGetsTheIndexesWithTheEventThoughMilvusIsInterrupted() {
    MilvusSinkTask task = task(OF_SOURCE);
    task.put(rows("shop.goods", 1));
    assertThat(milvus.calls("index")).isZero();
    milvus.answer("load", UNAVAILABLE);

    assertThatThrownBy(() -> task.put(List.of(event("HNSW,L2"))))
        .isInstanceOf(RetriableException.class);
    task.put(List.of(event("HNSW,L2")));

    assertThat(milvus.calls("index")).isEqualTo(1);
    assertThat(milvus.calls("load")).isEqualTo(2);
  }

  @Test
  void anIndexOfTheSourceThatMilvusRefusesIsLeftOutAndRowsAreWritten() {
    milvus.answer("index", failure(1100, "invalid parameter"));
    MilvusSinkTask task = task(OF_SOURCE);
    List<SinkRecord> put = new ArrayList<>(List.of(event("DISKANN,L2")));
    put.addAll(rows("shop.goods", 1));
    task.put(put);

    assertThat(milvus.keys(GOODS)).containsExactly(1L);
    assertThat(milvus.calls("load")).isZero();
    task.put(List.of(event("HNSW,L2")));
    assertThat(milvus.indexes().of(GOODS)).containsOnlyKeys("v");
    assertThat(milvus.calls("load")).isEqualTo(1);
  }

  @Test
  void aCollectionIsLoadedWithALaterIndexThoughMilvusIsInterrupted() {
    milvus.answer("index", failure(1100, "invalid parameter"));
    MilvusSinkTask task = task(OF_SOURCE);
    task.put(List.of(event("DISKANN,L2")));
    milvus.answer("load", UNAVAILABLE);
    assertThatThrownBy(() -> task.put(List.of(event("HNSW,L2"))))
        .isInstanceOf(RetriableException.class);

    task.put(List.of(event("HNSW,L2")));

    assertThat(milvus.indexes().state(GOODS)).isEqualTo(LoadState.LoadStateLoaded);
  }

  @Test
  void theNextTaskLoadsACollectionThatTheLastOneHasIndexed() {
    MilvusSinkTask ended = task(OF_SOURCE);
    milvus.answer("load", UNAVAILABLE);
    assertThatThrownBy(() -> ended.put(List.of(event("HNSW,L2"))))
        .isInstanceOf(RetriableException.class);
    ended.stop();

    task(OF_SOURCE).put(List.of(event("HNSW,L2")));

    assertThat(milvus.indexes().state(GOODS)).isEqualTo(LoadState.LoadStateLoaded);
    assertThat(milvus.calls("index")).isEqualTo(1);
  }

  @Test
  void theNextTaskIndexesAndLoadsWhatTheLastOneHasCreatedFromARow() {
    for (String interrupted : List.of("index", "load")) {
      MilvusSinkTask ended = task(TYPE, "autoindex");
      milvus.answer(interrupted, UNAVAILABLE);
      List<SinkRecord> put = rows("shop." + interrupted, 1);
      assertThatThrownBy(() -> ended.put(put)).isInstanceOf(RetriableException.class);
      ended.stop();

      task(TYPE, "autoindex").put(put);

      String collection = "default." + interrupted;
      assertThat(milvus.indexes().of(collection)).containsOnlyKeys("v");
      assertThat(milvus.indexes().state(collection)).isEqualTo(LoadState.LoadStateLoaded);
      assertThat(milvus.keys(collection)).containsExactly(1L);
    }
  }

  @Test
  void aCollectionWithRowsThatSomebodyReleasesStaysReleased() {
    MilvusSinkTask task = task(TYPE, "autoindex");
    task.put(rows("shop.goods", 1));
    milvus.indexes().release(GOODS);

    task.put(List.of(event("HNSW,L2")));
    task.put(rows("shop.goods", 2));
    task.stop();
    task(TYPE, "autoindex").put(rows("shop.goods", 3));
    task(OF_SOURCE).put(List.of(event("HNSW,L2")));

    assertThat(milvus.keys(GOODS)).containsExactly(1L, 2L, 3L);
    assertThat(milvus.indexes().state(GOODS)).isEqualTo(LoadState.LoadStateNotLoad);
  }

  @Test
  void aCollectionWithoutRowsThatTheOptionsExceptStaysUnloaded() {
    existing();

    task(TYPE, "autoindex", OVERRIDES, "default.goods:type=none").put(rows("shop.goods", 1));
    task(TYPE, "none").put(List.of(event("HNSW,L2")));

    assertThat(milvus.indexes().state(GOODS)).isEqualTo(LoadState.LoadStateNotLoad);
  }

  @Test
  void aLoadedCollectionIsNotLoadedAgain() {
    existing();
    milvus.indexes().load(GOODS);

    task(TYPE, "flat").put(rows("shop.goods", 1));

    assertThat(milvus.calls("index")).isZero();
    assertThat(milvus.calls("load")).isZero();
  }

  @Test
  void aCollectionWithAVectorThatTheOptionsLeaveWithoutAnIndexIsNotLoaded() {
    MilvusSinkTask task = task(TYPE, "autoindex", OVERRIDES, "default.goods.w:type=none");
    task.put(
        List.of(
            new SchemaChange("ob", "shop", "goods")
                .column("id", "BIGINT")
                .column("v", "VECTOR", 2)
                .column("w", "VECTOR", 2)
                .record()));

    assertThat(milvus.indexes().of(GOODS)).containsOnlyKeys("v");
    assertThat(milvus.calls("load")).isZero();
  }

  @Test
  void rowsSayNothingOfTheIndexesOfTheSource() {
    existing();
    task(OF_SOURCE).put(rows("shop.goods", 1));

    assertThat(milvus.calls("loadState")).isZero();
    assertThat(milvus.calls("index")).isZero();
  }

  @Test
  void rowsAreWrittenThoughAnExistingCollectionCanNotBeLoaded() {
    existing();
    milvus.answer("loadState", failure(1401, "permission deny"));

    task(TYPE, "autoindex").put(rows("shop.goods", 1));

    assertThat(milvus.keys(GOODS)).containsExactly(1L);
    assertThat(milvus.calls("load")).isZero();
  }

  @Test
  void overridesAreFollowedByTheNamesOfTheTarget() {
    MilvusSinkTask task =
        task(
            TYPE,
            "source",
            "collection.mappings",
            "shop.goods:Items",
            OVERRIDES,
            "default.items:distance=cosine, default.items.V:type=hnsw;m=32");
    task.put(List.of(event("IVF_FLAT,L2")));

    assertThat(milvus.indexes().of("default.Items"))
        .isEqualTo(Map.of("v", "HNSW COSINE {\"M\": 32, \"efConstruction\": 200}"));
  }

  /** A collection with an index on its vector that is not loaded. */
  private void existing() {
    milvus.create("default", TestCollections.schema().setName("goods").build());
    milvus.indexes().create(GOODS, CreateIndexRequest.newBuilder().setFieldName("v").build());
  }

  private static SinkRecord event(String index) {
    return new SchemaChange("ob", "shop", "goods")
        .column("id", "BIGINT")
        .column("v", "VECTOR", 2)
        .index("v", index)
        .record();
  }
}
