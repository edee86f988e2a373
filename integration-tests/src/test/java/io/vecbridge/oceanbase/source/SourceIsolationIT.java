// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables that fail, disappear or take long, beside tables that don't. */
@Tag("slow")
@ExtendWith(TenantExtension.class)
class SourceIsolationIT {
  private static final String DATABASE = "source_isolation";
  private static final long TEN_SECONDS = 10_000_000_000L;

  private final Tenant tenant;
  private OceanBaseClient oceanBase;
  private DirectSource source;

  SourceIsolationIT(Tenant tenant) {
    this.tenant = tenant;
  }

  @BeforeEach
  void createATable() throws SQLException {
    oceanBase = tenant.emptied(DATABASE);
    oceanBase.execute("CREATE TABLE good (id INT PRIMARY KEY, n INT)");
    oceanBase.execute("INSERT INTO good VALUES (1, 1)");
    source = new DirectSource(tenant, DATABASE);
  }

  @AfterEach
  void close() throws SQLException {
    source.close();
    oceanBase.close();
  }

  private void insertAndAwait(int id) throws SQLException {
    oceanBase.execute("INSERT INTO good VALUES (" + id + ", 1)");
    source.until("row " + id, () -> source.rows(DATABASE, "good").contains(List.of(id, 1)));
  }

  @Test
  void aTableWithoutAKeyDoesNotStopTheOthersNotEvenAtAStart() throws Exception {
    source.start();
    source.until("the snapshot", () -> source.table(DATABASE, "good").size() == 1);
    oceanBase.execute("CREATE TABLE report AS SELECT * FROM good");
    source.until("the failure", () -> FailedTables.of().containsKey(DATABASE + ".report"));
    insertAndAwait(2);
    source.stop();
    source.start();
    insertAndAwait(3);
    source.until("the failure", () -> FailedTables.of().containsKey(DATABASE + ".report"));
    assertThat(FailedTables.of().get(DATABASE + ".report"))
        .contains("has neither a primary key nor a unique key");
    oceanBase.execute("DROP TABLE report");
    insertAndAwait(4);
  }

  @Test
  void aTableThatIsDroppedDuringItsSnapshotIsReportedAndTheOthersContinue() throws Exception {
    oceanBase.execute("CREATE TABLE a_large (id INT PRIMARY KEY)");
    oceanBase.execute(
        "INSERT INTO a_large SELECT * FROM (SELECT 0 AS i"
            + " UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4) t");
    for (int rows = 5; rows < 300; rows *= 2) {
      oceanBase.execute("INSERT INTO a_large SELECT id + " + rows + " FROM a_large");
    }
    source
        .with("snapshot.fetch.size", "10", "max.batch.size", "10", "max.queue.size", "20")
        .start();
    source.until("some rows", () -> source.table(DATABASE, "a_large").size() >= 20);
    oceanBase.execute("DROP TABLE a_large");
    source.until("the other table", () -> source.table(DATABASE, "good").size() == 1);
    insertAndAwait(2);
    assertThat(FailedTables.of()).containsKey(DATABASE + ".a_large");
  }

  @Test
  void aTableThatIsDroppedWhileNoTaskRunsIsReportedOnce() throws Exception {
    oceanBase.execute("CREATE TABLE short_lived (id INT PRIMARY KEY, n INT)");
    source.start();
    source.until("the capture", () -> source.scn("short_lived") > 0 && source.scn("good") > 0);
    source.stop();
    oceanBase.execute("DROP TABLE short_lived");
    source.start();
    insertAndAwait(2);
    assertThat(FailedTables.of()).containsKey(DATABASE + ".short_lived");
    source.stop();
    source.start();
    insertAndAwait(3);
    assertThat(FailedTables.of()).isEmpty();
  }

