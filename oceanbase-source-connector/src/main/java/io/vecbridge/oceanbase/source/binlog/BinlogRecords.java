// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.data.Envelope;
import io.debezium.data.Envelope.Operation;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.pipeline.spi.ChangeRecordEmitter;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.relational.TableId;
import io.debezium.schema.DataCollectionSchema;
import io.debezium.schema.SchemaChangeEvent;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.debezium.spi.topic.TopicNamingStrategy;
import io.vecbridge.common.source.Framework;
import io.vecbridge.common.source.SchemaChangeStructs;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.emit.CapturedSchemas;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.table.TableDefinition;
import java.time.Instant;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Where the records go: into the queue that {@code poll} empties, by way of the framework's
 * dispatcher. It is its own {@code ChangeRecordEmitter}, set to each record in turn. Blocks while
 * the queue is full.
 */
final class BinlogRecords implements ChangeRecordEmitter<BinlogPartition> {
  private final OceanBaseSourceConfig config;
  private final TopicNamingStrategy<TableId> topics;
  private final CapturedSchemas schemas;
  private final ChangeEventQueue<DataChangeEvent> queue;
  private final EventDispatcher<BinlogPartition, TableId> dispatcher;
  private final SchemaChangeStructs schemaChanges;
  private final BinlogPartition partition;
  private final BinlogOffset offset;

  private Operation operation;
  private Struct key;
  private Struct before;
  private Struct after;

  BinlogRecords(
      OceanBaseSourceConfig config,
      TopicNamingStrategy<TableId> topics,
      CapturedSchemas schemas,
      Framework<BinlogPartition, BinlogOffset> framework,
      BinlogPartition partition,
      BinlogOffset offset) {
    this.config = config;
    this.topics = topics;
    this.schemas = schemas;
    this.queue = framework.queue();
    this.dispatcher = framework.dispatcher();
    this.partition = partition;
    this.offset = offset;
    this.schemaChanges =
        new SchemaChangeStructs(
            OceanBaseSourceConfig.CONNECTOR,
            config.getSourceInfoStructMaker().schema(),
            config.schemaNameAdjuster());
  }

  BinlogOffset offset() {
    return offset;
  }

  RowSchema capture(TableDefinition table) {
    return schemas.capture(table);
  }

  /**
   * Emits a change; the offset already stands behind it.
   *
   * @param oldValues null for {@code r} and {@code c}
   * @param newValues null for {@code d}
   */
  void emit(Operation newOperation, RowSchema rows, Object[] oldValues, Object[] newValues)
      throws InterruptedException {
    operation = newOperation;
    key = rows.key(newValues == null ? oldValues : newValues);
    before = oldValues == null ? null : rows.row(oldValues);
    after = newValues == null ? null : rows.row(newValues);
    dispatcher.dispatchDataChangeEvent(partition, rows.definition().id(), this);
  }

  /** Emits a heartbeat that carries the offset, where heartbeats are on. */
  void emitHeartbeat() throws InterruptedException {
    dispatcher.alwaysDispatchHeartbeatEvent(partition, offset);
  }

  /** Emits the schema change event of a table. */
  void emitSchema(SchemaChangeEventType type, RowSchema rows) throws InterruptedException {
    if (!config.isSchemaChangesHistoryEnabled()) {
      return;
    }
    String database = rows.definition().id().catalog();
    SchemaChangeEvent event =
        SchemaChangeEvent.of(
            type,
            partition,
            offset,
            database,
            null,
            null,
            rows.table(),
            offset.isInitialSnapshotRunning());
    Struct changeKey = schemaChanges.key(event);
    Struct change = schemaChanges.value(event);
    queue.enqueue(
        new DataChangeEvent(
            new SourceRecord(
                event.getPartition(),
                event.getOffset(),
                topics.schemaChangeTopic(),
                0,
                changeKey.schema(),
                changeKey,
                change.schema(),
                change)));
  }

  @Override
  public void emitChangeRecords(DataCollectionSchema schema, Receiver<BinlogPartition> receiver)
      throws InterruptedException {
    Envelope envelope = schema.getEnvelopeSchema();
    Struct source = offset.getSourceInfo();
    Instant now = Instant.now();
    Struct value =
        switch (operation) {
          case READ -> envelope.read(after, source, now);
          case CREATE -> envelope.create(after, source, now);
          case UPDATE -> envelope.update(before, after, source, now);
          case DELETE -> envelope.delete(before, source, now);
          case TRUNCATE, MESSAGE -> throw new IllegalArgumentException("Rows have no " + operation);
        };
    receiver.changeRecord(partition, schema, operation, key, value, offset, null);
  }

  @Override
  public BinlogPartition getPartition() {
    return partition;
  }

  @Override
  public OffsetContext getOffset() {
    return offset;
  }

  @Override
  public Operation getOperation() {
    return operation;
  }
}
