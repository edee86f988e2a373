// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

/** How tables with a partition key are created. */
public enum PartitionMode {
  /** Partitioned by KEY on the partition key, which becomes part of the primary key. */
  KEY,
  /** Not partitioned. */
  NONE
}
