// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.heartbeat.HeartbeatImpl;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.debezium.pipeline.spi.ChangeRecordEmitter;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.pipeline.spi.Partition;
import io.debezium.relational.Table;
import io.debezium.relational.TableId;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.source.config.SourceConfig;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Sends a task's records to the queue that {@code poll} empties, through the framework's
 * dispatcher, which handles tombstones, skipped operations, heartbeats and metrics. Holds what the
 * outputs of all of the task's collections or tables share.
 */
public final class TaskOutput<P extends Partition> {
  // Stands for the missing offset, without which the framework creates no heartbeat.
  private static final Map<String, ?> REMOVED = Map.of("removed", true);

  private final SourceConfig config;
  private final ChangeEventQueue<DataChangeEvent> queue;
  private final EventDispatcher<P, TableId> dispatcher;
  private final SizedEvents events;
  private final SchemaChanges schemaChanges;
  private final HeartbeatImpl heartbeats;
  private final RateLimits limits;
  private final SnapshotMetrics<P> snapshots;
  private final Consumer<Boolean> connected;

  /**
   * What the framework's metrics learn of a task.
   *
   * @param connected takes whether the captured system answers
   */
  public record Listeners<P extends Partition>(
      SnapshotProgressListener<P> snapshots, Consumer<Boolean> connected) {}

  /** Over the framework's parts of one task. */
  public TaskOutput(
      SourceConfig config,
      EnvelopeSchemas schemas,
      ChangeEventQueue<DataChangeEvent> queue,
      EventDispatcher<P, TableId> dispatcher,
      SizedEvents events,
      Listeners<P> listeners) {
    this.config = config;
    this.queue = queue;
    this.dispatcher = dispatcher;
    this.events = events;
    this.schemaChanges = new SchemaChanges(config, schemas.topics(), queue);
    this.heartbeats =
        new HeartbeatImpl(
            config.getHeartbeatInterval(),
            schemas.topics().heartbeatTopic(),
            config.getLogicalName(),
            config.schemaNameAdjuster());
    this.limits = config.rateLimits();
    this.snapshots = new SnapshotMetrics<>(listeners.snapshots());
    this.connected = listeners.connected();
  }

  /** The captured system answers, or doesn't. */
  public void connected(boolean answers) {
    connected.accept(answers);
  }

  /** The limits that all collections or tables share. */
  public RateLimits limits() {
    return limits;
  }

  /** The framework's metrics of snapshots. */
  public SnapshotMetrics<P> snapshots() {
    return snapshots;
  }

  /**
   * Emits an offset that no row carries, in a record like a heartbeat. If heartbeats are off it is
   * left out.
   */
  public void offset(Map<String, ?> partition, Map<String, ?> offset) throws InterruptedException {
    if (!config.getHeartbeatInterval().isZero()) {
      move(partition, offset);
    }
  }

  /** Whether there are schema change events. */
  public boolean announces() {
    return config.isSchemaChangesHistoryEnabled();
  }

  /** Emits an offset that moves from one partition to another, even if heartbeats are off. */
  public void move(Map<String, ?> partition, Map<String, ?> offset) throws InterruptedException {
    heartbeats.forcedBeat(partition, offset, record -> queue.enqueue(new DataChangeEvent(record)));
  }

  /**
   * Removes the offset of a partition that is no longer captured, in a record like a heartbeat. If
   * heartbeats are off it stays.
   */
  public void forget(Map<String, ?> partition) throws InterruptedException {
    if (config.getHeartbeatInterval().isZero()) {
      return;
    }
    heartbeats.forcedBeat(
        partition,
        REMOVED,
        beat ->
            queue.enqueue(
                new DataChangeEvent(
                    new SourceRecord(
                        partition,
                        null,
                        beat.topic(),
                        beat.kafkaPartition(),
                        beat.keySchema(),
                        beat.key(),
                        beat.valueSchema(),
                        beat.value()))));
  }

  /**
   * Emits the schema change event of a table whose rows are not captured.
   *
   * @param source gives the {@code source} block
   * @param stored the offset that Connect has, which stays; null if there is none
   */
  public void announce(P partition, OffsetContext source, Map<String, ?> stored, Table table)
      throws InterruptedException {
    schemaChanges.emit(SchemaChangeEventType.CREATE, partition, source, stored, table);
  }

  /** Emits the offset at which a capture begins, even if heartbeats are off. */
  void start(P partition, OffsetContext offset) throws InterruptedException {
    move(partition.getSourcePartition(), offset.getOffset());
  }

  void emit(ChangeRecordEmitter<P> row, TableId table, long bytes) throws InterruptedException {
    events.next(bytes);
    try {
      dispatcher.dispatchDataChangeEvent(row.getPartition(), table, row);
    } catch (ConnectException e) {
      // The dispatcher's message has the offset, and with it a row's key.
      throw new ConnectException("A record of " + table + " can't be sent", e.getCause());
    }
  }

  void heartbeat(P partition, OffsetContext offset) throws InterruptedException {
    dispatcher.alwaysDispatchHeartbeatEvent(partition, offset);
  }

  SchemaChanges schemaChanges() {
    return schemaChanges;
  }
}
