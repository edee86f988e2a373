// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static io.vecbridge.milvus.sink.MemoryMilvus.OK;
import static io.vecbridge.milvus.sink.MemoryMilvus.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.Status;
import io.vecbridge.common.testing.FakeMilvus;
import io.vecbridge.common.testing.FakeSinkContext;
import io.vecbridge.milvus.sink.row.TestCollections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a task does about answers of Milvus that a real server gives too rarely. */
class MilvusSinkTaskTest {
  private static final Status UNAVAILABLE = failure(1, "service not ready");
  private static final Status BUSY = failure(8, "rate limit exceeded");
  private static final Status UNSPECIFIC = failure(65535, "node not match");
  private static final Status REFUSED = failure(1100, "no");
  private static final Schema KEY = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field(
              "v",
              SchemaBuilder.array(Schema.FLOAT32_SCHEMA)
                  .name("io.debezium.data.FloatVector")
                  .optional()
                  .build())
          .build();

  private final MemoryMilvus milvus = new MemoryMilvus();
  private final FakeSinkContext context = new FakeSinkContext(true);
  private final AtomicLong nanos = new AtomicLong();
  private final List<MilvusSinkTask> tasks = new ArrayList<>();
  private FakeMilvus server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeMilvus(milvus);
  }

  @AfterEach
  void stop() {
    tasks.forEach(MilvusSinkTask::stop);
    server.close();
  }

  @Test
  void aReadThatFailsWithTheUnspecificCodeIsRetried() {
    MilvusSinkTask task = task();
    milvus.answer("describe", UNSPECIFIC);

    assertThatThrownBy(() -> task.put(rows("shop.goods", 1)))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("describe of default.goods failed (code 65535");
    assertThat(context.timeout()).isEqualTo(1_000);
    task.put(rows("shop.goods", 1));
    assertThat(milvus.keys("default.goods")).containsExactly(1L);
  }

  @Test
  void aStartThatMeetsTheUnspecificCodeContinues() {
    milvus.answer("listDatabases", UNSPECIFIC);

    MilvusSinkTask task = task("topics", "ob.shop.goods");
    task.put(rows("shop.goods", 1));

    assertThat(milvus.keys("default.goods")).containsExactly(1L);
  }

  @Test
  void aRequestThatTheLimitsRefuseIsRepeatedAndNotThePut() {
    MilvusSinkTask task = task("batch.size", "2");
    milvus.answer("upsert", OK, BUSY, BUSY, OK, BUSY, OK);

    task.put(rows("shop.goods", 1, 2, 3, 4, 5));

    assertThat(milvus.keys("default.goods")).hasSize(5);
    assertThat(milvus.calls("upsert")).isEqualTo(6);
  }

  @Test
  void aRetriedPutRepeatsOnlyTheRequestsThatAreOpen() {
    MilvusSinkTask task = task("batch.size", "2");
    List<SinkRecord> put = rows("shop.goods", 1, 2, 3, 4);
    put.addAll(rows("shop.things", 5, 6, 7));
    milvus.answer("upsert", OK, UNAVAILABLE, OK, UNAVAILABLE, OK, UNAVAILABLE);

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> task.put(put)).isInstanceOf(RetriableException.class);
    }
    task.put(put);

    assertThat(milvus.calls())
        .filteredOn(call -> call.startsWith("upsert"))
        .containsExactly(
            "upsert default.goods 2",
            "upsert default.goods 2",
            "upsert default.goods 2",
            "upsert default.things 2",
            "upsert default.things 2",
            "upsert default.things 1",
            "upsert default.things 1");
    assertThat(milvus.keys("default.goods")).hasSize(4);
    assertThat(milvus.keys("default.things")).hasSize(3);
  }

  @Test
  void aPutWhoseRowsAreAllRefusedEndsThoughEachTryOnlyGetsThroughAPart() {
    MilvusSinkTask task = task();
    List<SinkRecord> put = rows("shop.goods", LongStream.range(0, 300).toArray());
    // Each refusal takes a second; a try has two minutes.
    milvus.refuse(
        key -> {
          nanos.addAndGet(1_000_000_000L);
          return REFUSED;
        });

    int tries = 1;
    while (catchThrowable(() -> task.put(put)) instanceof RetriableException) {
      assertThat(tries++).isLessThan(10);
    }

    assertThat(tries).isBetween(2, 8);
    assertThat(context.reported())
        .hasSize(300)
        .allSatisfy(message -> assertThat(message).contains("Milvus refuses it, "));
    assertThat(milvus.calls("describe")).isLessThan(20);
  }

  @Test
  void rowsThatAreAllRefusedWithTheUnspecificCodeAreRetriedFirst() {
    MilvusSinkTask task = task();
    List<SinkRecord> put = rows("shop.goods", 1, 2, 3);
    milvus.refuse(key -> failure(65535, "syncSegmentID Failed"));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> task.put(put))
          .isInstanceOf(RetriableException.class)
          .hasMessageContaining("syncSegmentID Failed");
    }
    milvus.refuse(key -> OK);
    task.put(put);

    assertThat(milvus.keys("default.goods")).containsExactly(1L, 2L, 3L);
    assertThat(context.reported()).isEmpty();
  }

  @Test
  void oneRowThatIsRefusedWithTheUnspecificCodeIsReportedAtOnce() {
    MilvusSinkTask task = task();
    milvus.refuse(key -> key == 2 ? failure(65535, "no such value") : OK);

    task.put(rows("shop.goods", 1, 2, 3));

    assertThat(milvus.keys("default.goods")).containsExactly(1L, 3L);
    assertThat(context.reported()).hasSize(1);
  }

  @Test
  void rowsThatStayRefusedWithTheUnspecificCodeAreReported() {
    MilvusSinkTask task = task();
    List<SinkRecord> put = rows("shop.goods", 1, 2);
    milvus.refuse(key -> failure(65535, "no"));
    int tries = 1;
    while (catchThrowable(() -> task.put(put)) instanceof RetriableException) {
      assertThat(tries++).isLessThan(10);
    }

    assertThat(tries).isGreaterThan(2);
    assertThat(context.reported()).hasSize(2);
  }

  @Test
  void aCollectionIsIndexedAndLoadedThoughItsCreationWasInterrupted() {
    MilvusSinkTask task = task("vector.index.type", "autoindex");
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
    assertThat(milvus.keys("default.goods")).containsExactly(1L);
  }

  @Test
  void aCollectionIsIndexedThoughItsCreationGotNoAnswer() {
    MilvusSinkTask task = task("vector.index.type", "flat");
    milvus.carryOutFailures();
    milvus.answer("create", UNAVAILABLE);
    List<SinkRecord> put = rows("shop.goods", 1);
    assertThatThrownBy(() -> task.put(put)).isInstanceOf(RetriableException.class);
    task.put(put);

    assertThat(milvus.calls("index")).isEqualTo(1);
    assertThat(milvus.calls("load")).isEqualTo(1);
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
    MilvusSinkTask task = task("milvus.database", "${database}", "schema.evolution", "none");

    assertThatThrownBy(() -> task.put(rows("shop.goods", 1)))
        .hasMessageContaining("Collection shop.goods does not exist, and schema.evolution=none");
    assertThat(milvus.databases()).containsExactly("default");
  }

  @Test
  void aCollectionWhoseNameDiffersByCaseAloneIsNotDoubled() {
    MilvusSinkTask task = task();
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

  private MilvusSinkTask task(String... options) {
    Map<String, String> properties = new HashMap<>();
    properties.put("name", "sink");
    properties.put("task.id", String.valueOf(tasks.size()));
    properties.put("milvus.uri", server.uri());
    properties.put("milvus.database", "default");
    properties.put("errors.tolerance", "all");
    for (int i = 0; i < options.length; i += 2) {
      properties.put(options[i], options[i + 1]);
    }
    MilvusSinkTask task = new MilvusSinkTask(nanos::get);
    tasks.add(task);
    task.initialize(context);
    task.start(properties);
    return task;
  }

  private static List<SinkRecord> rows(String table, long... keys) {
    List<SinkRecord> records = new ArrayList<>();
    for (long key : keys) {
      records.add(row(table, key, List.of(1f, 2f)));
    }
    return records;
  }

  private static SinkRecord row(String table, long key, List<Float> vector) {
    return new SinkRecord(
        "ob." + table,
        0,
        KEY,
        new Struct(KEY).put("id", key),
        ROW,
        new Struct(ROW).put("id", key).put("v", vector),
        key);
  }
}
