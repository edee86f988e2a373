// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.relational.TableId;
import io.vecbridge.milvus.source.log.Alter;
import io.vecbridge.milvus.source.offset.CapturedCollections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A collection that is renamed keeps its offset, and its topic follows at its place in the log. */
class RenameTest {
  private static final int TICK = 1;
  private static final Map<String, String> TOMES =
      Map.of("server", "t", "database", "shop", "collection", "tomes");

  private final CaptureInMemory capture = new CaptureInMemory();

  @BeforeEach
  void milvus() {
    capture.milvus.version = "v2.6.20";
    capture.milvus.rows.addAll(List.of(1L, 2L));
    capture.with("collection.discovery.interval.ms", "20").with("heartbeat.interval.ms", "3600000");
  }

  @AfterEach
  void close() {
    capture.close();
  }

  private void renamed(long timestamp, String name) {
    capture.altered(
        timestamp, CaptureInMemory.VCHANNEL, "collection_name", Alter.name("shop", name));
  }

  private void captured(String... names) {
    capture.stored.put(
        CapturedCollections.partition("t"),
        CapturedCollections.offset(
            List.of(names).stream().map(name -> new TableId("shop", null, name)).toList()));
  }

  private void store() {
    for (SourceRecord record : capture.records) {
      capture.stored.put(record.sourcePartition(), record.sourceOffset());
    }
  }

  @Test
  void theTopicFollowsTheNameAtItsPlaceInTheLogWithoutASnapshot() throws Exception {
    capture.storedAt(0).streamed(TICK, 5, "").streamedInsert(10, 3L).streamed(TICK, 12, "").start();
    capture.changes(1);
    capture.milvus.rename("shop", "books", "tomes");
    int described = capture.milvus.described.size();
    capture.until(() -> capture.milvus.described.size() > described);
    capture.streamedInsert(13, 4L);
    renamed(20, "tomes");
    capture.streamedInsert(30, 5L).streamed(TICK, 40, "");
    capture.until(() -> !capture.changes("tomes").isEmpty());
    assertThat(capture.changes("books")).containsExactly("c 3", "c 4");
    assertThat(capture.changes("tomes")).containsExactly("c 5");
    assertThat(capture.milvus.queries).hasValue(0);
    store();
    assertThat(capture.stored.get(TOMES).get("collection_id")).isEqualTo(7L);
    assertThat(capture.stored.get(CaptureInMemory.PARTITION).get("dropped")).isEqualTo(true);
    assertThat(capture.metrics.getCollections().get("shop.books").getPhase()).isEqualTo("dropped");
  }

  @Test
  void aCollectionThatIsRenamedWhileNoTaskRunsIsFollowedFromItsOffset() throws Exception {
    capture.milvus.rename("shop", "books", "tomes");
    captured("books");
    capture.storedAt(0).streamed(TICK, 5, "").streamedInsert(10, 3L);
    renamed(20, "tomes");
    capture.streamedInsert(30, 4L).streamed(TICK, 40, "").start();
    capture.until(() -> !capture.changes("tomes").isEmpty());
    assertThat(capture.changes("books")).containsExactly("c 3");
    assertThat(capture.changes("tomes")).containsExactly("c 4");
    assertThat(capture.milvus.queries).hasValue(0);
  }

  @Test
  void aTaskThatStartsAfterTheRenamingContinuesUnderTheNewName() throws Exception {
    capture.milvus.rename("shop", "books", "tomes");
    captured("books", "tomes");
    capture.storedAt(0).streamed(TICK, 5, "").streamedInsert(10, 3L);
    capture.stored.put(TOMES, capture.stored.get(CaptureInMemory.PARTITION));
    capture.streamed(TICK, 40, "").start();
    capture.until(() -> !capture.changes("tomes").isEmpty());
    assertThat(capture.changes("tomes")).containsExactly("c 3");
    assertThat(capture.changes("books")).isEmpty();
  }

