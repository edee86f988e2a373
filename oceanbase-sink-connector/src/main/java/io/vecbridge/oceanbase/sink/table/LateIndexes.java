// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.oceanbase.sink.config.TableConfig;
import io.vecbridge.oceanbase.sink.config.VectorIndexConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The vector indexes of tables that a schema change event can't create, since its types aren't
 * Milvus's: their first row creates them. Until then the event waits, unless the table is going to
 * be created with all that the event asks for.
 */
final class LateIndexes {
  private final Connection connection;
  private final TableConfig config;
  private final TargetNames names;
  private final IndexBuilds builds;
  private final TableReader reader = new TableReader();

  LateIndexes(Connection connection, TableConfig config, TargetNames names, IndexBuilds builds) {
    this.connection = connection;
    this.config = config;
    this.names = names;
    this.builds = builds;
  }

  /** Begins to create those that a table lacks; returns whether nothing is left to do. */
  boolean complete(SourceTable source) throws SQLException {
    VectorIndexConfig options = config.layout().indexes();
    if (config.evolution() == SchemaEvolution.NONE
        || !options.createsAny()
        || source.columns().stream().noneMatch(NewIndex::isVector)) {
      return true;
    }
    // Whose the table is, its rows decide.
    TableName name = names.named(source.source());
    List<NewIndex> announced = NewIndex.announced(options, name, source);
    if (announced.isEmpty()) {
      return true;
    }
    if (builds.isUnderWay(connection, name, source)) {
      return false;
    }
    TableDefinition table = reader.read(connection, name);
    return table == null
        ? comesWith(announced, options, name, source)
        : builds.complete(connection, table, source);
  }

  /** Whether a table that a row creates has the indexes from the beginning. */
  private static boolean comesWith(
      List<NewIndex> announced, VectorIndexConfig options, TableName name, SourceTable source) {
    SourceTable row =
        new SourceTable(
            source.source(),
            source.columns(),
            source.key(),
            source.partitioning(),
            source.comment());
    return !options.defersAny() && NewIndex.announced(options, name, row).equals(announced);
  }
}
