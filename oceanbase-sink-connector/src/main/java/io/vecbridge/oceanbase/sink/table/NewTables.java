// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.oceanbase.OceanBaseCapabilities;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.event.SourceTable.Partitioning;
import io.vecbridge.oceanbase.sink.config.TableConfig;
import io.vecbridge.oceanbase.sink.config.TableLayout;
import io.vecbridge.oceanbase.sink.config.TableLayout.PartitionMode;
import io.vecbridge.oceanbase.sink.config.TableLayout.StoreFormat;
import io.vecbridge.oceanbase.sink.table.TableStatements.NewColumn;
import io.vecbridge.oceanbase.sink.table.TableStatements.NewTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** What the tables are that a server gets for the source's tables. No I/O. */
public final class NewTables {
  // Milvus's own default if a collection does not specify it.
  private static final int DEFAULT_PARTITIONS = 16;

  private final TableConfig config;
  private final OceanBaseCapabilities capabilities;
  private final NewColumns newColumns;

  /** Of a sink's options and a server. */
  public NewTables(TableConfig config, OceanBaseCapabilities capabilities) {
    this.config = config;
    this.capabilities = capabilities;
    this.newColumns = new NewColumns(capabilities.exactCollation());
  }

  /**
   * The statement that creates a table, with its indexes.
   *
   * @throws ConnectException if the table can't be created
   */
  public String statement(TableName name, SourceTable source) {
    return statement(name, source, indexes(name, source));
  }

  /** The vector indexes that a table is created with; those that are deferred come later. */
  List<NewIndex> indexes(TableName name, SourceTable source) {
    if (config.layout().indexes().defersAny()) {
      return List.of();
    }
    Map<String, String> types = new LinkedHashMap<>();
    columns(name, source).forEach(column -> types.put(column.name(), column.type()));
    return NewIndex.of(config.layout().indexes(), name, types, source, Set.of());
  }

  String statement(TableName name, SourceTable source, List<NewIndex> indexes) {
    if (source.key().isEmpty() || source.key().contains("")) {
      throw new ConnectException(
          "Table "
              + name
              + " can't be created: the record's key has no column names. Create the"
              + " table, or use keys that are structs.");
    }
    if (config.layout().storeFormat() != StoreFormat.DEFAULT && !capabilities.columnGroups()) {
      throw new ConnectException(
          "This server does not store tables by column. Remove " + TableLayout.STORE_FORMAT + ".");
    }
    return TableStatements.createTable(
        name,
        new NewTable(
            columns(name, source),
            key(source),
            partitioning(source),
            source.comment(),
            indexes,
            config.layout().storeFormat()));
  }

  /** The columns of a table. */
  List<NewColumn> columns(TableName name, SourceTable source) {
    return required(name, newColumns.ofTable(source.columns(), key(source)));
  }

  /** Columns that are added to a table. */
  List<NewColumn> additions(TableName name, List<SourceTable.Column> columns) {
    return required(name, newColumns.ofAddition(columns));
  }

  private List<String> key(SourceTable source) {
    List<String> key = new ArrayList<>(source.key());
    String partitionKey = partitioning(source).column();
    if (partitionKey != null && !key.contains(partitionKey)) {
      key.add(partitionKey);
    }
    return key;
  }

  private Partitioning partitioning(SourceTable source) {
    Partitioning own = source.partitioning();
    if (config.layout().partitionMode() == PartitionMode.NONE || own.column() == null) {
      return Partitioning.NONE;
    }
    return own.count() > 0 ? own : new Partitioning(own.column(), DEFAULT_PARTITIONS);
  }

  private List<NewColumn> required(TableName name, List<NewColumn> columns) {
    for (NewColumn column : columns) {
      if (column.type().equals("SPARSEVECTOR") && !capabilities.sparseVectors()) {
        throw new ConnectException(
            "The column '"
                + column.name()
                + "' of table "
                + name
                + " can't be created: SPARSEVECTOR needs OceanBase 4.3.5 or later. Leave the field"
                + " out at the source, or create the column yourself with another type.");
      }
    }
    return columns;
  }
}