  @Test
  void aSwapByRenameIsNoticedWhileTheTaskRuns() throws Exception {
    oceanBase.execute("CREATE TABLE docs (id INT PRIMARY KEY, n INT)");
    oceanBase.execute("CREATE TABLE _docs_gho (id INT PRIMARY KEY, n INT)");
    oceanBase.execute("INSERT INTO docs VALUES (1, 1), (2, 2)");
    oceanBase.execute("INSERT INTO _docs_gho VALUES (1, 1), (2, 2)");
    source.with("table.exclude.list", DATABASE + "[.]_.*", "snapshot.mode", "when_needed").start();
    source.until("the snapshot", () -> source.table(DATABASE, "docs").size() == 2);
    oceanBase.execute("RENAME TABLE docs TO _docs_del, _docs_gho TO docs");
    oceanBase.execute("UPDATE docs SET n = 9 WHERE id = 1");
    source.until(
        "the rows of the other table",
        () -> source.rows(DATABASE, "docs").equals(Set.of(List.of(1, 9), List.of(2, 2))));
    insertAndAwait(2);
    assertThat(FailedTables.of()).isEmpty();
  }

  @Test
  @Tag("faults")
  void aTableWhoseStatementsTimeOutDoesNotDelayItsNeighbour() throws Exception {
    oceanBase.execute("SET SESSION ob_query_timeout = 600000000, ob_trx_timeout = 600000000");
    oceanBase.execute("CREATE TABLE a_big (id BIGINT PRIMARY KEY, n INT)");
    oceanBase.execute("INSERT INTO a_big VALUES (0, 0)");
    for (int rows = 1; rows < 4_000_000; rows *= 2) {
      oceanBase.execute("INSERT INTO a_big SELECT id + " + rows + ", n FROM a_big");
    }
    source.with("query.timeout.ms", "1000", "snapshot.mode", "no_data").start();
    source.until("the start", () -> source.scn("good") > 0);
    oceanBase.execute("UPDATE a_big SET n = 1 WHERE id = 4000000");
    source.until("timeouts", () -> FailedTables.of().containsKey(DATABASE + ".a_big"));
    for (int id = 2; id < 8; id++) {
      long start = System.nanoTime();
      insertAndAwait(id);
      assertThat(System.nanoTime() - start).as("nanoseconds").isLessThan(TEN_SECONDS);
    }
    assertThat(FailedTables.of().get(DATABASE + ".a_big")).contains("ob_query_timeout");
  }

  @Test
  void aHeapTableWithAStringAsVectorClientsCreateItIsCaptured() throws Exception {
    oceanBase.execute(
        "CREATE TABLE notes (_id VARBINARY(512) NOT NULL PRIMARY KEY, document STRING,"
            + " embedding VECTOR(3), metadata JSON) ORGANIZATION = HEAP");
    oceanBase.execute("INSERT INTO notes VALUES ('n-1', 'first note', '[1,0,0]', '{}')");
    source.start();
    source.until("the snapshot", () -> source.table(DATABASE, "notes").size() == 1);
    oceanBase.execute("UPDATE notes SET document = 'another note'");
    source.until(
        "the change",
        () -> source.rows(DATABASE, "notes").iterator().next().contains("another note"));
  }

  @Test
  void snapshotsRunOneAfterTheOther() throws Exception {
    for (String table : List.of("a", "b", "c")) {
      oceanBase.execute("CREATE TABLE " + table + " LIKE good");
      for (int id = 0; id < 30; id++) {
        oceanBase.execute("INSERT INTO " + table + " VALUES (" + id + ", 1)");
      }
    }
    source.with("snapshot.fetch.size", "5", "max.batch.size", "5", "max.queue.size", "10").start();
    source.until("some rows", () -> source.table(DATABASE, "a").size() >= 5);
    Map<Boolean, List<String>> stages =
        source.offsets().entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    entry -> "snapshot".equals(entry.getValue().get("stage")),
                    Collectors.mapping(
                        entry -> (String) entry.getKey().get("table"), Collectors.toList())));
    assertThat(stages.get(true)).as("snapshots in progress").containsExactly("a");
    source.until("all rows", () -> source.table(DATABASE, "c").size() == 30);
  }
}
