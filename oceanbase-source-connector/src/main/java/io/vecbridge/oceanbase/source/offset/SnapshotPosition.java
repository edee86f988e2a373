// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import java.util.List;

/**
 * The progress of a snapshot. Tables are read in the order of their names, so those before this one
 * are done; one that appears later has all of its rows in the binlog.
 *
 * @param table {@code database.table}; empty before the first
 * @param lastKey the row key (cursor) of the last emitted row; empty before the first
 */
public record SnapshotPosition(String table, List<Object> lastKey) {
  /** Before the first table. */
  public static final SnapshotPosition START = new SnapshotPosition("", List.of());
}
