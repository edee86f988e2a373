// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Checks the keys of existing tables before the first record arrives. */
public final class ExistingKeys {
  private final Connection connection;
  private final TargetNames names;
  private final TableReader reader;
  private final TableCheck check;

  /**
   * @param exactCollation whether the server has a collation that merges nothing
   */
  public ExistingKeys(Connection connection, OceanBaseSinkConfig config, boolean exactCollation) {
    this.connection = connection;
    this.names = new TargetNames(config.tables(), config.connection().database());
    this.reader = new TableReader();
    this.check = new TableCheck(config::checks, exactCollation);
  }

  /** The error message for a table's key that treats different keys as equal. */
  public Optional<String> findMerging(String table) throws SQLException {
    int stop = table.indexOf('.');
    return findMerging(new TableName(table.substring(0, stop), table.substring(stop + 1)));
  }

  /** The same for the table that the rows of a topic go to. */
  public Optional<String> findMergingOfTopic(String topic) throws SQLException {
    return findMerging(names.of(SourceName.ofTopic(topic)));
  }

  private Optional<String> findMerging(TableName name) throws SQLException {
    TableDefinition table = reader.read(connection, name);
    return table == null ? Optional.empty() : check.findMergingKey(table);
  }
}
