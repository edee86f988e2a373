// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.pipeline.source.spi.ChangeEventSource.ChangeEventSourceContext;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.common.source.emit.Heartbeats;
import io.vecbridge.common.source.run.TaskRun;
import io.vecbridge.common.source.signal.SignalLog;
import io.vecbridge.oceanbase.source.run.Outages;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The task's one loop, on one thread: open new tables, let each read and send a page in turn, and
 * pause when there is nothing to do. An unreachable tenant is waited for here.
 */
final class CaptureLoop implements TaskRun.Loop {
  private static final Duration IDLE = Duration.ofMillis(20);

  private final CapturedSet captured;
  private final Polls polls;
  private final SignalLog signals;
  private final Heartbeats heartbeats;
  private final Outages outages;
  private final Sleeper sleeper;

  CaptureLoop(
      CapturedSet captured,
      Polls polls,
      SignalLog signals,
      Heartbeats heartbeats,
      Outages outages,
      Sleeper sleeper) {
    this.captured = captured;
    this.polls = polls;
    this.signals = signals;
    this.heartbeats = heartbeats;
    this.outages = outages;
    this.sleeper = sleeper;
  }

  @Override
  public void run(ChangeEventSourceContext context) throws InterruptedException {
    while (context.isRunning()) {
      boolean progressed = false;
      try {
        captured.discover();
        progressed = captured.openNext();
        captured.follow(signals);
        progressed |= polls.advance(captured);
        captured.releaseCompleted();
        captured.report();
        outages.succeeded();
      } catch (SQLException e) {
        if (!context.isRunning()) {
          return;
        }
        polls.reconnect();
        outages.failed(OceanBaseFailures.classify(e), OceanBaseFailures.reason(e), e);
      }
      if (heartbeats.due()) {
        captured.emitHeartbeats();
      }
      if (!progressed) {
        sleeper.sleep(IDLE);
      }
    }
  }

  @Override
  public void close() {
    polls.close();
    captured.close();
  }
}
