// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.schema;

import io.debezium.relational.TableId;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.source.emit.EnvelopeSchemas;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import io.vecbridge.oceanbase.source.table.TableKeys;
import io.vecbridge.oceanbase.source.type.ColumnTypes;
import java.util.List;
import java.util.function.Predicate;

/** The schemas of all tables that a task captures. */
public final class CapturedSchemas extends EnvelopeSchemas {
  private final OceanBaseSourceConfig config;
  private final RowSchemas rowSchemas;

  /** With the options of the connector. */
  public CapturedSchemas(OceanBaseSourceConfig config) {
    super(config);
    this.config = config;
    this.rowSchemas =
        new RowSchemas(
            new ColumnTypes(config.vectorEncoding()),
            config.schemaNameAdjuster(),
            config.fieldNameAdjuster());
  }

  /**
   * Adds a table, and replaces an earlier form of it.
   *
   * @param key the row key of the table so far; empty if there is none
   * @throws org.apache.kafka.connect.errors.ConnectException for a table without a usable key, and
   *     for a column that can't be captured
   */
  public RowSchema capture(TableDefinition table, List<String> key) {
    RowSchema rows = schemaOf(table, key);
    capture(rows.table().id(), rows.keySchema(), rows.rowSchema());
    return rows;
  }

  /** A table's rows as they would be captured; throws as {@link #capture} does. */
  public RowSchema schemaOf(TableDefinition table, List<String> key) {
    TableId id = CapturedTables.id(table.name());
    TableKeys keys = TableKeys.of(table, config.tables().messageKeyOf(id), key);
    Predicate<String> columns = config.tables().columnsOf(id);
    return rowSchemas.of(table, keys, topic(id), column -> columns.test(column.name()));
  }
}
