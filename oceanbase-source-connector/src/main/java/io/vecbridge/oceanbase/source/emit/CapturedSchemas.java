// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.emit;

import io.debezium.data.Envelope;
import io.debezium.relational.TableId;
import io.debezium.schema.DatabaseSchema;
import io.debezium.schema.SchemaFactory;
import io.debezium.schema.SchemaNameAdjuster;
import io.debezium.spi.topic.TopicNamingStrategy;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.schema.RowSchemas;
import io.vecbridge.oceanbase.source.table.TableDefinition;
import io.vecbridge.oceanbase.source.table.TableKeys;
import io.vecbridge.oceanbase.source.type.ColumnTypes;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Schema;

/** The schemas of all tables that a task captures; read by the framework's metrics too. */
public final class CapturedSchemas implements DatabaseSchema<TableId> {
  private final Map<TableId, CapturedSchema> captured = new ConcurrentHashMap<>();
  private final OceanBaseSourceConfig config;
  private final TopicNamingStrategy<TableId> topics;
  private final SchemaNameAdjuster names;
  private final RowSchemas rowSchemas;
  private final Schema source;

  /** With the options of the connector. */
  public CapturedSchemas(OceanBaseSourceConfig config, TopicNamingStrategy<TableId> topics) {
    this.config = config;
    this.topics = topics;
    this.names = config.schemaNameAdjuster();
    this.rowSchemas =
        new RowSchemas(new ColumnTypes(config.vectorEncoding()), names, config.fieldNameAdjuster());
    this.source = config.getSourceInfoStructMaker().schema();
  }

  /**
   * Takes a table in, in place of an earlier form of it.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException for a table without a usable key, and
   *     for a column that can't be captured
   */
  public RowSchema capture(TableDefinition table) {
    RowSchema rows = schemaOf(table);
    Envelope envelope =
        Envelope.defineSchema()
            .withName(names.adjust(Envelope.schemaName(topics.dataChangeTopic(table.id()))))
            .withRecord(rows.rowSchema())
            .withSource(source)
            .withTransaction(SchemaFactory.get().transactionBlockSchema())
            .build();
    captured.put(table.id(), new CapturedSchema(rows, envelope));
    return rows;
  }

  /** A table's rows as they would be captured; throws as {@link #capture} does. */
  public RowSchema schemaOf(TableDefinition table) {
    TableId id = table.id();
    TableKeys keys = TableKeys.of(table, config.tables().messageKeyOf(id));
    Predicate<String> columns = config.tables().columnsOf(id);
    return rowSchemas.of(
        table, keys, topics.dataChangeTopic(id), column -> columns.test(column.name()));
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
