// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.page;

import io.vecbridge.common.oceanbase.TableName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The partitions that are read at the two SCNs of a poll, since the server refuses to read a
 * partition as of an SCN before its creation. An empty list stands for all partitions.
 *
 * @param atLow the partitions that existed at the lower SCN, or that of a snapshot
 * @param atHigh the partitions that existed at the upper SCN
 */
public record ReadPartitions(List<String> atLow, List<String> atHigh) {
  /** Every partition at both SCNs. */
  public static final ReadPartitions ALL = new ReadPartitions(List.of(), List.of());

  /** Keeps its own copies. */
  public ReadPartitions {
    atLow = List.copyOf(atLow);
    atHigh = List.copyOf(atHigh);
  }

  /** What follows the table's name in a query. */
  static String clause(List<String> partitions) {
    return partitions.isEmpty()
        ? ""
        : partitions.stream()
            .map(TableName::quote)
            .collect(Collectors.joining(", ", " PARTITION (", ")"));
  }
}
