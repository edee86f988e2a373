// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.relational.TableId;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.source.signal.SignalLog;
import io.vecbridge.common.source.signal.SnapshotSignal;
import io.vecbridge.oceanbase.source.offset.RequestedSnapshots;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of one table that signals ask for. They are in the table's position, so that a
 * start continues them, and are read between its polls.
 */
final class TableRequests {
  private static final Logger LOG = LoggerFactory.getLogger(TableRequests.class);

  private final TableOutput output;
  private boolean followed;

  TableRequests(TableOutput output) {
    this.output = output;
  }

  /** Those that the table's position has continue. */
  void start() {
    if (!output.isSnapshotting() && !requested().isEmpty()) {
      output.snapshotStarted();
    }
  }

  private RequestedSnapshots requested() {
    return output.position().requested();
  }

  private TableId id() {
    return output.partition().id();
  }

  /**
   * Takes the snapshots that signals ask for, or abandons those that they asked for before.
   *
   * @param arrived whether there are new ones; a table that was opened follows all of them
   */
  void follow(SignalLog signals, boolean arrived) throws InterruptedException {
    if (followed && !arrived) {
      return;
    }
    followed = true;
    for (SnapshotSignal signal : output.followSignals(signals)) {
      change(
          switch (signal.kind()) {
            case EXECUTE -> requested().with(signal.filter(id()));
            case STOP -> requested().stopped();
          });
    }
  }

  private void change(RequestedSnapshots changed) throws InterruptedException {
    RequestedSnapshots before = requested();
    if (changed.equals(before)) {
      return;
    }
    output.moveTo(output.position().with(changed));
    LOG.info("{} requested snapshots of {} are not complete", changed.filters().size(), id());
    if (changed.isEmpty()) {
      output.snapshotAborted();
    } else if (before.isEmpty() && !output.isSnapshotting()) {
      output.snapshotStarted();
    }
    // The request is stored even if nothing else is sent.
    output.start();
  }

  /** Whether a page can be read now. */
  boolean areReadable() {
    return isReading() && output.requestedWaitMillis() == 0;
  }

  /** Whether what is read next is a page of them. */
  boolean isReading() {
    return output.position().readsRequested();
  }

  /** A page of them was sent. */
  void sent() throws InterruptedException {
    if (requested().isEmpty()) {
      output.snapshotCompleted();
      LOG.info("The requested snapshots of {} are complete", id());
    }
  }

  /**
   * A page was refused.
   *
   * @return whether its condition can be the reason, so that the snapshot is abandoned
   */
  boolean abandons(SQLException error) throws InterruptedException {
    if (!isReading()
        || requested().filter().isEmpty()
        || LostPosition.isLost(error)
        || OceanBaseFailures.isTimeout(error)
        || OceanBaseFailures.classify(error) == Failure.RETRY) {
      return false;
    }
    LOG.error(
        "A requested snapshot of {} is abandoned, since OceanBase rejects its condition: {}",
        id(),
        OceanBaseFailures.reason(error));
    change(requested().completed());
    return true;
  }
}
