// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.check;

import io.debezium.config.Field;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.oceanbase.OceanBaseCapabilities;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig.Check;
import io.vecbridge.oceanbase.sink.config.TableConfig;
import io.vecbridge.oceanbase.sink.table.ExistingKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the existing tables that the configuration names, by {@code table.mappings} or by its
 * {@code topics}; all others are checked before their first row.
 */
final class NamedTablesCheck {
  private static final Logger LOG = LoggerFactory.getLogger(NamedTablesCheck.class);

  private final OceanBaseSinkConfig config;

  NamedTablesCheck(OceanBaseSinkConfig config) {
    this.config = config;
  }

  List<Finding> findings(Connection connection, OceanBaseCapabilities server) throws SQLException {
    ExistingKeys keys = new ExistingKeys(connection, config, server.exactCollation());
    Map<TableName, Field> tables = new LinkedHashMap<>();
    for (String mapped : config.tables().names().mappings().values()) {
      int stop = mapped.indexOf('.');
      tables.put(
          new TableName(mapped.substring(0, stop), mapped.substring(stop + 1)),
          TableConfig.MAPPINGS);
    }
    for (String topic : config.topics()) {
      keys.tableOf(topic).ifPresent(table -> tables.putIfAbsent(table, TableConfig.NAME_FORMAT));
    }
    SideEffects.of(connection, List.copyOf(tables.keySet())).forEach(LOG::warn);
    if (!config.checks(Check.TABLE_KEY_COLLATION)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<TableName, Field> table : tables.entrySet()) {
      keys.findMerging(table.getKey())
          .ifPresent(message -> findings.add(Finding.of(table.getValue(), message)));
    }
    return findings;
  }
}
