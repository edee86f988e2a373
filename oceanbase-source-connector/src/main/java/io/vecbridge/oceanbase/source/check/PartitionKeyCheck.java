// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.check;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig.Check;
import io.vecbridge.oceanbase.source.config.TableOptions;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import java.util.List;

/**
 * Tables that are partitioned by a further column of their primary key, as the sink creates them
 * for collections with a partition key, need {@code message.key.columns}: otherwise the delete and
 * the insert of a row whose partition key changed are sent under two keys, in two Kafka partitions.
 */
record PartitionKeyCheck(OceanBaseSourceConfig config) {
  List<Finding> findings(List<TableDefinition> tables) {
    if (config.prechecks().skips(Check.MESSAGE_KEY_OF_PARTITIONED_TABLES)) {
      return List.of();
    }
    return tables.stream()
        .filter(PartitionKeyCheck::isPartitionedByFurtherColumn)
        .filter(t -> config.tables().messageKeyOf(CapturedTables.id(t.name())).isEmpty())
        .map(PartitionKeyCheck::finding)
        .toList();
  }

  private static Finding finding(TableDefinition table) {
    return Prechecks.finding(
        TableOptions.MESSAGE_KEY_COLUMNS,
        "Table "
            + table.name()
            + " is partitioned by "
            + table.partitioning().column()
            + ", a further column of its primary key "
            + table.primaryKey()
            + ". Name the columns that identify a row without it, such as "
            + table.name()
            + ":"
            + table.primaryKey().get(0)
            + ".",
        Check.MESSAGE_KEY_OF_PARTITIONED_TABLES);
  }

  private static boolean isPartitionedByFurtherColumn(TableDefinition table) {
    return table.partitioning() != null
        && "KEY".equals(table.partitioning().method())
        && table.partitioning().column() != null
        && table.primaryKey().indexOf(table.partitioning().column()) > 0;
  }
}
