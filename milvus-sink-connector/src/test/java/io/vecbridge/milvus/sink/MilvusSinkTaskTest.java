// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static io.vecbridge.milvus.sink.MemoryMilvus.OK;
import static io.vecbridge.milvus.sink.MemoryMilvus.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.milvus.grpc.Status;
import io.vecbridge.common.testing.Records;
import io.vecbridge.milvus.sink.row.TestCollections;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task does about answers of Milvus that a real server gives too rarely. */
class MilvusSinkTaskTest extends TasksInMemory {
  private static final Status UNAVAILABLE = failure(1, "service not ready");
  private static final Status BUSY = failure(8, "rate limit exceeded");
  private static final Status UNSPECIFIC = failure(65535, "node not match");
  private static final Status REVOKED = failure(1400, "auth check failure");
  private static final Status DENIED = failure(1401, "permission deny");
  private static final Status REFUSED = failure(1100, "no");

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
  void aTokenThatIsRevokedConcernsTheTaskAndNotOneCollectionAfterTheOther() {
    MilvusSinkTask task = task();
    task.put(rows("shop.goods", 1));
    List<SinkRecord> put = rows("shop.goods", 2);
    put.addAll(rows("shop.things", 3));

    milvus.answer("upsert", REVOKED);
    assertThatThrownBy(() -> task.put(put))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("check milvus.token");
    assertThat(context.rewound()).isEmpty();

    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    milvus.answer("describe", REVOKED);
    assertThatThrownBy(() -> task.put(put))
        .isExactlyInstanceOf(ConnectException.class)
        .hasMessageStartingWith("Milvus refuses the request: ")
        .hasMessageContaining("check milvus.token");
  }

  @Test
  void aTokenThatIsChangedInTimeHoldsNothingUp() {
    MilvusSinkTask task = task();
    task.put(rows("shop.goods", 1));
    milvus.answer("upsert", REVOKED);
    List<SinkRecord> put = rows("shop.goods", 2);
    assertThatThrownBy(() -> task.put(put)).isInstanceOf(RetriableException.class);

    task.put(put);

    assertThat(milvus.keys("default.goods")).containsExactly(1L, 2L);
  }

  @Test
  void recordsOfTheVeryCollectionThatTheyWouldBeWrittenToAreRefused() {
    milvus.create(
        "default", TestCollections.schema().setName("goods").setEnableDynamicField(true).build());
    MilvusSinkTask task = task("object.failure.mode", "fail");

    assertThatThrownBy(() -> task.put(List.of(captured(MemoryMilvus.ID))))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "The records of default.goods come from collection default.goods itself: each row that"
                + " is written would be captured and come again, without end. Map it to another"
                + " collection with collection.mappings, or exclude its topic.");
    assertThatThrownBy(() -> task.put(List.of(captured(MemoryMilvus.ID))))
        .isInstanceOf(ConnectException.class);
    task.put(List.of(captured(8)));
    assertThat(milvus.keys("default.goods")).containsExactly(1L);
  }

  @Test
  void rowsOfTopicsWhoseNamesLeadToOneCollectionAreRefusedThoughThoseOfTheOtherGoToAnotherTask() {
    context.assign(new TopicPartition("ob.shop.goods", 0));
    context.assign(new TopicPartition("ob.crm.goods", 0));
    MilvusSinkTask task = task("object.failure.mode", "fail");

    assertThatThrownBy(() -> task.put(rows("shop.goods", 1)))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("The rows of ob.crm.goods and ob.shop.goods would overwrite each");
    assertThat(milvus.calls("create")).isZero();
    task("precheck.skip", "collection.sources").put(rows("shop.goods", 1));
    assertThat(milvus.keys("default.goods")).containsExactly(1L);
  }

  private static SinkRecord captured(long collectionId) {
    Map<String, Object> source =
        Map.of(
            "connector",
            "milvus",
            "db",
            "default",
            "collection",
            "goods",
            "collection_id",
            collectionId);
    Map<String, Object> row = Map.of("id", 1L, "v", List.of(1f, 2f));
    return new SinkRecord(
        "vec.default.goods",
        0,
        null,
        Map.of("id", 1L),
        null,
        Map.of("op", "c", "after", row, "source", source),
        1);
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRowThatATryWithoutItsLastChangeHasWrittenIsWrittenAgain(boolean acknowledged) {
    MilvusSinkTask task = task();
    List<SinkRecord> others = rows("shop.things", 1);
    others.addAll(rows("shop.items", 1));
    others.addAll(rows("shop.goods", 1));
    task.put(others);
    List<SinkRecord> put = rows("shop.goods", 2);
    put.add(Records.renamed(rows("shop.goods", 3).get(0), "ob.shop.things"));
    put.addAll(rows("shop.goods", 2));
    put.addAll(rows("shop.items", 4));

    milvus.answer("upsert", OK, UNAVAILABLE);
    assertThatThrownBy(() -> task.put(put)).isInstanceOf(RetriableException.class);
    // The second record and the third, after it in its partition, wait in this try.
    milvus.answer("describe", OK, DENIED, OK);
    if (acknowledged) {
      milvus.answer("upsert", OK);
    }
    milvus.answer("upsert", UNAVAILABLE);
    assertThatThrownBy(() -> task.put(put)).isInstanceOf(RetriableException.class);
    task.put(put);

    assertThat(milvus.calls()).filteredOn("upsert default.goods 1"::equals).hasSize(4);
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
  void aRowThatIsRefusedWhileItsCollectionChangesIsConvertedAgainAfterTheBackOff() {
    MilvusSinkTask task = task();
    List<SinkRecord> put = rows("shop.goods", 1, 2);
    milvus.refuse(
        key -> {
          milvus.create(
              "default",
              TestCollections.schema().setName("goods").setEnableDynamicField(true).build());
          return REFUSED;
        });
    assertThatThrownBy(() -> task.put(put))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("collection default.goods has changed");
    assertThat(context.timeout()).isEqualTo(1_000);
    milvus.refuse(key -> OK);
    task.put(put);

    assertThat(milvus.keys("default.goods")).containsExactly(1L, 2L);
    assertThat(context.reported()).isEmpty();
  }
}
