// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.emit;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.heartbeat.HeartbeatImpl;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.relational.TableId;
import io.debezium.schema.SchemaChangeEvent;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.debezium.spi.topic.TopicNamingStrategy;
import io.vecbridge.common.source.SchemaChangeStructs;
import io.vecbridge.common.source.SizedEvents;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.offset.MilvusPartition;
import io.vecbridge.milvus.source.schema.RowSchema;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Where a task's records go: into the queue that {@code poll} empties, by way of the framework's
 * dispatcher, which knows tombstones, skipped operations, heartbeats and metrics. Blocks while the
 * queue is full.
 */
public final class Records {
  private final MilvusSourceConfig config;
  private final TopicNamingStrategy<TableId> topics;
  private final CapturedSchemas schemas;
  private final ChangeEventQueue<DataChangeEvent> queue;
  private final EventDispatcher<MilvusPartition, TableId> dispatcher;
  private final SizedEvents events;
  private final SchemaChangeStructs schemaChanges;
  private final HeartbeatImpl beats;

  /** Over the framework's parts of one task; the dispatcher makes its events by {@code events}. */
  public Records(
      MilvusSourceConfig config,
      TopicNamingStrategy<TableId> topics,
      CapturedSchemas schemas,
      ChangeEventQueue<DataChangeEvent> queue,
      EventDispatcher<MilvusPartition, TableId> dispatcher,
      SizedEvents events) {
    this.config = config;
    this.topics = topics;
    this.schemas = schemas;
    this.queue = queue;
    this.dispatcher = dispatcher;
    this.events = events;
    this.schemaChanges =
        new SchemaChangeStructs(
            MilvusSourceConfig.CONNECTOR,
            config.getSourceInfoStructMaker().schema(),
            config.schemaNameAdjuster());
    this.beats =
        new HeartbeatImpl(
            config.getHeartbeatInterval(),
            topics.heartbeatTopic(),
            config.getLogicalName(),
            config.schemaNameAdjuster());
  }

  /** Takes a collection in; its records can be emitted from now on. */
  public CollectionRecords open(
      MilvusCollection collection, MilvusPartition partition, MilvusOffset offset) {
    CapturedSchema schema = schemas.capture(collection);
    return new CollectionRecords(partition, offset, schema, dispatcher, events);
  }

  /**
   * Emits an offset that no row carries, in a record like a heartbeat. Where heartbeats are off it
   * is left out.
   */
  public void emitOffset(Map<String, ?> partition, Map<String, ?> offset)
      throws InterruptedException {
    if (config.getHeartbeatInterval().isZero()) {
      return;
    }
    beats.forcedBeat(partition, offset, record -> queue.enqueue(new DataChangeEvent(record)));
  }

  /** Emits the schema change event that creates a collection's table. */
  public void emitSchema(MilvusPartition partition, MilvusOffset offset)
      throws InterruptedException {
    if (!config.isSchemaChangesHistoryEnabled()) {
      return;
    }
    RowSchema rows = schemas.schemaFor(partition.id()).rows();
    SchemaChangeEvent event =
        SchemaChangeEvent.of(
            SchemaChangeEventType.CREATE,
            partition,
            offset,
            partition.id().catalog(),
            null,
            null,
            rows.table(),
            offset.isInitialSnapshotRunning());
    Struct key = schemaChanges.key(event);
    Struct value = schemaChanges.value(event);
    queue.enqueue(
        new DataChangeEvent(
            new SourceRecord(
                event.getPartition(),
                event.getOffset(),
                topics.schemaChangeTopic(),
                0,
                key.schema(),
                key,
                value.schema(),
                value)));
  }
}
