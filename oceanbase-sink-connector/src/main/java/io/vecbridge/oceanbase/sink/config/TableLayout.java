// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Choice;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** How created tables are partitioned, stored and indexed. */
public record TableLayout(
    PartitionMode partitionMode, StoreFormat storeFormat, VectorIndexConfig indexes) {

  /** How tables with a partition key are created. */
  public enum PartitionMode implements Choice {
    /** Partitioned by KEY on the partition key, which becomes part of the primary key. */
    KEY,
    /** Not partitioned. */
    NONE
  }

  /** How created tables are stored. */
  public enum StoreFormat implements Choice {
    /** According to the tenant's default_table_store_format. */
    DEFAULT,
    ROW,
    COLUMN,
    /** Both by row and by column. */
    HYBRID
  }

  static final Field PARTITION_MODE =
      Choice.option("table.partition.mode", PartitionMode.KEY)
          .withDisplayName("Table partitioning")
          .withImportance(Importance.MEDIUM)
          .withDescription(
              "How tables of collections with a partition key are created: 'key' partitions them by"
                  + " KEY on that column, into the source's number of partitions, and adds the column"
                  + " to the primary key; 'none' doesn't partition them.");

  public static final Field STORE_FORMAT =
      Choice.option("table.store.format", StoreFormat.DEFAULT)
          .withDisplayName("Table store format")
          .withImportance(Importance.LOW)
          .withDescription(
              "How created tables are stored: by 'row', by 'column', 'hybrid' (both), or 'default',"
                  + " which leaves it to the tenant's default_table_store_format.");

  static TableLayout of(Configuration config) {
    return new TableLayout(
        Choice.of(PartitionMode.class, config, PARTITION_MODE),
        Choice.of(StoreFormat.class, config, STORE_FORMAT),
        VectorIndexConfig.of(config));
  }
}
