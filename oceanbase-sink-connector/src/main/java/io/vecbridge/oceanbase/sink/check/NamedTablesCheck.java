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
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

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
      merging(keys, topic)
          .ifPresent(message -> findings.add(Finding.of(TableConfig.NAME_FORMAT, message)));
    }
    return findings;
  }

  /** A topic's name need not denote a table: its records can name others, or define tables. */
  private static Optional<String> merging(ExistingKeys keys, String topic) throws SQLException {
    try {
      return keys.findMergingOfTopic(topic);
    } catch (ConnectException e) {
      return Optional.empty();
    }
  }
}
