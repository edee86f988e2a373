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

import com.github.shyiko.mysql.binlog.network.AuthenticationException;
import com.github.shyiko.mysql.binlog.network.ServerException;
import io.vecbridge.oceanbase.source.page.TenantInMemory;
import io.vecbridge.oceanbase.source.run.Running;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** Errors that the loop waits out, and positions that are lost. */
class BinlogOutagesTest {
  private static final Map<String, String> NO_DATA = Map.of("snapshot.mode", "no_data");

  @Test
  void aLostConnectionIsOpenedAgainAfterTheLastChangeThatWasEmitted() throws Exception {
    Following following = new Following(NO_DATA, null);
    following.tenant.create("t");
    following.binlog.script(new EOFException(), gtid(4), query("BEGIN"), table(), inserts(row(1)));
    following.binlog.script(null, gtid(4), query("BEGIN"), table(), inserts(row(1), row(2)), xid());
    following.binlog.script(null);
    following.loop().run(new Running(20));
    assertThat(following.emitted.texts())
        .containsExactly("heartbeat", "schema CREATE d.t", "c d.t 1", "c d.t 2");
    assertThat(following.binlog.asked()).startsWith(UUID + ":1-3", UUID + ":1-3", UUID + ":1-4");
    assertThat(following.pauses).containsExactly(Duration.ofMillis(200));
    assertThat(following.tenant.drops()).isEqualTo(1);
  }

  @Test
  void aConnectionThatIsLostWhileTheTablesAreFoundIsOpenedAgain() throws Exception {
    Following following = new Following(Map.of(), null);
    following.tenant.create("t");
    following.tenant.fail(new SQLException("lost", "08S01", 0));
    following.loop().run(new Running(5));
    assertThat(following.tenant.drops()).isEqualTo(1);
    assertThat(following.emitted.texts())
        .containsExactly("heartbeat", "schema CREATE d.t", "schema ALTER d.t", "heartbeat");
  }

