// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.oceanbase.source.offset.Stage;
import io.vecbridge.oceanbase.source.offset.StoredOffset;
import io.vecbridge.oceanbase.source.offset.TablePosition;
import io.vecbridge.oceanbase.source.page.HistoryInMemory;
import io.vecbridge.oceanbase.source.schema.Emitted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class TableCaptureTest {
  private final Polling polling = new Polling(Map.of());
  private final HistoryInMemory table = polling.tenant.create("t");

  @Test
  void everyRecordCarriesThePositionThatItReaches() throws Exception {
    table.put(1, 1);
    table.put(2, 1);
    long scn = table.commit();
    polling.openAll();
    polling.settle();
    List<SourceRecord> sent = polling.emitted.records();
    assertThat(sent)
        .extracting(Emitted::text)
        .containsExactly("schema CREATE d.t", "r d.t 1", "r d.t 2", "heartbeat");
    assertThat(position(sent.get(1)))
        .isEqualTo(TablePosition.snapshotAt(scn).after(List.of(1L, 1L)));
    assertThat(position(sent.get(2)))
        .isEqualTo(TablePosition.snapshotAt(scn).after(List.of(2L, 1L)));
    assertThat(position(sent.get(3)))
        .as("the offset of the last row can't know that it is the last")
        .isEqualTo(TablePosition.completeAt(scn));
  }

  @Test
  void theLastRowOfASnapshotIsMarked() throws Exception {
    table.put(1, 1);
    table.put(2, 1);
    table.commit();
    polling.openAll();
    polling.settle();
    assertThat(marks()).containsExactly("schema CREATE d.t true", "r d.t 1 true", "r d.t 2 last");
    table.put(3, 1);
    table.commit();
    polling.poll();
    assertThat(marks()).containsExactly("u d.t 3 false");
  }

  @Test
  void aSchemaChangeEventMarksTheEndOfASnapshotThatIsKnownOnlyAfterItsLastRow() throws Exception {
    Polling pages = new Polling(Map.of("snapshot.fetch.size", "2"));
    pages.tenant.create("empty");
    HistoryInMemory full = pages.tenant.create("full");
    full.put(1, 1);
    full.put(2, 1);
    full.commit();
    pages.openAll();
    pages.settle();
    assertThat(marks(pages))
        .containsExactlyInAnyOrder(
            "schema CREATE d.empty true",
            "schema ALTER d.empty last",
            "schema CREATE d.full true",
            "r d.full 1 true",
            "r d.full 2 true",
            "schema ALTER d.full last");
  }

  @Test
  void aSchemaChangeEventMarksTheEndOfASnapshotWhoseLastRowWasSentBeforeARestart()
      throws Exception {
    table.put(1, 1);
    table.commit();
    polling.openAll();
    polling.settle();
    SourceRecord last = polling.emitted.records().get(1);
    assertThat(Emitted.snapshot(last)).isEqualTo("last");
    Polling restarted = new Polling(Map.of());
    HistoryInMemory same = restarted.tenant.create("t");
    same.put(1, 1);
    same.commit();
    restarted.stored.put(last.sourcePartition(), last.sourceOffset());
    restarted.openAll();
    restarted.settle();
    assertThat(marks(restarted)).containsExactly("schema CREATE d.t true", "schema ALTER d.t last");
  }

  @Test
  void deletesComeBeforeTheRowsOfTheirPollEachWithItsStage() throws Exception {
    table.put(1, 1);
    long low = table.commit();
    polling.begin();
    table.remove(1);
    table.put(2, 1);
    long high = table.commit();
    polling.poll();
    List<SourceRecord> sent = polling.emitted.records();
    assertThat(sent).extracting(Emitted::text).containsExactly("d d.t 1", "u d.t 2");
    assertThat(position(sent.get(0)))
        .isEqualTo(new TablePosition(Stage.DELETES, low, high, List.of(1L, 1L)));
    assertThat(position(sent.get(1)))
        .isEqualTo(new TablePosition(Stage.UPSERTS, low, high, List.of(2L, 1L)));
  }

  @Test
  void heartbeatsCarryTheEndOfAPollThatFoundNothing() throws Exception {
    polling.begin();
    long scn = table.commit();
    polling.poll();
    assertThat(polling.emitted.records()).isEmpty();
    polling.captured.emitHeartbeats();
    List<SourceRecord> sent = polling.emitted.records();
    assertThat(sent).hasSize(1);
    assertThat(position(sent.get(0))).isEqualTo(TablePosition.completeAt(scn));
  }

  @Test
  void onlyAPollThatFoundChangesMakesATableActive() throws Exception {
    polling.begin();
    long before = polling.table("t").changedAt();
    table.commit();
    polling.poll();
    assertThat(polling.table("t").changedAt()).isEqualTo(before);
    assertThat(polling.table("t").polledAt()).isGreaterThan(before);
    table.put(1, 1);
    table.commit();
    polling.poll();
    assertThat(polling.table("t").changedAt()).isEqualTo(polling.table("t").polledAt());
  }

  @Test
  void whatWasReadAndNotSentIsReadAgainAfterAnError() throws Exception {
    polling.begin();
    table.put(1, 1);
    table.commit();
    polling.pass(Duration.ofSeconds(1));
    polling.polls.advance(polling.captured);
    polling.polls.reconnect();
    polling.table("t").forget();
    polling.settle();
    assertThat(polling.emitted.texts()).containsExactly("u d.t 1");
    assertThat(polling.tenant.drops()).isEqualTo(1);
  }

  @Test
  void whereTheCaptureOfChangesBeginsIsStoredAtOnceWithoutSchemaChangeEventsToo() throws Exception {
    Polling quiet =
        new Polling(Map.of("snapshot.mode", "no_data", "include.schema.changes", "false"));
    long scn = quiet.tenant.create("t").commit();
    quiet.openAll();
    List<SourceRecord> sent = quiet.emitted.records();
    assertThat(sent).extracting(Emitted::text).containsExactly("heartbeat");
    assertThat(position(sent.get(0))).isEqualTo(TablePosition.completeAt(scn));
  }

  private List<String> marks() throws InterruptedException {
    return marks(polling);
  }

  private static List<String> marks(Polling polling) throws InterruptedException {
    return polling.emitted.records().stream()
        .filter(record -> Emitted.snapshot(record) != null)
        .map(record -> Emitted.text(record) + " " + Emitted.snapshot(record))
        .toList();
  }

  private static TablePosition position(SourceRecord record) {
    return StoredOffset.of(record.sourceOffset()).position();
  }
}
