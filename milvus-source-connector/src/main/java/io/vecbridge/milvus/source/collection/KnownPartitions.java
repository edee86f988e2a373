// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * The partitions of a collection that can have rows in the target: those that it had when they were
 * listed, and those that rows were written to since. They distinguish the drop of a partition from
 * its repetition: Milvus logs every drop again after each of its restarts, with a new timestamp.
 * Ids can't, since Milvus hands them out from blocks that are older than the partition. They are
 * stored with the position on the log, so that a start knows which partitions there were at that
 * position, and not those that are left after a stop.
 */
public final class KnownPartitions {
  private final NavigableSet<Long> ids;
  private final long asOf;
  private String text;

  /**
   * Partitions as they were listed.
   *
   * @param asOf a timestamp (TSO) before they were listed
   */
  public KnownPartitions(Set<Long> ids, long asOf) {
    this.ids = new TreeSet<>(ids);
    this.asOf = asOf;
  }

  /**
   * Partitions as they were stored with a position on the log.
   *
   * @param text from {@link #text()}
   * @throws NumberFormatException if the text is another one
   */
  public static KnownPartitions stored(String text) {
    Set<Long> ids = new HashSet<>();
    long id = 0;
    for (String step : text.isEmpty() ? new String[0] : text.split(",")) {
      id += Long.parseLong(step);
      ids.add(id);
    }
    return new KnownPartitions(ids, 0);
  }

  /**
   * The ids in ascending order, each but the first as the difference from the one before it: those
   * of thousands of partitions are stored with every offset.
   */
  public String text() {
    if (text == null) {
      StringJoiner steps = new StringJoiner(",");
      long before = 0;
      for (long id : ids) {
        steps.add(Long.toString(id - before));
        before = id;
      }
      text = steps.toString();
    }
    return text;
  }

  /** A timestamp before the partitions were listed. */
  public long asOf() {
    return asOf;
  }

  /** A row of a partition was emitted. */
  public void written(long partitionId, long timestamp) {
    if (timestamp > asOf && ids.add(partitionId)) {
      text = null;
    }
  }

  /**
   * Whether a drop is the repetition of one that was logged before these partitions were listed, or
   * that of a partition without rows. A drop that was itself logged before is no repetition: it may
   * have been missed.
   */
  public boolean wasGone(long id, long timestamp) {
    return timestamp > asOf && !ids.contains(id);
  }

  /** Adds partitions that were listed later. */
  public void add(KnownPartitions later) {
    ids.addAll(later.ids);
    text = null;
  }

  /** A drop was dealt with: from now on it can only be repeated. */
  public void dropped(long partitionId) {
    ids.remove(partitionId);
    text = null;
  }
}
