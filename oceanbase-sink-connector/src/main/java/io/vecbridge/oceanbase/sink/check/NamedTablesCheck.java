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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the existing tables that the configuration names, by {@code table.mappings} or by its
 * topics; all others are checked before their first row. If {@code topics.regex} alone is known,
 * the tables that it can reach are looked at as well, but for warnings only: most of them may have
 * no topic.
 */
final class NamedTablesCheck {
  private static final Logger LOG = LoggerFactory.getLogger(NamedTablesCheck.class);

  // Connect answers a validation within seconds.
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final OceanBaseSinkConfig config;

  NamedTablesCheck(OceanBaseSinkConfig config) {
    this.config = config;
  }

  /**
   * @param topics those of rows, as far as they are known
   */
  List<Finding> findings(Connection connection, OceanBaseCapabilities server, List<String> topics)
      throws SQLException {
    ExistingKeys keys = new ExistingKeys(connection, config, server.exactCollation());
    Map<TableName, Field> tables = new LinkedHashMap<>();
    for (String mapped : config.tables().names().mappings().values()) {
      int stop = mapped.indexOf('.');
      tables.put(
          new TableName(mapped.substring(0, stop), mapped.substring(stop + 1)),
          TableConfig.MAPPINGS);
    }
    for (String topic : topics) {
      keys.tableOf(topic).ifPresent(table -> tables.putIfAbsent(table, TableConfig.NAME_FORMAT));
    }
    Set<TableName> reachable = new LinkedHashSet<>(topics.isEmpty() ? keys.reachable() : List.of());
    reachable.removeAll(tables.keySet());
    List<TableName> all = new ArrayList<>(tables.keySet());
    all.addAll(reachable);
    SideEffects.of(connection, all).forEach(LOG::warn);
    if (!config.checks(Check.TABLE_KEY_COLLATION)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<TableName, Field> table : tables.entrySet()) {
      keys.findMerging(table.getKey())
          .ifPresent(message -> findings.add(Finding.of(table.getValue(), message)));
    }
    warn(keys, reachable);
    return findings;
  }

  private static void warn(ExistingKeys keys, Set<TableName> tables) throws SQLException {
    long began = System.nanoTime();
    for (TableName table : tables) {
      if (System.nanoTime() - began > LONGEST_NANOS) {
        return;
      }
      keys.findMerging(table)
          .ifPresent(message -> LOG.warn("topics.regex can bring rows for a table: {}", message));
    }
  }
}
