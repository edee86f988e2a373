// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.offset;

import io.vecbridge.common.source.offset.NamedPartition;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Checks offsets that an operator sets over the REST interface: what the task couldn't read, or
 * would never use, is refused. An offset of null removes the stored one: the collection is captured
 * from the beginning.
 */
public final class AlteredOffsets {
  private static final Set<String> PARTITION =
      Set.of(NamedPartition.SERVER, NamedPartition.DATABASE, NamedPartition.COLLECTION);

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
    if (CapturedCollections.partition(topicPrefix).equals(partition)) {
      CapturedCollections.read(offset);
      return;
    }
    if (partition == null
        || !partition.keySet().equals(PARTITION)
        || !partition.values().stream().allMatch(String.class::isInstance)) {
      throw new ConnectException(
          "Partition "
              + partition
              + " must have exactly the strings server, database and"
              + " collection.");
    }
    if (!partition.get(NamedPartition.SERVER).equals(topicPrefix)) {
      throw new ConnectException(
          "Partition " + partition + ": its server must be the topic.prefix, " + topicPrefix + ".");
    }
    if (offset != null) {
      checkPositions(partition, StoredOffset.of(offset));
    }
  }

  private static void checkPositions(Map<String, ?> partition, StoredOffset offset) {
    offset
        .positions()
        .forEach(
            (channel, position) -> {
              if (position.position() < 0 || position.timestamp() < 0 || position.events() < 0) {
                throw new ConnectException(
                    "Partition "
                        + partition
                        + ", channel "
                        + channel
                        + ": numbers must not be"
                        + " negative.");
              }
            });
    if (offset.lastKey() != null
        && !(offset.lastKey() instanceof Long)
        && !(offset.lastKey() instanceof String)) {
      throw new ConnectException(
          "Partition "
              + partition
              + ": "
              + StoredOffset.LAST_KEY
              + " must be a number or a string.");
    }
  }
}
