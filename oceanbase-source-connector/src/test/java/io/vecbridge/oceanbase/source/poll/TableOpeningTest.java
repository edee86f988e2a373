// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.oceanbase.source.page.HistoryInMemory;
import io.vecbridge.oceanbase.source.page.TenantInMemory;
import io.vecbridge.oceanbase.source.schema.Emitted;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class TableOpeningTest {
  private static final long LATER = 1_700_000_000_000_000_000L;
  private static final Map<String, String> START_AT =
      Map.of("snapshot.mode", "no_data", "capture.start.scn", Long.toString(LATER));

  @Test
  void aTableWithoutAnOffsetIsAnnouncedAndSnapshottedAtTheScnOfTheMoment() throws Exception {
    Polling polling = new Polling(Map.of());
    long scn = polling.tenant.create("t").commit();
    TableCapture capture = open(polling, false).orElseThrow();
    assertThat(capture.isSnapshotting()).isTrue();
    assertThat(capture.scn()).isEqualTo(scn);
    assertThat(polling.emitted.texts()).containsExactly("schema CREATE d.t");
  }

  @Test
  void withoutSnapshotsItsChangesAreCapturedFromNowOn() throws Exception {
    Polling polling = new Polling(Map.of("snapshot.mode", "no_data"));
    long scn = polling.tenant.create("t").commit();
    TableCapture capture = open(polling, false).orElseThrow();
    assertThat(capture.isBusy()).isFalse();
    assertThat(capture.scn()).isEqualTo(scn);
  }

  @Test
  void allRowsOfATableThatAppearedAfterTheStartAreRead() throws Exception {
    Polling polling = new Polling(Map.of("snapshot.mode", "no_data"));
    polling.tenant.create("t");
    assertThat(open(polling, true).orElseThrow().isSnapshotting()).isTrue();
  }

  @Test
  void withoutSnapshotsATableThatWasCreatedWhileTheTaskWasDownIsReadAsAWhole() throws Exception {
    Polling polling = new Polling(Map.of("snapshot.mode", "no_data"));
    polling.tenant.create("other");
    polling.stored.put(partition("other"), Map.of("scn", LATER));
    polling.tenant.create("t").refuseUpTo(LATER, 1412);
    assertThat(open(polling, false).orElseThrow().isSnapshotting()).isTrue();
  }

  @Test
  void withoutSnapshotsATableThatIsIncludedLaterBeginsWhereTheOthersAre() throws Exception {
    Polling polling = new Polling(Map.of("snapshot.mode", "no_data"));
    polling.tenant.create("other");
    polling.tenant.create("another");
    polling.stored.put(partition("other"), Map.of("scn", LATER + 5));
    polling.stored.put(partition("another"), Map.of("scn", LATER));
    polling.tenant.create("t");
    TableCapture capture = open(polling, false).orElseThrow();
    assertThat(capture.isBusy()).isFalse();
    assertThat(LATER - capture.scn()).isEqualTo(Duration.ofMinutes(2).toNanos());
  }

  @Test
  void aTableThatIsYoungerThanTheStartScnIsReadAsAWhole() throws Exception {
    Polling polling = new Polling(START_AT);
    polling.tenant.create("t").refuseUpTo(LATER, 1412);
    assertThat(open(polling, false).orElseThrow().isSnapshotting()).isTrue();
  }

  @Test
  void aStartScnThatTheTenantNoLongerKeepsIsAFailureAtTheFirstStartOnly() throws Exception {
    Polling first = new Polling(START_AT);
    first.tenant.create("t").refuseUpTo(LATER, 4344);
    assertThatThrownBy(() -> open(first, false))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "Table d.t can't be captured from capture.start.scn on: the tenant no longer keeps"
                + " history that old (undo_retention), or the table was renamed. Set a later start,"
                + " or take a snapshot (snapshot.mode=initial).");
    Polling timed =
        new Polling(Map.of("snapshot.mode", "no_data", "capture.start.timestamp", "1700000000000"));
    timed.tenant.create("t").refuseUpTo(LATER, 4344);
    assertThatThrownBy(() -> open(timed, false))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("can't be captured from capture.start.timestamp on");
    Polling later = new Polling(START_AT);
    later.tenant.create("other");
    later.stored.put(partition("other"), Map.of("scn", 2 * LATER));
    later.tenant.create("t").refuseUpTo(LATER, 4344);
    assertThat(open(later, false).orElseThrow().scn()).isGreaterThan(LATER);
  }

  @Test
  void aStageIsReadAgainIfTheTableIsPagedByAnotherKeyThanBefore() throws Exception {
    for (Map<String, ?> key :
        List.of(Map.of("last_key.0", 5L), Map.of("last_key.0", "k", "last_key.1", 5L))) {
      Polling polling = new Polling(Map.of());
      polling.tenant.create("t").put(1, 1);
      polling.tenant.create("t").commit();
      Map<String, Object> offset = new HashMap<>(key);
      offset.put("scn", polling.tenant.create("t").scn());
      offset.put("stage", "snapshot");
      store(polling, offset);
      polling.openAll();
      polling.settle();
      assertThat(polling.emitted.texts()).contains("r d.t 1");
    }
  }

  @Test
  void theUniqueKeyThatIdentifiedRowsStaysThoughAnotherComesFirst() throws Exception {
    Polling polling = new Polling(Map.of());
    polling.tenant.create("t");
    polling.tenant.define(TenantInMemory.unique("t", "1", "id", "part"));
    store(polling, keyed("part"));
    TableCapture capture = open(polling, false).orElseThrow();
    assertThat(capture.offset().shape().key()).containsExactly("part");
  }

  @Test
  void aUniqueKeyThatIsGoneLosesThePosition() throws Exception {
    Polling polling = new Polling(Map.of());
    polling.tenant.create("t");
    polling.tenant.define(TenantInMemory.unique("t", "1", "id"));
    store(polling, keyed("part"));
    assertThatThrownBy(() -> open(polling, false))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(
            "its rows were identified by the columns [part], and now are by [id]");
    Polling needed = new Polling(Map.of("snapshot.mode", "when_needed"));
    needed.tenant.create("t");
    needed.tenant.define(TenantInMemory.unique("t", "1", "id"));
    store(needed, keyed("part"));
    TableCapture capture = open(needed, false).orElseThrow();
    assertThat(capture.isSnapshotting()).isTrue();
    assertThat(capture.offset().shape().key()).containsExactly("id");
  }

  @Test
  void anOffsetWithoutAKeyTakesThePresentOne() throws Exception {
    Polling polling = new Polling(Map.of());
    polling.tenant.create("t");
    polling.tenant.define(TenantInMemory.unique("t", "1", "id", "part"));
    store(polling, Map.of("scn", 2L));
    assertThat(open(polling, false).orElseThrow().offset().shape().key()).containsExactly("id");
  }

  private static Map<String, ?> keyed(String key) {
    String columns = "id\tbigint(20)\npart\tbigint(20)\nwritten\tbigint(20)";
    return Map.of("scn", 2L, "columns", columns, "partitions", "", "key", key);
  }

  @Test
  void aStoredOffsetIsContinued() throws Exception {
    Polling polling = new Polling(Map.of());
    HistoryInMemory table = polling.tenant.create("t");
    for (int i = 1; i <= 3; i++) {
      table.put(i, 1);
    }
    table.commit();
    polling.openAll();
    polling.settle();
    SourceRecord second =
        polling.emitted.records().stream()
            .filter(sent -> Emitted.text(sent).equals("r d.t 2"))
            .findFirst()
            .orElseThrow();
    Polling resumed = new Polling(Map.of());
    HistoryInMemory same = resumed.tenant.create("t");
    for (int i = 1; i <= 3; i++) {
      same.put(i, 1);
    }
    same.commit();
    resumed.stored.put(second.sourcePartition(), second.sourceOffset());
    resumed.openAll();
    resumed.settle();
    assertThat(resumed.emitted.texts())
        .containsExactly("schema CREATE d.t", "r d.t 3", "heartbeat");
  }

  @Test
  void aCompleteSnapshotIsAllWhereOnlyASnapshotIsAskedFor() throws Exception {
    Polling polling = new Polling(Map.of("snapshot.mode", "initial_only"));
    polling.tenant.create("t");
    store(polling, Map.of("scn", 2L));
    assertThat(polling.opening.start(TenantInMemory.id("t"), false))
        .isInstanceOf(TableStart.Nothing.class);
  }

  @Test
  void aTableThatIsGoneIsNotOpened() throws Exception {
    Polling polling = new Polling(Map.of());
    assertThat(open(polling, false)).isEmpty();
    assertThat(polling.emitted.texts()).isEmpty();
  }

  @Test
  void aStoredShapeThatNoChangeLeadsFromLosesThePosition() {
    Map<String, ?> offset =
        Map.of("scn", 2L, "columns", "id\tbigint(20)\nold\tint", "partitions", "");
    Polling polling = new Polling(Map.of());
    polling.tenant.create("t");
    store(polling, offset);
    assertThatThrownBy(() -> open(polling, false))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("its definition changed: columns [old] are gone");
  }

  @Test
  void anOffsetThatIsNoneFailsWithItsEntry() {
    Polling polling = new Polling(Map.of());
    polling.tenant.create("t");
    store(polling, Map.of("scn", "soon"));
    assertThatThrownBy(() -> open(polling, false))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("'scn' must be a system change number");
  }

  private static void store(Polling polling, Map<String, ?> offset) {
    polling.stored.put(partition("t"), offset);
  }

  private static Map<String, ?> partition(String table) {
    return NamedPartition.ofTable("p", TenantInMemory.id(table)).getSourcePartition();
  }

  private static Optional<TableCapture> open(Polling polling, boolean appeared)
      throws SQLException, InterruptedException {
    TableId id = TenantInMemory.id("t");
    return polling.opening.open(id, polling.opening.start(id, appeared), polling.nanos.get());
  }
}
