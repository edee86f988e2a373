// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.emit;

import io.debezium.heartbeat.HeartbeatImpl;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.vecbridge.common.source.emit.SchemaChanges;
import io.vecbridge.common.source.run.Framework;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.offset.MilvusPartition;
import io.vecbridge.milvus.source.schema.RowSchema;
import java.util.Map;

/**
 * Where a task's records go: into the queue that {@code poll} empties, by way of the framework's
 * dispatcher, which knows tombstones, skipped operations, heartbeats and metrics. Blocks while the
 * queue is full.
 */
public final class Records {
  private final MilvusSourceConfig config;
  private final CapturedSchemas schemas;
  private final Framework<MilvusPartition, MilvusOffset> framework;
  private final SchemaChanges schemaChanges;
  private final HeartbeatImpl beats;

  /** Over the framework's parts of one task. */
  public Records(
      MilvusSourceConfig config,
      CapturedSchemas schemas,
      Framework<MilvusPartition, MilvusOffset> framework) {
    this.config = config;
    this.schemas = schemas;
    this.framework = framework;
    this.schemaChanges = new SchemaChanges(config, schemas.topics(), framework.queue());
    this.beats =
        new HeartbeatImpl(
            config.getHeartbeatInterval(),
            schemas.topics().heartbeatTopic(),
            config.getLogicalName(),
            config.schemaNameAdjuster());
  }

  /** Takes a collection in; its records can be emitted from now on. */
  public CollectionRecords open(
      MilvusCollection collection, MilvusPartition partition, MilvusOffset offset) {
    RowSchema rows = schemas.capture(collection);
    return new CollectionRecords(
        partition, offset, rows, schemas.schemaFor(collection.tableId()), framework);
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
    beats.forcedBeat(
        partition, offset, record -> framework.queue().enqueue(new DataChangeEvent(record)));
  }

  /** Emits the schema change event that creates a collection's table. */
  public void emitSchema(MilvusPartition partition, MilvusOffset offset, RowSchema rows)
      throws InterruptedException {
    schemaChanges.emit(SchemaChangeEventType.CREATE, partition, offset, rows.table());
  }
}
