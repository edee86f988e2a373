// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import io.vecbridge.milvus.source.log.LogMessage;
import java.util.Set;

/**
 * The partitions that a collection had at a time, to tell a drop from its repetition: Milvus logs
 * every drop of a partition again after each of its restarts, with a new timestamp.
 *
 * @param ids of the partitions; Milvus makes ids from its clock, as it makes timestamps
 * @param asOf a timestamp (TSO) before they were listed
 */
public record KnownPartitions(Set<Long> ids, long asOf) {
  /**
   * Whether a drop is the repetition of one that was logged before these partitions were listed. A
   * drop that was itself logged before is none: it may have been missed.
   */
  public boolean wasGone(LogMessage.PartitionDropped dropped) {
    boolean young = dropped.partitionId() > asOf;
    return dropped.timestamp() > asOf && !young && !ids.contains(dropped.partitionId());
  }
}
