// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.oceanbase.source.page.HistoryInMemory;
import io.vecbridge.oceanbase.source.run.Running;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class CaptureLoopTest {
  private static final Duration IDLE = Duration.ofMillis(20);

  @Test
  void tablesThatAppearLaterAreDiscoveredAndSnapshotted() throws Exception {
    Polling polling = new Polling(Map.of());
    polling.tenant.create("t").put(1, 1);
    run(polling, 3);
    assertThat(polling.emitted.texts()).startsWith("schema CREATE d.t");
    polling.tenant.create("u").commit();
    run(polling, 10);
    assertThat(polling.emitted.texts()).doesNotContain("schema CREATE d.u");
    polling.pass(polling.emitted.config().capture().discoveryInterval());
    run(polling, 3);
    assertThat(polling.emitted.texts()).contains("schema CREATE d.u");
  }

  @Test
  void itPausesWhenThereIsNothingToDoAndNotBefore() throws Exception {
    Polling polling = new Polling(Map.of());
    polling.tenant.create("t");
    run(polling, 2);
    assertThat(polling.pauses).as("the table is opened, its snapshot read").isEmpty();
    run(polling, 1);
    assertThat(polling.pauses).containsExactly(IDLE);
  }

  @Test
  void outagesAreWaitedOutLongerEachTimeOnANewConnection() throws Exception {
    Polling polling = new Polling(Map.of());
    HistoryInMemory table = polling.tenant.create("t");
    run(polling, 3);
    polling.pauses.clear();
    polling.pass(polling.emitted.config().capture().discoveryInterval());
    for (int i = 0; i < 3; i++) {
      polling.tenant.fail(new SQLException("lost", "08S01", 0));
    }
    run(polling, 6);
    assertThat(polling.tenant.drops()).isEqualTo(3);
    assertThat(polling.pauses)
        .containsExactly(
            Duration.ofMillis(200),
            IDLE,
            Duration.ofMillis(400),
            IDLE,
            Duration.ofMillis(800),
            IDLE);
    polling.emitted.texts();
    table.put(7, 1);
    table.commit();
    run(polling, 3);
    assertThat(polling.emitted.texts()).as("it continues where it was").contains("u d.t 7");
    polling.pauses.clear();
    polling.pass(polling.emitted.config().capture().discoveryInterval());
    polling.tenant.fail(new SQLException("lost", "08S01", 0));
    run(polling, 2);
    assertThat(polling.pauses).as("after a success").startsWith(Duration.ofMillis(200));
  }

  @Test
  void theMetricOfTheConnectionFollowsTheAnswers() throws Exception {
    Polling polling = new Polling(Map.of());
    CaptureLoop loop = polling.loop();
    assertThat(polling.connected).isEmpty();
    loop.run(new Running(2));
    polling.pass(polling.emitted.config().capture().discoveryInterval());
    polling.tenant.fail(new SQLException("lost", "08S01", 0));
    loop.run(new Running(3));
    assertThat(polling.connected).containsExactly(true, false, true);
  }

  @Test
  void whatTimeCannotFixFailsTheTaskWithTheReason() {
    Polling polling = new Polling(Map.of());
    polling.tenant.fail(new SQLException("denied", "42000", 1142));
    assertThatThrownBy(() -> run(polling, 2))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("OceanBase rejected a statement of the capture: ")
        .hasMessageContaining("Fix the cause and restart the task.");
    assertThat(polling.pauses).isEmpty();
  }

  @Test
  void anErrorOfAStoppingTaskIsNotWaitedOut() throws Exception {
    Polling polling = new Polling(Map.of());
    polling.tenant.fail(new SQLException("The task stops", "08003"));
    Running running = new Running(1);
    polling.loop().run(running);
    assertThat(polling.pauses).isEmpty();
    assertThat(polling.tenant.drops()).isZero();
  }

  @Test
  void heartbeatsCarryTheOffsetOfEachTableAtEachInterval() throws Exception {
    Polling polling = new Polling(Map.of("heartbeat.interval.ms", "1000"));
    polling.tenant.create("t");
    polling.tenant.create("u");
    CaptureLoop loop = polling.loop();
    loop.run(new Running(8));
    polling.emitted.texts();
    polling.pass(Duration.ofMillis(1_000));
    loop.run(new Running(1));
    assertThat(polling.emitted.texts()).containsExactly("heartbeat", "heartbeat");
    loop.run(new Running(1));
    assertThat(polling.emitted.texts()).isEmpty();
  }

  @Test
  void whereOnlyASnapshotIsTakenACompleteTableIsReleasedAndNotReadAgain() throws Exception {
    Polling polling = new Polling(Map.of("snapshot.mode", "initial_only"));
    HistoryInMemory table = polling.tenant.create("t");
    table.put(1, 1);
    table.commit();
    run(polling, 3);
    assertThat(polling.emitted.texts()).contains("r d.t 1");
    assertThat(polling.captured.open()).isEmpty();
    table.put(2, 1);
    table.commit();
    polling.pass(polling.emitted.config().capture().discoveryInterval());
    run(polling, 5);
    assertThat(polling.emitted.texts()).isEmpty();
  }

  @Test
  void closingItClosesTheConnection() {
    Polling polling = new Polling(Map.of());
    polling.loop().close();
    assertThat(polling.tenant.isClosed()).isTrue();
  }

  private static void run(Polling polling, int rounds) throws InterruptedException {
    polling.loop().run(new Running(rounds));
  }
}
