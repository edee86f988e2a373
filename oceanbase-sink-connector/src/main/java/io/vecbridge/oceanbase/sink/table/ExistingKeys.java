// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/** Checks the keys of existing tables before the first record arrives. */
public final class ExistingKeys {
  private final Connection connection;
  private final OceanBaseSinkConfig config;
  private final TargetNames names;
  private final TableReader reader;
  private final TableCheck check;

  /**
   * @param exactCollation whether the server has a collation that merges nothing
   */
  public ExistingKeys(Connection connection, OceanBaseSinkConfig config, boolean exactCollation) {
    this.connection = connection;
    this.config = config;
    this.names = new TargetNames(config.tables(), config.connection().database());
    this.reader = new TableReader();
    this.check = new TableCheck(config::checks, exactCollation);
  }

  /**
   * The table that the rows of a topic go to, if its name denotes one: its records can name other
   * tables, or define them.
   */
  public Optional<TableName> tableOf(String topic) {
    try {
      return Optional.of(names.named(SourceName.ofTopic(topic)));
    } catch (ConnectException e) {
      return Optional.empty();
    }
  }

  /** The tables that {@code topics.regex} can bring rows for, if it can be told by their names. */
  public List<TableName> reachable() throws SQLException {
    return config.tables().areNamedAsTheirCollections()
        ? reader.tables(connection).stream()
            .filter(table -> config.expandsTo(table.database(), table.table()))
            .toList()
        : List.of();
  }

  /** The error message for a table's key that treats different keys as equal. */
  public Optional<String> findMerging(TableName name) throws SQLException {
    TableDefinition table = reader.read(connection, name);
    return table == null ? Optional.empty() : check.findMergingKey(table);
  }
}