  @Test
  void outagesInARowAreWaitedOutLongerEachTime() throws Exception {
    Following following = new Following(NO_DATA, null);
    for (int i = 0; i < 3; i++) {
      following.binlog.script(new IOException());
    }
    following.loop().run(new Running(7));
    assertThat(following.pauses)
        .containsExactly(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800));
    assertThat(following.metrics.getTotalNumberOfRetries()).isEqualTo(3);
    assertThat(following.metrics.getLastError()).isEqualTo("IOException");
  }

  @Test
  void aBinlogWithoutTheNextTransactionFailsTheTask() {
    Following following = new Following(NO_DATA, null);
    following.binlog.script(new ServerException("purged", 1236, "HY000"));
    following.binlog.replace();
    assertThatThrownBy(() -> following.loop().run(new Running(5)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(
            "The binlog no longer has the transactions after the stored GTID set");
  }

  @Test
  void aWrongPasswordFailsTheTaskAtOnce() {
    Following following = new Following(NO_DATA, null);
    following.binlog.script(new AuthenticationException("denied"));
    assertThatThrownBy(() -> following.loop().run(new Running(5)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("user name or password is wrong");
    assertThat(following.pauses).isEmpty();
  }

  @Test
  void aMissingPrivilegeFailsTheTaskAtOnceAndIsNamed() {
    Following following = new Following(NO_DATA, null);
    following.binlog.script(new ServerException("denied", 1227, "42000"));
    assertThatThrownBy(() -> following.loop().run(new Running(5)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("the user lacks a privilege (error 1227, SQLState 42000)");
    assertThat(following.pauses).isEmpty();
  }

  @Test
  void aLoginThatABusyServerRefusesIsTriedAgain() throws Exception {
    for (int code : List.of(1040, 8001, 5150)) {
      Following following = new Following(NO_DATA, null);
      following.binlog.script(new AuthenticationException("busy", code, "HY000"));
      following.loop().run(new Running(4));
      assertThat(following.pauses).containsExactly(Duration.ofMillis(200));
      assertThat(following.metrics.getLastError()).contains("error " + code);
    }
  }

  @Test
  void aRefusedPositionThatTheBinlogContinuesIsTriedAgain() throws Exception {
    Following following = new Following(NO_DATA, null);
    following.binlog.script(new ServerException("behind", 1236, "HY000"));
    following.loop().run(new Running(4));
    assertThat(following.binlog.asked()).startsWith(UUID + ":1-3", UUID + ":1-3");
    assertThat(following.metrics.getLastError())
        .isEqualTo("the connection is lost (error 1236, SQLState HY000)");
  }

  @Test
  void aPositionThatIsRefusedAgainAndAgainIsLost() {
    Following following = new Following(NO_DATA, null);
    for (int i = 0; i < 20; i++) {
      following.binlog.script(new ServerException("refused", 1236, "HY000"));
    }
    assertThatThrownBy(() -> following.loop().run(new Running(100)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("The binlog no longer has the transactions");
    assertThat(following.pauses).hasSize(10);
  }

  @Test
  void anotherServerAtTheSameAddressIsNoticedWhenTheConnectionIsOpenedAgain() {
    Following following = new Following(NO_DATA, null);
    following.binlog.script(new EOFException(), gtid(4), query("BEGIN"), xid());
    following.binlog.replace();
    assertThatThrownBy(() -> following.loop().run(new Running(9)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("or it belongs to another server: changes are lost.");
    assertThat(following.binlog.asked()).hasSize(1);
  }

  @Test
  void aPositionThatIsLostWhileTheTaskRunsTakesANewSnapshotWhereTheModeAllowsIt() throws Exception {
    Following following = new Following(Map.of("snapshot.mode", "when_needed"), null);
    following.tenant.create("t").put(1, 1);
    following.tenant.create("t").commit();
    following.binlog.script(new ServerException("purged", 1236, "HY000"), gtid(4), query("BEGIN"));
    following.binlog.replace();
    following.loop().run(new Running(8));
    assertThat(following.emitted.texts())
        .containsExactly(
            "heartbeat",
            "schema CREATE d.t",
            "r d.t 1",
            "heartbeat",
            "heartbeat",
            "schema CREATE d.t",
            "r d.t 1",
            "heartbeat");
    following.binlog.script(new ServerException("purged", 1236, "HY000"));
    following.binlog.script(new ServerException("purged", 1236, "HY000"));
    assertThatThrownBy(() -> following.loop().run(new Running(20)))
        .as("without an event in between")
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("The binlog no longer has the transactions");
  }

  @Test
  void aGapIsCountedOnceHoweverOftenTheNewSnapshotIsTriedToBegin() throws Exception {
    Following following =
        new Following(Map.of("snapshot.mode", "when_needed"), Map.of("gtids", UUID + ":1-2"));
    following.binlog.purge();
    for (int i = 0; i < 3; i++) {
      following.tenant.fail(new SQLException("lost", "08S01", 0));
    }
    following.loop().run(new Running(7));
    assertThat(following.pauses).hasSize(3);
    assertThat(following.metrics.getTotalNumberOfGaps()).isEqualTo(1);
    assertThat(following.emitted.texts()).startsWith("heartbeat");
  }

  @Test
  void aTenantThatIsDownWhileTheBinlogIsReadIsWaitedForLongerEachTime() throws Exception {
    Following following = new Following(NO_DATA, null);
    following.tenant.create("t");
    BinlogLoop loop = following.loop();
    loop.run(new Running(1));
    for (int i = 0; i < 3; i++) {
      following.tenant.fail(new SQLException("down", "08S01", 0));
      following.binlog.script(
          null, gtid(4), query("BEGIN"), heartbeat(), table(), inserts(row(1)), xid());
    }
    following.binlog.script(null, gtid(4), query("BEGIN"), table(), inserts(row(1)), xid());
    loop.run(new Running(60));
    assertThat(following.pauses)
        .containsExactly(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800));
    assertThat(following.emitted.texts()).endsWith("c d.t 1");
  }

  @Test
  void aChangeOrAHeartbeatWithoutATransactionEndsAnOutage() throws Exception {
    for (Object[] further :
        List.of(
            new Object[] {heartbeat()},
            new Object[] {gtid(4), query("BEGIN"), table(), inserts(row(1))})) {
      Following following = new Following(NO_DATA, null);
      following.tenant.create("t");
      following.binlog.script(new IOException());
      following.binlog.script(new IOException(), further);
      following.binlog.script(new IOException(), gtid(4));
      following.loop().run(new Running(12));
      assertThat(following.pauses)
          .containsExactly(Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofMillis(400));
    }
  }

  private static Object table() {
    return map(TenantInMemory.id("t"), 3);
  }

  private static Serializable[] row(long id) {
    return new Serializable[] {id, 1L, 1L};
  }
}
