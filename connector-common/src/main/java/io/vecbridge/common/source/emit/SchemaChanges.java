// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.pipeline.spi.Partition;
import io.debezium.relational.Table;
import io.debezium.relational.TableId;
import io.debezium.schema.SchemaChangeEvent;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.debezium.spi.topic.TopicNamingStrategy;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Emits schema change events, where {@code include.schema.changes} is on. */
public final class SchemaChanges {
  private final CommonConnectorConfig config;
  private final TopicNamingStrategy<TableId> topics;
  private final ChangeEventQueue<DataChangeEvent> queue;
  private final SchemaChangeStructs structs;

  /** Into the queue of one task. */
  public SchemaChanges(
      CommonConnectorConfig config,
      TopicNamingStrategy<TableId> topics,
      ChangeEventQueue<DataChangeEvent> queue) {
    this.config = config;
    this.topics = topics;
    this.queue = queue;
    this.structs =
        new SchemaChangeStructs(
            config.getConnectorName(),
            config.getSourceInfoStructMaker().schema(),
            config.schemaNameAdjuster());
  }

  /** Emits the event of a table, as it is now; blocks while the queue is full. */
  public void emit(
      SchemaChangeEventType type, Partition partition, OffsetContext offset, Table table)
      throws InterruptedException {
    emit(type, partition, offset, offset.getOffset(), table);
  }

  /**
   * Emits the event of a table whose rows are not captured.
   *
   * @param offset gives the {@code source} block
   * @param stored the offset that Connect has, which stays; null if there is none
   */
  public void emit(
      SchemaChangeEventType type,
      Partition partition,
      OffsetContext offset,
      Map<String, ?> stored,
      Table table)
      throws InterruptedException {
    if (!config.isSchemaChangesHistoryEnabled()) {
      return;
    }
    SchemaChangeEvent event =
        SchemaChangeEvent.of(
            type,
            partition,
            offset,
            table.id().catalog(),
            null,
            null,
            table,
            offset.isInitialSnapshotRunning());
    Struct key = structs.key(event);
    Struct value = structs.value(event);
    queue.enqueue(
        new DataChangeEvent(
            new SourceRecord(
                event.getPartition(),
                stored,
                topics.schemaChangeTopic(),
                0,
                key.schema(),
                key,
                value.schema(),
                value)));
  }
}
