// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.MsgBase;
import io.milvus.grpc.MsgType;
import io.milvus.grpc.Status;
import io.vecbridge.milvus.source.log.Messages;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import milvus.proto.msg.Msg;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CaptureLoopTest {
  private static final Status NOT_LOADED =
      Status.newBuilder().setCode(101).setReason("collection not loaded").build();

  private final CaptureInMemory capture = new CaptureInMemory();

  @AfterEach
  void close() {
    capture.close();
  }

  @Test
  void anUnavailableLogIsAskedAgain() throws Exception {
    capture.log.failing(3);
    capture.storedAt(0).inserted(10, 1, 1L).tick(10).start();
    assertThat(capture.changes(1)).containsExactly("c 1");
    assertThat(capture.metrics.getTotalNumberOfRetries()).isEqualTo(3);
    assertThat(capture.metrics.getLastError()).isEqualTo("The log is unavailable");
  }

  @Test
  void aDropFailsTheTaskUnlessItIsIgnored() {
    capture.storedAt(0).inserted(10, 1, 1L).logged(drop(20)).tick(20).start();
    assertThatThrownBy(() -> capture.until(() -> false))
        .isInstanceOf(ConnectException.class)
        .hasRootCauseMessage(
            "Collection shop.books (id 7) was dropped: its rows stay in the target. Delete them"
                + " there if you don't need them, then set collection.drop.mode=ignore or remove"
                + " the collection's offset, and restart the task.");
  }

  @Test
  void anIgnoredDropEndsTheCaptureAndIsStored() throws Exception {
    capture
        .with("collection.drop.mode", "ignore")
        .with("heartbeat.interval.ms", "3600000")
        .storedAt(0)
        .inserted(10, 1, 1L)
        .logged(drop(20))
        .inserted(30, 1, 2L)
        .tick(30)
        .start();
    capture.until(
        () ->
            capture.records.stream()
                .anyMatch(record -> Boolean.TRUE.equals(record.sourceOffset().get("dropped"))));
    assertThat(capture.changes(1)).containsExactly("c 1");
    assertThat(capture.metrics.getCollections().get("shop.books").getPhase()).isEqualTo("dropped");
  }

  @Test
  void aCollectionThatFailsStopsNoOtherAndIsCapturedAgainWhereItWas() throws Exception {
    capture.milvus.add("shop", "films", 8);
    capture
        .storedAt("films", 8, 0)
        .storedAt(0)
        .inserted(10, 1, 1L)
        .logged(broken(11))
        .inserted(12, 1, 2L)
        .logged(film(13, 5))
        .tick(13)
        .start();
    capture.until(() -> !capture.changes("films").isEmpty());
    capture.until(() -> capture.metrics.getFailedCollections().containsKey("shop.books"));
    assertThat(capture.changes(1)).containsExactly("c 1");
    assertThat(capture.metrics.getCollections().get("shop.books").getPhase()).isEqualTo("failed");
    assertThat(capture.metrics.getFailedCollections().get("shop.books"))
        .startsWith("Field \"id\" of collection \"shop.books\"");
    capture.logged(film(14, 6)).tick(14);
    capture.until(() -> capture.changes("films").size() == 2);
  }

  @Test
  void aCollectionThatCannotBeDescribedIsNoFailureOnceItIsGone() throws Exception {
    capture.milvus.add("shop", "films", 8);
    capture.milvus.failures.put(
        "shop.films", Status.newBuilder().setCode(1100).setReason("unreadable").build());
    capture.with("collection.discovery.interval.ms", "20").storedAt(0).tick(10).start();
    capture.until(() -> capture.metrics.getFailedCollections().containsKey("shop.films"));
    capture.milvus.collections.put("shop", new TreeMap<>(Map.of("books", 7L)));
    capture.until(() -> capture.metrics.getFailedCollections().isEmpty());
  }

  @Test
  void rowsThatOneUpsertWritesForAKeySeveralTimesAreSentAndCounted() throws Exception {
    capture.storedAt(0).inserted(10, 1, 1L, 2L, 1L, 1L).deleted(10, 1L, 2L).tick(10).start();
    assertThat(capture.changes(4)).containsExactly("u 1", "u 2", "u 1", "u 1");
    assertThat(capture.metrics.getCollections().get("shop.books").getDuplicateKeys()).isEqualTo(2);
  }

  @Test
  void oneFailingCollectionFailsTheTaskWhereThatIsWanted() {
    capture.with("object.failure.mode", "fail").storedAt(0).logged(broken(11)).tick(11).start();
    assertThatThrownBy(() -> capture.until(() -> false))
        .isInstanceOf(ConnectException.class)
        .rootCause()
        .hasMessageStartingWith("Field \"id\" of collection \"shop.books\"");
  }

  @Test
  void aCollectionThatIsRenamedIsAFailureAndOneThatIsRenamedBackIsNot() {
    capture.with("collection.discovery.interval.ms", "20").storedAt(0).inserted(10, 1, 1L).tick(10);
    capture.start();
    assertThatThrownBy(
            () -> {
              capture.changes(1);
              capture.milvus.rename("shop", "books", "tomes");
              capture.until(() -> false);
            })
        .isInstanceOf(ConnectException.class)
        .hasRootCauseMessage(
            "Collection shop.books (id 7) was renamed to shop.tomes: its rows stay in the target."
                + " Delete them there if you don't need them, then set collection.drop.mode=ignore"
                + " or remove the collection's offset, and restart the task.");
  }

  @Test
  void noMoreSnapshotsAreReadAtATimeThanTheOptionSays() throws Exception {
    for (long id = 100; id < 140; id++) {
      capture.milvus.add("shop", "c" + id, id);
    }
    capture.milvus.rows.add(1L);
    capture.milvus.answersQueries(false);
    capture.with("snapshot.max.concurrent", "3").start();
    capture.until(() -> capture.metrics.getNumberOfWaitingSnapshots() == 38);
    capture.until(() -> capture.milvus.queries.get() >= 3);
    assertThat(capture.milvus.queries.get()).isEqualTo(3);
    capture.milvus.answersQueries(true);
    capture.tick(9_000);
    capture.until(
        () ->
            capture.metrics.getCollections().values().stream()
                .allMatch(status -> status.getPhase().equals("streaming")));
    assertThat(capture.milvus.mostQueries()).isLessThanOrEqualTo(3);
  }

  @Test
  void aThousandCollectionsThatCannotBeOpenedDelayNoOther() throws Exception {
    for (long id = 1_000; id < 2_000; id++) {
      capture.milvus.add("shop", "a" + id, id);
      capture.storedAt("a" + id, id, 5_000);
    }
    capture.storedAt(0).inserted(10, 1, 1L).tick(10).start();
    assertThat(capture.changes(1)).containsExactly("c 1");
    capture.until(() -> capture.metrics.getFailedCollections().size() == 1_000);
    capture.inserted(20, 1, 2L).tick(20);
    assertThat(capture.changes(2)).containsExactly("c 1", "c 2");
    assertThat(capture.metrics.getTotalNumberOfCollectionFailures()).isLessThan(3_000);
  }

  @Test
  void collectionsThatAreNeverLoadedAreAskedForAFewTimesAndLetTheOthersRead() throws Exception {
    for (long id = 100; id < 120; id++) {
      capture.milvus.add("shop", "a" + id, id);
      capture.milvus.failures.put("query shop.a" + id, NOT_LOADED);
    }
    capture.milvus.rows.add(1L);
    capture.with("snapshot.max.concurrent", "1").start();
    capture.until(() -> !capture.tick(2_000).changes("books").isEmpty());
    assertThat(capture.changes("books")).containsExactly("r 1");
    assertThat(capture.metrics.getCollections().get("shop.a100").getPhase()).isEqualTo("waiting");
    assertThat(capture.milvus.queries.get()).isLessThan(100);
  }

  private static byte[] broken(long timestamp) {
    return Messages.insert(CaptureInMemory.VCHANNEL, 7, "part", List.of(timestamp), List.of(99L))
        .toBuilder()
        .clearFieldsData()
        .build()
        .toByteArray();
  }

  private static byte[] film(long timestamp, long key) {
    return Messages.insert("dml_0_8v0", 8, "part", List.of(timestamp), List.of(key)).toByteArray();
  }

  private static byte[] drop(long timestamp) {
    return Msg.DropCollectionRequest.newBuilder()
        .setBase(MsgBase.newBuilder().setMsgType(MsgType.DropCollection).setTimestamp(timestamp))
        .setCollectionID(7)
        .setCollectionName("books")
        .build()
        .toByteArray();
  }
}
