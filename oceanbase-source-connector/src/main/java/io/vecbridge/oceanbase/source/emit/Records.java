// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.emit;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.relational.TableId;
import io.debezium.schema.SchemaChangeEvent;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.debezium.spi.topic.TopicNamingStrategy;
import io.vecbridge.common.source.Framework;
import io.vecbridge.common.source.SchemaChangeStructs;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset;
import io.vecbridge.oceanbase.source.offset.OceanBasePartition;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.table.TableDefinition;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Where a task's records go: into the queue that {@code poll} empties, by way of the framework's
 * dispatcher, which knows tombstones, skipped operations, heartbeats and metrics. Blocks while the
 * queue is full.
 */
public final class Records {
  private final OceanBaseSourceConfig config;
  private final TopicNamingStrategy<TableId> topics;
  private final CapturedSchemas schemas;
  private final ChangeEventQueue<DataChangeEvent> queue;
  private final EventDispatcher<OceanBasePartition, TableId> dispatcher;
  private final SchemaChangeStructs schemaChanges;

  /** Over the framework's parts of one task. */
  public Records(
      OceanBaseSourceConfig config,
      TopicNamingStrategy<TableId> topics,
      CapturedSchemas schemas,
      Framework<OceanBasePartition, OceanBaseOffset> framework) {
    this.config = config;
    this.topics = topics;
    this.schemas = schemas;
    this.queue = framework.queue();
    this.dispatcher = framework.dispatcher();
    this.schemaChanges =
        new SchemaChangeStructs(
            OceanBaseSourceConfig.CONNECTOR,
            config.getSourceInfoStructMaker().schema(),
            config.schemaNameAdjuster());
  }

  /** Takes a table in, in place of an earlier form of it. */
  public RowSchema capture(TableDefinition table) {
    return schemas.capture(table);
  }

  /** A table's rows as they would be captured. */
  public RowSchema schemaOf(TableDefinition table) {
    return schemas.schemaOf(table);
  }

  /** The records of a table that was taken in. */
  public TableRecords open(OceanBasePartition partition, OceanBaseOffset offset, RowSchema rows) {
    return new TableRecords(partition, offset, rows, dispatcher);
  }

  /** Emits the schema change event of a table. */
  public void emitSchema(
      SchemaChangeEventType type,
      OceanBasePartition partition,
      OceanBaseOffset offset,
      RowSchema rows)
      throws InterruptedException {
    if (!config.isSchemaChangesHistoryEnabled()) {
      return;
    }
    SchemaChangeEvent event =
        SchemaChangeEvent.of(
            type,
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
