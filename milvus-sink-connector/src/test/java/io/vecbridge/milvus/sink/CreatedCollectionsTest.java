// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static io.vecbridge.milvus.sink.MemoryMilvus.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.Status;
import io.vecbridge.common.testing.Records;
import io.vecbridge.milvus.sink.row.TestCollections;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Databases and collections are created once, completely, and by one name. */
class CreatedCollectionsTest extends TasksInMemory {
  private static final String FAIL = "object.failure.mode";

  @Test
  void aTombstoneBeforeAllRowsOfATopicThatIsNoNameForMilvusIsIgnored() {
    MilvusSinkTask task = task();

    task.put(List.of(Records.renamed(Records.tombstone(1L, 0), "shop-products")));

    assertThat(milvus.calls("delete")).isZero();
    assertThat(context.rewound()).isEmpty();
  }

  @Test
  void aCollectionThatAnotherTaskHasCreatedMeanwhileIsWritten() {
    MilvusSinkTask task = task();
    milvus.answer("describe", failure(100, "collection not found"));
    milvus.create(
        "default",
        TestCollections.schema().setName("goods").setDescription("from the event").build());

    task.put(rows("shop.goods", 1));

    assertThat(milvus.calls("create")).isEqualTo(1);
    assertThat(milvus.keys("default.goods")).containsExactly(1L);
  }

  @Test
  void createdCollectionsHaveMilvusUsualConsistency() {
    task().put(rows("shop.goods", 1));

    assertThat(milvus.created("default.goods").getConsistencyLevel())
        .isEqualTo(ConsistencyLevel.Bounded);
  }

  @Test
  void aRowWithoutAVectorOfUnknownDimensionIsReportedAndTheNextCreatesTheCollection() {
    MilvusSinkTask task = task();
    task.put(List.of(row("shop.goods", 1, null), row("shop.goods", 2, List.of(1f, 2f))));

    assertThat(milvus.keys("default.goods")).containsExactly(2L);
    assertThat(context.reported())
        .containsExactly(
            "The record at topic ob.shop.goods, partition 0, offset 1 can't be written: the vector"
                + " column 'v' has no value, and collection default.goods can't be created without"
                + " its dimension.");
  }

  @Test
  void tablesOfTwoDatabasesAreKeptApartInDatabasesThatAreCreated() {
    MilvusSinkTask task = task("milvus.database", "${database}");
    List<SinkRecord> put = rows("shop.goods", 1, 2);
    put.addAll(rows("crm.goods", 2, 3));
    task.put(put);

    assertThat(milvus.databases()).containsExactlyInAnyOrder("default", "shop", "crm");
    assertThat(milvus.keys("shop.goods")).containsExactly(1L, 2L);
    assertThat(milvus.keys("crm.goods")).containsExactly(2L, 3L);
    assertThat(context.reported()).isEmpty();
  }

  @Test
  void aDatabaseThatAnotherTaskCreatesMeanwhileIsUsed() {
    MilvusSinkTask task = task("milvus.database", "shop");
    milvus.carryOutFailures();
    milvus.answer("createDatabase", failure(65535, "database already exists"));

    task.put(rows("shop.goods", 1));

    assertThat(milvus.keys("shop.goods")).containsExactly(1L);
  }

  @Test
  void nothingIsCreatedInAMissingDatabaseWithoutSchemaEvolution() {
    MilvusSinkTask task =
        task("milvus.database", "${database}", "schema.evolution", "none", FAIL, "fail");

    assertThatThrownBy(() -> task.put(rows("shop.goods", 1)))
        .hasMessageContaining("Collection shop.goods does not exist, and schema.evolution=none");
    assertThat(milvus.databases()).containsExactly("default");
  }

  @Test
  void aCollectionWhoseNameDiffersByCaseAloneIsNotDoubled() {
    MilvusSinkTask task = task(FAIL, "fail");
    milvus.create("default", TestCollections.schema().setName("Goods").build());

    assertThatThrownBy(() -> task.put(rows("shop.goods", 1)))
        .hasMessageContaining("Collection default.goods does not exist, but Goods does")
        .hasMessageContaining("collection.mappings");
    assertThat(milvus.calls("create")).isZero();
  }

  @Test
  void autoIdCollectionsThatTheExpressionCanReachAreRefusedAtTheStart() {
    CollectionSchema.Builder schema = TestCollections.schema().setName("auto");
    schema.getFieldsBuilder(0).setAutoID(true);
    milvus.create("shop", schema.build());
    milvus.create("crm", schema.build());

    assertThatThrownBy(
            () -> task("milvus.database", "${database}", "topics.regex", "ob[.]shop[.].*"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Collection shop.auto has autoID")
        .hasMessageContaining("precheck.skip=collection.auto.id")
        .hasMessageNotContaining("crm.auto");
  }

  @Test
  void aUserThatMayNotListNamesStartsAndCreatesCollections() {
    Status denied = failure(1401, "permission deny");
    milvus.answer("listDatabases", denied, denied, denied);
    milvus.answer("show", denied, denied);
    MilvusSinkTask task = task("topics.regex", "ob[.].*");

    task.put(rows("shop.goods", 1));

    assertThat(milvus.keys("default.goods")).containsExactly(1L);
  }

  @Test
  void aMissingDatabaseThatMayBeCreatedIsNoFinding() {
    MilvusSinkTask task = task("milvus.database", "fresh", "topics.regex", "ob[.].*");

    task.put(rows("shop.goods", 1));

    assertThat(milvus.keys("fresh.goods")).containsExactly(1L);
  }

  @Test
  void aTableThatMilvusCanNotHoldLeavesTheOthersAlone() {
    Schema key =
        SchemaBuilder.struct()
            .field("a", Schema.INT64_SCHEMA)
            .field("b", Schema.INT64_SCHEMA)
            .build();
    Struct both = new Struct(key).put("a", 1L).put("b", 2L);
    MilvusSinkTask task = task();
    milvus.create("default", TestCollections.schema().setName("Goods").build());
    milvus.answer("create", failure(65535, "schema does not contain vector field"));
    List<SinkRecord> put = rows("shop.plain", 1);
    put.add(new SinkRecord("ob.shop.pairs", 0, key, both, key, both, 2));
    put.addAll(rows("shop.goods", 3));
    put.addAll(rows("shop.things", 4));
    for (SinkRecord record : put) {
      context.assign(new TopicPartition(record.topic(), 0));
    }

    task.put(put);

    assertThat(milvus.keys("default.things")).containsExactly(4L);
    assertThat(context.rewound())
        .containsOnlyKeys(
            new TopicPartition("ob.shop.plain", 0),
            new TopicPartition("ob.shop.pairs", 0),
            new TopicPartition("ob.shop.goods", 0));
    assertThat(context.reported()).isEmpty();
  }
}
