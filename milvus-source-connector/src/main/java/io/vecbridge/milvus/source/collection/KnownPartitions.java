// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import io.vecbridge.milvus.source.log.LogMessage;
import java.util.HashSet;
import java.util.Set;

/**
 * The partitions of a collection that can have rows in the target: those that it had when they were
 * listed, and those that rows were written to since. They distinguish the drop of a partition from
 * its repetition: Milvus logs every drop again after each of its restarts, with a new timestamp.
 * Ids can't, since Milvus hands them out from blocks that are older than the partition.
 */
public final class KnownPartitions {
  private final Set<Long> ids;
  private final long asOf;

  /**
   * Partitions as they were listed.
   *
   * @param asOf a timestamp (TSO) before they were listed
   */
  public KnownPartitions(Set<Long> ids, long asOf) {
    this.ids = new HashSet<>(ids);
    this.asOf = asOf;
  }

  /** A timestamp before the partitions were listed. */
  public long asOf() {
    return asOf;
  }

  /** A row of a partition was emitted. */
  public void written(long partitionId, long timestamp) {
    if (timestamp > asOf) {
      ids.add(partitionId);
    }
  }

  /**
   * Whether a drop is the repetition of one that was logged before these partitions were listed, or
   * that of a partition without rows. A drop that was itself logged before is no repetition: it may
   * have been missed.
   */
  public boolean wasGone(LogMessage.PartitionDropped dropped) {
    return dropped.timestamp() > asOf && !ids.contains(dropped.partitionId());
  }

  /** Adds partitions that were listed later. */
  public void add(KnownPartitions later) {
    ids.addAll(later.ids);
  }

  /** A drop was dealt with: from now on it can only be repeated. */
  public void dropped(long partitionId) {
    ids.remove(partitionId);
  }
}
