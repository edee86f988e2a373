// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.sink.event.ColumnRenames;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.flow.FailureScope;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.common.sink.flow.PutFlow;
import io.vecbridge.common.sink.flow.PutFlow.Put;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A task between start and stop. The one place that turns failures of the target into what Connect
 * does next: what the put has begun is undone, and Connect delivers the same records again after
 * the back-off, or the task stops with a message that says what to do, as {@link PutFlow#failed}
 * decides. Failures of single records and targets do not get here, see {@link BatchWriter} and
 * {@link PutWriter}.
 */
public final class StartedSink<T extends Target> implements AutoCloseable {
  private final TargetSystem<T> system;
  private final PutWriter<T> writer;
  private final CommitUnderWay commits;
  private final PutFlow flow;

  /**
   * @param system belongs to the sink from now on
   * @param renames of the columns, for the sink alone
   * @param deleteEnabled whether deletes and truncates are carried out
   * @param commits for the sink alone
   */
  public StartedSink(
      TargetSystem<T> system,
      EventReader events,
      ColumnRenames renames,
      boolean deleteEnabled,
      PutFlow flow,
      CommitUnderWay commits) {
    this.system = system;
    this.writer = new PutWriter<>(system, events, renames, deleteEnabled);
    this.flow = flow;
    this.commits = commits;
  }

  /** Writes the records, or throws and has written nothing that a repetition changes. */
  public void put(Collection<SinkRecord> delivered) {
    if (delivered.isEmpty() && commits.isBusy()) {
      flow.awaitCommit();
      return;
    }
    PutDeadline deadline = flow.deadline();
    await();
    Set<SourceName> lost = flow.lostTables();
    if (!lost.isEmpty()) {
      system.leave(lost);
    }
    Collection<SinkRecord> admitted = flow.admitted(commits.before(delivered));
    if (commits.owes()) {
      write(commits.owed(admitted), deadline);
      admitted = flow.unblocked(commits.paid(admitted));
    }
    write(admitted, deadline);
  }

  /** Returns when all that was put is written, or throws as a put does. */
  public void flush() {
    await();
    if (commits.owes()) {
      put(List.of());
    }
  }

  private void await() {
    try {
      settle();
    } catch (InterruptedException e) {
      throw flow.interrupted(e);
    }
  }

  private void settle() throws InterruptedException {
    if (!commits.settle()) {
      system.undo(Set.of());
    }
  }

  private void write(Collection<SinkRecord> records, PutDeadline deadline) {
    if (flow.isIdle(records)) {
      return;
    }
    boolean abandoned = true;
    Put put = flow.begin(records, deadline);
    try {
      system.begin(deadline);
      writer.write(put, commit -> isLeft(put, records, commit));
      if (!commits.isUnderWay()) {
        put.written();
        commits.written(deadline);
      }
      abandoned = false;
    } catch (TargetBusyException e) {
      // Nothing has begun, so what is known about the target stays.
      abandoned = false;
      flow.pause(e.phase(), e.pause());
      throw e;
    } catch (PutDeadline.PassedException e) {
      abandoned = false;
      system.undo(Set.of());
      throw flow.failed(records, e, FailureScope.PASSING);
    } catch (RequestException e) {
      throw flow.failed(records, e, system.scopeOf(e));
    } catch (InterruptedException e) {
      throw flow.interrupted(e);
    } finally {
      if (!commits.isUnderWay()) {
        put.close();
      }
      if (abandoned) {
        system.abandon();
      }
    }
  }

  /** Whether the last commit of a put is left to another thread. */
  private boolean isLeft(Put put, Collection<SinkRecord> records, PutWriter.Commit commit) {
    if (!commits.isPossible(records.size()) || !put.isPlain() || !flow.isPlain()) {
      return false;
    }
    commits.begin(put, records, commit);
    flow.awaitCommit();
    return true;
  }

  /** The offsets that can be committed, of those that Connect has delivered. */
  public Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> current) {
    return isSettled() ? commits.committable(flow.committable(current)) : Map.of();
  }

  /** Another task gets the partitions. */
  public void revoked(Collection<TopicPartition> partitions) {
    if (isSettled()) {
      commits.revoked(partitions);
    }
    flow.revoked(partitions);
  }

  private boolean isSettled() {
    try {
      settle();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Closes the connection; never throws. */
  @Override
  public void close() {
    commits.close(system::close);
  }
}
