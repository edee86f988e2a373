// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots that signals ask for, of a Milvus 2.6. */
class SignalTest {
  private static final int TICK = 1;

  @TempDir Path folder;
  private final CaptureInMemory capture = new CaptureInMemory();
  private Path signals;

  @BeforeEach
  void open() {
    signals = folder.resolve("signals");
    capture.milvus.version = "v2.6.20";
    capture.milvus.rows.addAll(List.of(1L, 2L, 3L));
    capture
        .with("signal.enabled.channels", "file")
        .with("signal.file", signals.toString())
        .with("signal.poll.interval.ms", "20")
        .with("snapshot.mode", "no_data")
        .storedAt(0)
        .streamedInsert(10, 9L)
        .streamed(TICK, 20, "");
  }

  @AfterEach
  void close() {
    capture.close();
  }

  private void signal(String type, String data) throws IOException {
    Files.writeString(
        signals,
        "{\"id\":\"1\",\"type\":\"" + type + "\",\"data\":" + data + "}\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void execute(String collections, String more) throws IOException {
    signal("execute-snapshot", "{\"data-collections\":[\"" + collections + "\"]" + more + "}");
  }

  @Test
  void aSnapshotIsTakenBetweenTheChanges() throws Exception {
    capture.start();
    capture.changes(1);
    execute("shop\\\\.b.*", "");
    assertThat(capture.changes(4)).containsExactly("c 9", "r 1", "r 2", "r 3");
    assertThat(capture.records.stream().filter(SignalTest::isRead))
        .extracting(row -> ((Struct) row.value()).getStruct("source").getString("snapshot"))
        .containsOnly("incremental");
    capture.until(() -> phase().equals("streaming"));
    capture.resumeAfter(capture.records.size());
    capture.streamedInsert(2_000, 8L).streamed(TICK, 2_010, "");
    assertThat(capture.changes(5)).as("it is not taken again").endsWith("c 8");
  }

  @Test
  void oneThatRunsContinuesAfterACrash() throws Exception {
    capture.start();
    capture.changes(1);
    execute("shop.books", "");
    capture.changes(4);
    int second = 0;
    for (int rows = 0; rows < 2; second++) {
      rows += isRead(capture.records.get(second)) ? 1 : 0;
    }
    capture.resumeAfter(second);
    assertThat(capture.changes(4)).containsExactly("c 9", "r 1", "r 2", "r 3");
    assertThat(capture.milvus.expressions).contains("id > 2");
  }

  private static boolean isRead(SourceRecord record) {
    return record.topic().equals("t.shop.books")
        && ((Struct) record.value()).getString("op").equals("r");
  }

  @Test
  void onlyTheRowsOfAConditionAreRead() throws Exception {
    capture.start();
    execute(
        "shop.books",
        ",\"additional-conditions\":[{\"data-collection\":\"shop.books\",\"filter\":\"id > 1\"}]");
    assertThat(capture.changes(3)).containsExactly("c 9", "r 2", "r 3");
    capture.until(() -> phase().equals("streaming"));
    assertThat(capture.milvus.expressions).contains("id > 1", "(id > 1) and id > 3");
  }

  @Test
  void aStopEndsASnapshotThatWaits() throws Exception {
    capture.milvus.loaded.clear();
    capture.start();
    execute("shop.books", "");
    capture.until(() -> phase().equals("waiting"));
    signal("stop-snapshot", "{\"data-collections\":[\"shop.books\"]}");
    capture.until(() -> phase().equals("streaming"));
    capture.milvus.loaded.put(1L, 100L);
    capture.milvus.loaded.put(2L, 100L);
    capture.streamedInsert(2_000, 8L).streamed(TICK, 2_010, "");
    assertThat(capture.changes(2)).containsExactly("c 9", "c 8");
  }

  @Test
  void signalsForOthersAndThoseThatAreUnreadableAreIgnored() throws Exception {
    execute("shop.others", "");
    signal("execute-snapshot", "{}");
    signal("execute-snapshot", "{\"data-collections\":[\"shop.books\"],\"type\":\"blocking\"}");
    signal("unknown", "{\"data-collections\":[\"shop.books\"]}");
    capture.start();
    capture.changes(1);
    execute("shop.books", "");
    assertThat(capture.changes(4)).containsExactly("c 9", "r 1", "r 2", "r 3");
    capture.until(() -> phase().equals("streaming"));
    assertThat(capture.milvus.queries.get()).isEqualTo(2);
  }

  private String phase() {
    var status = capture.metrics.getCollections().get("shop.books");
    return status == null ? "" : status.getPhase();
  }
}
