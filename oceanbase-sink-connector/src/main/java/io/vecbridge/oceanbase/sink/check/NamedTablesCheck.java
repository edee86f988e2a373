// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.check;

import io.vecbridge.common.oceanbase.OceanBaseCapabilities;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.config.PrecheckNames;
import io.vecbridge.oceanbase.sink.config.TableConfig;
import io.vecbridge.oceanbase.sink.table.ExistingKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at the tables that are there and that the configuration names, by {@code table.mappings} or
 * by its {@code topics}; all others are looked at before their first row.
 */
final class NamedTablesCheck {
  private final OceanBaseSinkConfig config;

  NamedTablesCheck(OceanBaseSinkConfig config) {
    this.config = config;
  }

  /** A sentence by the key that it concerns; empty if all is well. */
  Map<String, String> findings(Connection connection, OceanBaseCapabilities server)
      throws SQLException {
    if (!config.checks(PrecheckNames.TABLE_KEY)) {
      return Map.of();
    }
    ExistingKeys keys = new ExistingKeys(connection, config, server.exactCollation());
    for (String mapped : config.tables().names().mappings().values()) {
      Optional<String> finding = keys.findMerging(mapped);
      if (finding.isPresent()) {
        return Map.of(TableConfig.MAPPINGS, finding.get());
      }
    }
    for (String topic : config.topics()) {
      Optional<String> finding = keys.findMergingOfTopic(topic);
      if (finding.isPresent()) {
        return Map.of(TableConfig.NAME_FORMAT, finding.get());
      }
    }
    return Map.of();
  }
}