  @Test
  void aTaskThatStopsBetweenTwoRenamingsContinuesUnderTheNameBetweenThem() throws Exception {
    capture.milvus.rename("shop", "books", "volumes");
    captured("books");
    capture.storedAt(0).streamed(TICK, 5, "").streamedInsert(10, 3L);
    renamed(20, "tomes");
    capture.streamedInsert(30, 4L).streamedInsert(31, 5L);
    renamed(40, "volumes");
    capture.streamedInsert(50, 6L).streamed(TICK, 60, "").start();
    capture.until(() -> !capture.changes("volumes").isEmpty());
    capture.resumeAfter(
        capture.records.stream().map(SourceRecord::topic).toList().indexOf("t.shop.tomes") + 1);
    capture.until(() -> !capture.changes("volumes").isEmpty());
    assertThat(capture.changes("books")).containsExactly("c 3");
    assertThat(capture.changes("tomes")).containsExactly("c 4", "c 5");
    assertThat(capture.changes("volumes")).containsExactly("c 6");
    assertThat(capture.milvus.queries).hasValue(0);
  }

  @Test
  void aSnapshotThatRunsContinuesUnderTheNewName() throws Exception {
    capture.milvus.rename("shop", "books", "tomes");
    captured("books");
    capture.storedInSnapshot().streamed(TICK, 5, "");
    renamed(20, "tomes");
    capture.streamed(TICK, 40, "").start();
    capture.until(() -> capture.changes("tomes").size() == 2);
    assertThat(capture.changes("tomes")).containsExactly("r 1", "r 2");
  }

  @Test
  void aNameThatIsNotCapturedIsAFailureAtItsPlaceInTheLog() throws Exception {
    capture.with("collection.include.list", "shop[.]books");
    capture.storedAt(0).streamed(TICK, 5, "").streamedInsert(10, 3L).streamed(TICK, 12, "").start();
    capture.changes(1);
    renamed(20, "tomes");
    capture.streamed(TICK, 40, "");
    assertThatThrownBy(() -> capture.until(() -> false))
        .isInstanceOf(ConnectException.class)
        .hasRootCauseMessage(
            "Collection shop.books (id 7) was renamed to shop.tomes: its rows stay in the target."
                + " Delete them there if you don't need them, then set collection.drop.mode=ignore"
                + " or remove the collection's offset, and restart the task.");
    assertThat(capture.changes("books")).containsExactly("c 3");
  }

  @Test
  void twoCollectionsThatExchangeTheirNamesKeepTheirOffsets() throws Exception {
    capture.milvus.add("shop", "tomes", 8);
    capture.storedAt(0).storedAt("tomes", 8, 0);
    captured("books", "tomes");
    capture.milvus.collections.get("shop").put("books", 8L);
    capture.milvus.collections.get("shop").put("tomes", 7L);
    capture.streamed(TICK, 5, "").streamedInsert(10, 3L);
    renamed(20, "aside");
    capture.log.append(
        CaptureInMemory.PCHANNEL,
        Alter.properties(21, "dml_0_8v0", 8, List.of("collection_name")),
        Alter.name("shop", "books"));
    renamed(22, "tomes");
    capture.streamedInsert(30, 4L).streamed(TICK, 40, "").start();
    capture.until(() -> !capture.changes("tomes").isEmpty());
    assertThat(capture.changes("books")).containsExactly("c 3");
    assertThat(capture.changes("tomes")).containsExactly("c 4");
    store();
    assertThat(capture.stored.get(TOMES).get("collection_id")).isEqualTo(7L);
    capture.until(
        () -> {
          store();
          return Long.valueOf(8)
                  .equals(capture.stored.get(CaptureInMemory.PARTITION).get("collection_id"))
              && !capture.stored.get(CaptureInMemory.PARTITION).containsKey("dropped");
        });
    assertThat(capture.milvus.queries).hasValue(0);
  }
}
