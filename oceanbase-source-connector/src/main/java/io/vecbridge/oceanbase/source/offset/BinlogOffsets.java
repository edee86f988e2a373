// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** Offsets of a binlog that an operator sets over Connect's REST interface. */
public final class BinlogOffsets {
  private BinlogOffsets() {}

  /** Whether a source partition is that of a binlog. */
  public static boolean isPartition(Map<String, ?> partition) {
    return partition != null && partition.keySet().equals(Set.of(BinlogPartition.SERVER));
  }

  /**
   * Checks an offset.
   *
   * @throws ConnectException that names the entry that can't be
   */
  public static void check(Map<String, ?> offset) {
    BinlogPosition.of(offset);
  }
}
