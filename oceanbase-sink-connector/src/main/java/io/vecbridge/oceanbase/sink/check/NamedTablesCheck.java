// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.check;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.oceanbase.OceanBaseCapabilities;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig.Check;
import io.vecbridge.oceanbase.sink.config.TableConfig;
import io.vecbridge.oceanbase.sink.table.ExistingKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the existing tables that the configuration names, by {@code table.mappings} or by its
 * {@code topics}; all others are checked before their first row.
 */
final class NamedTablesCheck {
  private final OceanBaseSinkConfig config;

  NamedTablesCheck(OceanBaseSinkConfig config) {
    this.config = config;
  }

  List<Finding> findings(Connection connection, OceanBaseCapabilities server) throws SQLException {
    if (!config.checks(Check.TABLE_KEY_COLLATION)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    ExistingKeys keys = new ExistingKeys(connection, config, server.exactCollation());
    for (String mapped : config.tables().names().mappings().values()) {
      keys.findMerging(mapped)
          .ifPresent(message -> findings.add(Finding.of(TableConfig.MAPPINGS, message)));
    }
    for (String topic : config.topics()) {
      keys.findMergingOfTopic(topic)
          .ifPresent(message -> findings.add(Finding.of(TableConfig.NAME_FORMAT, message)));
    }
    return findings;
  }
}
