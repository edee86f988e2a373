// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.emit;

import io.debezium.data.Envelope;
import io.debezium.relational.TableId;
import io.debezium.schema.DatabaseSchema;
import io.debezium.schema.SchemaFactory;
import io.debezium.schema.SchemaNameAdjuster;
import io.debezium.spi.topic.TopicNamingStrategy;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.schema.RowSchema;
import io.vecbridge.milvus.source.schema.RowSchemas;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Schema;

/** The schemas of all collections that a task captures; read by the framework's metrics too. */
public final class CapturedSchemas implements DatabaseSchema<TableId> {
  private final Map<TableId, CapturedSchema> captured = new ConcurrentHashMap<>();
  private final MilvusSourceConfig config;
  private final TopicNamingStrategy<TableId> topics;
  private final SchemaNameAdjuster names;
  private final RowSchemas rowSchemas;
  private final Schema source;

  /** With the options of the connector. */
  public CapturedSchemas(MilvusSourceConfig config, TopicNamingStrategy<TableId> topics) {
    this.config = config;
    this.topics = topics;
    this.names = config.schemaNameAdjuster();
    this.rowSchemas = new RowSchemas(config.vectorEncoding(), names, config.fieldNameAdjuster());
    this.source = config.getSourceInfoStructMaker().schema();
  }

  /**
   * Takes a collection in, in place of an earlier one of its name.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException where a field of it can't be captured
   */
  CapturedSchema capture(MilvusCollection collection) {
    TableId id = collection.tableId();
    String topic = topics.dataChangeTopic(id);
    Predicate<String> fields = config.filters().fieldsOf(id);
    RowSchema rows = rowSchemas.of(collection, topic, field -> fields.test(field.name()));
    Envelope envelope =
        Envelope.defineSchema()
            .withName(names.adjust(Envelope.schemaName(topic)))
            .withRecord(rows.rowSchema())
            .withSource(source)
            .withTransaction(SchemaFactory.get().transactionBlockSchema())
            .build();
    CapturedSchema schema = new CapturedSchema(rows, envelope);
    captured.put(id, schema);
    return schema;
  }

  /** Whether a collection of that name was taken in. */
  public boolean isCaptured(TableId id) {
    return captured.containsKey(id);
  }

  @Override
  public CapturedSchema schemaFor(TableId id) {
    return captured.get(id);
  }

  @Override
  public Collection<TableId> dataCollectionIds() {
    return captured.keySet();
  }

  @Override
  public boolean tableInformationComplete() {
    return false;
  }

  @Override
  public boolean isHistorized() {
    return false;
  }

  @Override
  public void close() {}
}
