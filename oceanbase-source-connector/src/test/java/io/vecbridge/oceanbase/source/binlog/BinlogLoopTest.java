// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import static io.vecbridge.oceanbase.source.event.BinlogInMemory.UUID;
import static io.vecbridge.oceanbase.source.event.BinlogInMemory.gtid;
import static io.vecbridge.oceanbase.source.event.BinlogInMemory.heartbeat;
import static io.vecbridge.oceanbase.source.event.BinlogInMemory.inserts;
import static io.vecbridge.oceanbase.source.event.BinlogInMemory.map;
import static io.vecbridge.oceanbase.source.event.BinlogInMemory.query;
import static io.vecbridge.oceanbase.source.event.BinlogInMemory.xid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.SnapshotPosition;
import io.vecbridge.oceanbase.source.page.HistoryInMemory;
import io.vecbridge.oceanbase.source.page.TenantInMemory;
import io.vecbridge.oceanbase.source.run.Running;
import io.vecbridge.oceanbase.source.schema.Emitted;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class BinlogLoopTest {
  private static final Map<String, String> NO_DATA = Map.of("snapshot.mode", "no_data");

  @Test
  void theSnapshotComesFirstAndTheBinlogIsReadAfterWhatWasThereBeforeIt() throws Exception {
    Following following = new Following(Map.of(), null);
    HistoryInMemory table = following.tenant.create("t");
    table.put(1, 1);
    table.commit();
    following.loop().run(new Running(3));
    assertThat(following.metrics.getTables()).containsOnlyKeys("d.t");
    assertThat(following.metrics.getTables().get("d.t").getPhase()).isEqualTo("streaming");
    assertThat(following.metrics.getTables().get("d.t").getPositionAgeMillis()).isEqualTo(-1);
    List<SourceRecord> sent = following.emitted.records();
    assertThat(sent)
        .extracting(Emitted::text)
        .containsExactly("heartbeat", "schema CREATE d.t", "r d.t 1", "heartbeat");
    BinlogPosition start = BinlogPosition.after(UUID + ":1-3");
    BinlogPosition first = BinlogPosition.of(sent.get(0).sourceOffset());
    assertThat(first.gtids())
        .as("a crash before the first row begins with the same transactions")
        .isEqualTo(start.gtids());
    assertThat(first.snapshot()).isEqualTo(SnapshotPosition.START);
    BinlogPosition end = BinlogPosition.of(sent.get(3).sourceOffset());
    assertThat(end.gtids()).isEqualTo(start.gtids());
    assertThat(end.snapshot()).isNull();
    assertThat(following.binlog.asked()).containsExactly(UUID + ":1-3");
  }

  @Test
  void heartbeatsCarryThePositionOfTheLastEvent() throws Exception {
    Following following =
        new Following(Map.of("snapshot.mode", "no_data", "heartbeat.interval.ms", "1000"), null);
    BinlogLoop loop = following.loop();
    loop.run(new Running(1));
    following.emitted.records();
    following.binlog.script(null, gtid(4), query("BEGIN"), xid());
    following.binlog.script(null, heartbeat());
    loop.run(new Running(4));
    following.emitted.records();
    following.nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    loop.run(new Running(5));
    List<SourceRecord> sent = following.emitted.records();
    assertThat(sent).hasSize(1);
    assertThat(BinlogPosition.of(sent.get(0).sourceOffset()).gtids()).isEqualTo(UUID + ":1-4");
  }

  @Test
  void aRateLimitIsWaitedOutInSlicesWithHeartbeats() throws Exception {
    Following following = limited();
    following.binlog.script(null, gtid(4), query("BEGIN"), table(), inserts(rows(30)));
    following.loop().run(new Running(170));
    assertThat(following.pauses).allMatch(pause -> pause.toMillis() <= 200);
    assertThat(following.pauses.stream().mapToLong(Duration::toMillis).sum()).isGreaterThan(25_000);
    assertThat(following.emitted.texts()).endsWith("c d.t 30", "heartbeat", "heartbeat");
  }

  @Test
  void aStopEndsTheWaitForARateLimit() throws Exception {
    Following following = limited();
    following.binlog.script(null, gtid(4), query("BEGIN"), table(), inserts(rows(30)));
    following.loop().run(new Running(8));
    assertThat(following.emitted.texts()).endsWith("c d.t 30");
    assertThat(following.pauses).hasSizeBetween(1, 5);
  }

  @Test
  void whereOnlyASnapshotIsTakenTheBinlogIsNotRead() throws Exception {
    Following following = new Following(Map.of("snapshot.mode", "initial_only"), null);
    following.tenant.create("t");
    following.loop().run(new Running(4));
    assertThat(following.binlog.asked()).isEmpty();
    assertThat(following.pauses).contains(Duration.ofSeconds(1));
  }

  @Test
  void whereOnlyASnapshotIsTakenAStoredPositionNeedsNoBinlog() throws Exception {
    Following following =
        new Following(Map.of("snapshot.mode", "initial_only"), Map.of("gtids", UUID + ":1-2"));
    following.tenant.create("t");
    following.binlog.purge();
    following.loop().run(new Running(2));
    assertThat(following.emitted.texts()).containsExactly("heartbeat");
    assertThat(following.pauses).contains(Duration.ofSeconds(1));
  }

  @Test
  void theColumnsAfterAStatementAreStoredWithAPositionAfterTheRowsBeforeIt() throws Exception {
    Following following = new Following(NO_DATA, null);
    following.tenant.create("t");
    following.tenant.create("u");
    BinlogLoop loop = following.loop();
    loop.run(new Running(1));
    following.tenant.define(TenantInMemory.definition("t", "2", List.of(), "id", "part"));
    following.binlog.script(
        null,
        gtid(4),
        query("BEGIN"),
        table(),
        inserts(row(1)),
        xid(),
        gtid(5),
        query("ALTER TABLE t DROP written"),
        gtid(6),
        query("ALTER TABLE u COMMENT 'c'"));
    loop.run(new Running(20));
    List<SourceRecord> sent = following.emitted.records();
    assertThat(sent)
        .extracting(Emitted::text)
        .containsExactly("heartbeat", "schema CREATE d.t", "c d.t 1", "schema CREATE d.u");
    BinlogPosition last = BinlogPosition.of(sent.get(3).sourceOffset());
    assertThat(last.tables().get(TenantInMemory.id("t")).shape().size()).isEqualTo(2);
    assertThat(last.gtids()).isEqualTo(UUID + ":1-5");
  }

  @Test
  void aStoredPositionIsContinued() throws Exception {
    Following following =
        new Following(Map.of(), Map.of("gtids", UUID + ":1-2", "gtid", UUID + ":3", "images", 1));
    following.tenant.create("t");
    following.binlog.script(null, gtid(3), query("BEGIN"), table(), inserts(row(1), row(2)));
    following.loop().run(new Running(10));
    assertThat(following.binlog.asked()).startsWith(UUID + ":1-2");
    assertThat(following.emitted.texts())
        .containsExactly("heartbeat", "schema CREATE d.t", "c d.t 2");
  }

  @Test
  void aStoredPositionThatTheBinlogNoLongerHasFailsTheTaskOrTakesANewSnapshot() throws Exception {
    Map<String, Object> stored = Map.of("gtids", UUID + ":1-2");
    Following following = new Following(Map.of(), stored);
    following.binlog.purge();
    assertThatThrownBy(() -> following.loop().run(new Running(2)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("set snapshot.mode=when_needed");
    Following needed = new Following(Map.of("snapshot.mode", "when_needed"), stored);
    needed.tenant.create("t").put(1, 1);
    needed.binlog.purge();
    needed.loop().run(new Running(1));
    assertThat(needed.emitted.texts()).contains("schema CREATE d.t");
  }

  @Test
  void aStoredPositionOfAnotherServerIsLost() {
    Following following =
        new Following(Map.of(), Map.of("gtids", "11111111-1111-1111-1111-111111111111:1-5"));
    assertThatThrownBy(() -> following.loop().run(new Running(2)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("or it belongs to another server: changes are lost.");
  }

  private static Object table() {
    return map(TenantInMemory.id("t"), 3);
  }

  private static Following limited() {
    Following following =
        new Following(
            Map.of(
                "snapshot.mode", "no_data",
                "streaming.rate.limit.rows.per.second", "1",
                "heartbeat.interval.ms", "12000"),
            null);
    following.tenant.create("t");
    return following;
  }

  private static Serializable[][] rows(int count) {
    Serializable[][] rows = new Serializable[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = row(i + 1);
    }
    return rows;
  }

  private static Serializable[] row(long id) {
    return new Serializable[] {id, 1L, 1L};
  }
}
