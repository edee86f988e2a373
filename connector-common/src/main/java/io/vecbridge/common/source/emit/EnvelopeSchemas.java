// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.data.Envelope;
import io.debezium.relational.TableId;
import io.debezium.schema.DatabaseSchema;
import io.debezium.schema.SchemaFactory;
import io.debezium.schema.SchemaNameAdjuster;
import io.debezium.spi.topic.TopicNamingStrategy;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.data.Schema;

/**
 * The schemas of all collections or tables that a task captures; read by the framework's metrics
 * too.
 */
public abstract class EnvelopeSchemas implements DatabaseSchema<TableId> {
  private final Map<TableId, EnvelopeSchema> captured = new ConcurrentHashMap<>();
  private final TopicNamingStrategy<TableId> topics;
  private final SchemaNameAdjuster names;
  private final Schema source;

  /** With the options of the connector. */
  protected EnvelopeSchemas(CommonConnectorConfig config) {
    this.topics = new RememberedTopics(config);
    this.names = config.schemaNameAdjuster();
    this.source = config.getSourceInfoStructMaker().schema();
  }

  /** Adds a collection or table, and replaces an earlier one of its name. */
  protected final void capture(TableId id, Schema keySchema, Schema rowSchema) {
    Envelope envelope =
        Envelope.defineSchema()
            .withName(names.adjust(Envelope.schemaName(topic(id))))
            .withRecord(rowSchema)
            .withSource(source)
            .withTransaction(SchemaFactory.get().transactionBlockSchema())
            .build();
    captured.put(id, new EnvelopeSchema(id, keySchema, envelope));
  }

  /** The names of topics, by the strategy that the options name. */
  public final TopicNamingStrategy<TableId> topics() {
    return topics;
  }

  /** The topic of a collection's or table's records. */
  protected final String topic(TableId id) {
    return topics.dataChangeTopic(id);
  }

  /** Whether a collection or table of that name is captured. */
  public final boolean isCaptured(TableId id) {
    return captured.containsKey(id);
  }

  @Override
  public final EnvelopeSchema schemaFor(TableId id) {
    return captured.get(id);
  }

  @Override
  public final Collection<TableId> dataCollectionIds() {
    return captured.keySet();
  }

  @Override
  public final boolean tableInformationComplete() {
    return false;
  }

  @Override
  public final boolean isHistorized() {
    return false;
  }

  @Override
  public final void close() {}
}
