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
  private final PutFlow flow;

  /**
   * @param system belongs to the sink from now on
   * @param renames of the columns, for the sink alone
   * @param deleteEnabled whether deletes and truncates are carried out
   */
  public StartedSink(
      TargetSystem<T> system,
      EventReader events,
      ColumnRenames renames,
      boolean deleteEnabled,
      PutFlow flow) {
    this.system = system;
    this.writer = new PutWriter<>(system, events, renames, deleteEnabled);
    this.flow = flow;
  }

  /** Writes the records, or throws and has written nothing that a repetition changes. */
  public void put(Collection<SinkRecord> delivered) {
    Set<SourceName> lost = flow.lostTables();
    if (!lost.isEmpty()) {
      system.leave(lost);
    }
    Collection<SinkRecord> records = flow.admitted(delivered);
    if (flow.isIdle(records)) {
      return;
    }
    boolean abandoned = true;
    try (Put put = flow.begin(records)) {
      system.begin(put.deadline());
      writer.write(put);
      put.written();
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
      if (abandoned) {
        system.abandon();
      }
    }
  }

  /** The offsets that can be committed, of those that Connect has delivered. */
  public Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> current) {
    return flow.committable(current);
  }

  /** Another task gets the partitions. */
  public void revoked(Collection<TopicPartition> partitions) {
    flow.revoked(partitions);
  }

  /** Closes the connection; never throws. */
  @Override
  public void close() {
    system.close();
  }
}
