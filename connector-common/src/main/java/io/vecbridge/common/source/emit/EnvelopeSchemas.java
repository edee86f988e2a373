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
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The schemas of all collections or tables that a task captures; read by the framework's metrics
 * too.
 */
public abstract class EnvelopeSchemas implements DatabaseSchema<TableId> {
  private static final Pattern PLAIN = Pattern.compile("[a-zA-Z0-9_-]+");

  private final Map<TableId, EnvelopeSchema> captured = new ConcurrentHashMap<>();
  private final Map<String, TableId> byTopic = new ConcurrentHashMap<>();
  private final TopicNamingStrategy<TableId> topics;
  private final SchemaNameAdjuster names;
  private final Schema source;

  /** With the options of the connector. */
  protected EnvelopeSchemas(CommonConnectorConfig config) {
    this.topics = new RememberedTopics(config);
    this.names = config.schemaNameAdjuster();
    this.source = config.getSourceInfoStructMaker().schema();
  }

  /**
   * Adds a collection or table, and replaces an earlier one of its name.
   *
   * @throws ConnectException if the topic is that of another one, whose rows it would overwrite
   */
  protected final void capture(TableId id, Schema keySchema, Schema rowSchema) {
    TableId other = byTopic.putIfAbsent(topic(id), id);
    if (other != null && !other.equals(id) && !(isPlain(id) && isPlain(other))) {
      throw new ConnectException(
          other
              + " and "
              + id
              + " have the same topic \""
              + topic(id)
              + "\", since a topic can't have all characters of their names. Exclude one of them, or"
              + " set another topic.naming.strategy.");
    }
    Envelope envelope =
        Envelope.defineSchema()
            .withName(names.adjust(Envelope.schemaName(topic(id))))
            .withRecord(rowSchema)
            .withSource(source)
            .withTransaction(SchemaFactory.get().transactionBlockSchema())
            .build();
    captured.put(id, new EnvelopeSchema(id, keySchema, envelope));
  }

  /**
   * Whether the name is the topic's as it is; a strategy that joins such topics does so on purpose.
   */
  private static boolean isPlain(TableId id) {
    return PLAIN.matcher(id.catalog()).matches() && PLAIN.matcher(id.table()).matches();
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
