// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import io.vecbridge.common.source.offset.NamedPartition;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** Offsets that an operator sets over Connect's REST interface: nonsense is refused. */
public final class AlteredOffsets {
  private static final Set<String> PARTITION =
      Set.of(NamedPartition.SERVER, NamedPartition.DATABASE, NamedPartition.TABLE);

  private AlteredOffsets() {}

  /**
   * Checks all of them.
   *
   * @param topicPrefix the connector's own
   * @throws ConnectException that names the partition and what is wrong with it
   */
  public static void check(String topicPrefix, Map<Map<String, ?>, Map<String, ?>> offsets) {
    offsets.forEach((partition, offset) -> check(topicPrefix, partition, offset));
  }

  private static void check(String topicPrefix, Map<String, ?> partition, Map<String, ?> offset) {
    boolean binlog = partition != null && partition.keySet().equals(Set.of(BinlogPartition.SERVER));
    if (partition == null
        || !(binlog || partition.keySet().equals(PARTITION))
        || !partition.values().stream().allMatch(String.class::isInstance)) {
      throw new ConnectException(
          "Partition "
              + partition
              + " must have exactly the strings server, database and table, or only server with"
              + " capture.mode=binlog.");
    }
    if (!partition.get(NamedPartition.SERVER).equals(topicPrefix)) {
      throw new ConnectException(
          "Partition " + partition + ": its server must be the topic.prefix, " + topicPrefix + ".");
    }
    if (offset != null) {
      try {
        if (binlog) {
          BinlogPosition.of(offset);
        } else {
          StoredOffset.of(offset);
        }
      } catch (ConnectException e) {
        throw new ConnectException("Partition " + partition + ": " + e.getMessage(), e);
      }
    }
  }
}
