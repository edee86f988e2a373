// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.check;

import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.source.config.Finding;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.config.PrecheckNames;
import io.vecbridge.oceanbase.source.config.TableOptions;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import java.util.List;
import java.util.Optional;

/**
 * Tables that are partitioned by a further column of their primary key, as the sink makes them for
 * collections with a partition key, need {@code message.key.columns}: otherwise the delete and the
 * insert of a row whose partition key changed travel under two keys, in two Kafka partitions.
 */
record PartitionKeyCheck(OceanBaseSourceConfig config) {
  Optional<Finding> find(List<TableDefinition> tables) {
    if (config.prechecks().skips(PrecheckNames.PARTITION_KEYS)) {
      return Optional.empty();
    }
    for (TableDefinition table : tables) {
      if (isPartitionedByFurtherColumn(table)
          && config.tables().messageKeyOf(CapturedTables.id(table.name())).isEmpty()) {
        return Precheck.finding(
            TableOptions.MESSAGE_KEY_COLUMNS_NAME,
            "Table "
                + table.name()
                + " is partitioned by "
                + table.partitioning().column()
                + ", a further column of its primary key "
                + table.primaryKey()
                + ". Name the columns that identify a row without it, such as "
                + table.name()
                + ":"
                + table.primaryKey().get(0),
            PrecheckNames.PARTITION_KEYS);
      }
    }
    return Optional.empty();
  }

  private static boolean isPartitionedByFurtherColumn(TableDefinition table) {
    return table.partitioning() != null
        && "KEY".equals(table.partitioning().method())
        && table.partitioning().column() != null
        && table.primaryKey().indexOf(table.partitioning().column()) > 0;
  }
}
