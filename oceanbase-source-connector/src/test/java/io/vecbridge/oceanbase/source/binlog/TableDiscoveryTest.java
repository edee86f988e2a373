// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import static io.vecbridge.oceanbase.source.event.BinlogInMemory.UUID;
import static io.vecbridge.oceanbase.source.event.BinlogInMemory.gtid;
import static io.vecbridge.oceanbase.source.event.BinlogInMemory.inserts;
import static io.vecbridge.oceanbase.source.event.BinlogInMemory.map;
import static io.vecbridge.oceanbase.source.event.BinlogInMemory.query;
import static io.vecbridge.oceanbase.source.event.BinlogInMemory.xid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.oceanbase.source.page.TenantInMemory;
import io.vecbridge.oceanbase.source.run.Running;
import io.vecbridge.oceanbase.source.schema.Emitted;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class TableDiscoveryTest {
  private static final Map<String, String> NO_DATA = Map.of("snapshot.mode", "no_data");

  @Test
  void aTableThatIsIncludedLaterIsSnapshottedAtTheNextStart() throws Exception {
    Following first = new Following(Map.of(), null);
    first.tenant.create("t").put(1, 1);
    first.tenant.create("t").commit();
    first.loop().run(new Running(3));
    List<SourceRecord> sent = first.emitted.records();
    Following wider = new Following(Map.of(), offset(sent));
    for (String table : List.of("a", "t", "z")) {
      wider.tenant.create(table).put(1, 1);
      wider.tenant.create(table).commit();
    }
    wider.loop().run(new Running(4));
    assertThat(wider.emitted.texts())
        .containsExactly(
            "heartbeat",
            "schema CREATE d.a",
            "r d.a 1",
            "schema CREATE d.z",
            "r d.z 1",
            "heartbeat");
  }

  @Test
  void aTableThatAppearsWhileTheTaskRunsIsSnapshottedAndTheBinlogContinues() throws Exception {
    Following following = new Following(Map.of(), null);
    BinlogLoop loop = following.loop();
    loop.run(new Running(2));
    following.tenant.create("t").put(1, 1);
    following.tenant.create("t").commit();
    following.binlog.script(null, gtid(4), query("RENAME TABLE elsewhere.t TO d.t"), gtid(5));
    loop.run(new Running(9));
    assertThat(following.emitted.texts())
        .containsExactly("heartbeat", "heartbeat", "schema CREATE d.t", "r d.t 1", "heartbeat");
    assertThat(following.binlog.asked()).startsWith(UUID + ":1-3", UUID + ":1-3", UUID + ":1-4");
  }

  @Test
  void aTableThatGetsTheNameOfACapturedOneIsSnapshotted() throws Exception {
    Following following = new Following(Map.of(), null);
    following.tenant.create("t").put(1, 1);
    following.tenant.create("t").commit();
    BinlogLoop loop = following.loop();
    loop.run(new Running(4));
    following.emitted.records();
    following.tenant.create("t").put(2, 1);
    following.tenant.create("t").commit();
    following.binlog.script(null, gtid(4), query("RENAME TABLE t TO former, loaded TO t"), gtid(5));
    loop.run(new Running(9));
    List<SourceRecord> sent = following.emitted.records();
    assertThat(sent)
        .extracting(Emitted::text)
        .containsExactly("schema CREATE d.t", "r d.t 1", "r d.t 2", "heartbeat");
    assertThat(following.binlog.asked()).endsWith(UUID + ":1-4");
    assertThat(offset(sent)).as("it isn't taken again").containsEntry("gtids", UUID + ":1-4");
    assertThat(following.metrics.getFailedTables()).isEmpty();
  }

  @Test
  void withoutSnapshotsATableThatAppearsIsOnlyFollowed() throws Exception {
    Following following = new Following(NO_DATA, null);
    BinlogLoop loop = following.loop();
    loop.run(new Running(1));
    following.tenant.create("t");
    following.binlog.script(
        null, gtid(4), query("CREATE TABLE t"), gtid(5), table(), inserts(row(1)));
    loop.run(new Running(9));
    assertThat(following.emitted.texts())
        .containsExactly("heartbeat", "schema CREATE d.t", "c d.t 1");
  }

  @Test
  void aTableThatWasChangedBeforeItsCreationIsReadIsSnapshotted() throws Exception {
    Following following = new Following(NO_DATA, Map.of("gtids", ""));
    BinlogLoop loop = following.loop();
    loop.run(new Running(1));
    following.tenant.create("t").put(1, 1);
    following.tenant.create("t").commit();
    following.binlog.script(
        null,
        gtid(1),
        query("CREATE TABLE t (id bigint, part bigint, written bigint)"),
        gtid(2),
        query("BEGIN"),
        table(),
        inserts(row(1)),
        xid(),
        gtid(3),
        query("ALTER TABLE t MODIFY written bigint AFTER id"));
    loop.run(new Running(40));
    assertThat(following.emitted.texts()).containsSubsequence("c d.t 1", "r d.t 1");
    assertThat(following.metrics.getTotalNumberOfTableFailures()).isEqualTo(1);
    assertThat(following.metrics.getFailedTables()).isEmpty();
  }

  @Test
  void aTableThatOneTransactionCreatesAndFillsIsWholeWithAndWithoutSnapshots() throws Exception {
    for (Map<String, String> options : List.of(NO_DATA, Map.<String, String>of())) {
      Following following = new Following(options, null);
      BinlogLoop loop = following.loop();
      loop.run(new Running(2));
      following.tenant.create("t").put(1, 1);
      following.tenant.create("t").commit();
      following.binlog.script(
          null,
          gtid(4),
          query("BEGIN"),
          query("CREATE TABLE t (id bigint) START TRANSACTION"),
          table(),
          inserts(row(1)),
          xid());
      loop.run(new Running(20));
      assertThat(following.emitted.texts())
          .contains(options.isEmpty() ? "r d.t 1" : "c d.t 1")
          .doesNotContain(options.isEmpty() ? "c d.t 1" : "r d.t 1");
      assertThat(following.binlog.asked()).endsWith(UUID + ":1-4");
    }
  }

  @Test
  void aTableThatCanNotBeCapturedDoesNotStopTheOthersAndIsSnapshottedOnceItCan() throws Exception {
    Following following = new Following(Map.of(), null);
    following.tenant.create("bad").put(1, 1);
    following.tenant.create("bad").commit();
    following.tenant.define(withoutKey("bad"));
    following.tenant.create("t").put(1, 1);
    following.tenant.create("t").commit();
    BinlogLoop loop = following.loop();
    loop.run(new Running(4));
    assertThat(following.emitted.texts())
        .containsExactly("heartbeat", "schema CREATE d.t", "r d.t 1", "heartbeat");
    assertThat(following.metrics.getFailedTables()).containsOnlyKeys("d.bad");
    following.tenant.create("bad");
    following.binlog.script(null, gtid(4), query("ALTER TABLE bad ADD PRIMARY KEY (id)"));
    following.binlog.script(null);
    loop.run(new Running(9));
    assertThat(following.emitted.texts()).contains("schema CREATE d.bad", "r d.bad 1");
    assertThat(following.metrics.getFailedTables()).isEmpty();
  }

  @Test
  void aTableThatAppearsAndCanNotBeCapturedIsTriedOnceForEachOfItsStatements() throws Exception {
    Following following = new Following(Map.of(), null);
    BinlogLoop loop = following.loop();
    loop.run(new Running(2));
    following.tenant.create("t");
    following.tenant.create("bad");
    following.tenant.define(withoutKey("bad"));
    following.binlog.script(null, gtid(4), query("CREATE TABLE bad (a int)"), gtid(5));
    following.binlog.script(
        null, gtid(5), query("ALTER TABLE bad ADD b int"), gtid(6), table(), inserts(row(1)));
    following.binlog.script(null, gtid(6), query("BEGIN"), table(), inserts(row(1)));
    loop.run(new Running(60));
    assertThat(following.metrics.getTotalNumberOfTableFailures()).isEqualTo(2);
    assertThat(following.binlog.asked())
        .startsWith(UUID + ":1-3", UUID + ":1-3", UUID + ":1-4", UUID + ":1-5");
    assertThat(following.emitted.texts()).contains("c d.t 1");
  }

  @Test
  void aFailedTableThatDisappearsIsCapturedOnceItIsBack() throws Exception {
    Following following = new Following(Map.of(), null);
    following.tenant.create("bad");
    following.tenant.define(withoutKey("bad"));
    following.tenant.create("t");
    BinlogLoop loop = following.loop();
    loop.run(new Running(4));
    assertThat(following.metrics.getFailedTables()).containsOnlyKeys("d.bad");
    following.emitted.records();
    following.tenant.drop("bad");
    following.binlog.script(null, gtid(4), query("ALTER TABLE t COMMENT 'c'"), gtid(5));
    loop.run(new Running(4));
    assertThat(following.metrics.getFailedTables()).isEmpty();
    following.tenant.create("bad").put(1, 1);
    following.tenant.create("bad").commit();
    following.binlog.script(null, gtid(5), query("CREATE TABLE bad (id int primary key)"), gtid(6));
    loop.run(new Running(9));
    assertThat(following.emitted.texts()).contains("schema CREATE d.bad", "r d.bad 1");
  }

  @Test
  void aTableThatCanNotBeCapturedFailsTheTaskOnRequest() {
    Following following = new Following(Map.of("object.failure.mode", "fail"), null);
    following.tenant.create("bad");
    following.tenant.define(withoutKey("bad"));
    assertThatThrownBy(() -> following.loop().run(new Running(9)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("which table \"d.bad\" does not have");
  }

  private static TableDefinition withoutKey(String table) {
    return TenantInMemory.definition(table, "2", List.of(), "other", "part");
  }

  private static Map<String, Object> offset(List<SourceRecord> sent) {
    return new HashMap<>(sent.get(sent.size() - 1).sourceOffset());
  }

  private static Object table() {
    return map(TenantInMemory.id("t"), 3);
  }

  private static Serializable[] row(long id) {
    return new Serializable[] {id, 1L, 1L};
  }
}
