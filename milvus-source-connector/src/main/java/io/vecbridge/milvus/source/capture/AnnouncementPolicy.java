// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.milvus.source.collection.KnownPartitions;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.config.ChangeLogOptions;
import io.vecbridge.milvus.source.config.ChangeLogOptions.UnloggedChangeMode;
import io.vecbridge.milvus.source.log.LogMessage;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of changes that Milvus logs no rows for: drops of collections and partitions, and
 * bulk imports. None is ignored silently: each fails the task with a message, or is logged as a
 * warning if the options say so.
 */
final class AnnouncementPolicy {
  private static final Logger LOG = LoggerFactory.getLogger(AnnouncementPolicy.class);

  private final ChangeLogOptions options;
  private final KnownPartitions partitions;

  AnnouncementPolicy(ChangeLogOptions options, KnownPartitions partitions) {
    this.options = options;
    this.partitions = partitions;
  }

  /** A row of a partition was emitted: the partition's drop leaves it in the target. */
  void rowEmitted(long partitionId, long timestamp) {
    partitions.written(partitionId, timestamp);
  }

  /**
   * Decides about an announcement.
   *
   * @return whether the collection is gone
   * @throws ConnectException if an operator has to decide
   */
  boolean endsCapture(MilvusCollection collection, LogMessage.Announcement announcement) {
    String name = collection.database() + "." + collection.name();
    if (announcement instanceof LogMessage.CollectionDropped) {
      failOrWarn(
          options.collectionDropMode(),
          "Collection " + name + " (id " + collection.id() + ") was dropped",
          "its rows stay in the target",
          "Delete them there if you don't need them, then set collection.drop.mode=ignore or remove"
              + " the collection's offset, and restart the task");
      return true;
    }
    if (announcement instanceof LogMessage.PartitionDropped dropped) {
      if (partitions.wasGone(dropped)) {
        LOG.info(
            "Partition {} of {} was dropped without rows, or Milvus repeats an earlier drop",
            dropped.partition(),
            name);
        return false;
      }
      failOrWarn(
          options.partitionDropMode(),
          "Partition " + dropped.partition() + " of collection " + name + " was dropped",
          "Milvus logs no deletes for its rows, so they stay in the target",
          "Delete them there, then set partition.drop.mode=ignore and restart the task");
      partitions.dropped(dropped.partitionId());
    } else if (announcement instanceof LogMessage.Imported) {
      failOrWarn(
          options.bulkImportMode(),
          "Rows were bulk-imported into collection " + name,
          "Milvus doesn't log imported rows, so they are missing in the target",
          "Set bulk.import.mode=ignore, or remove the collection's offset, which takes a new"
              + " snapshot of it");
    }
    return false;
  }

  private static void failOrWarn(
      UnloggedChangeMode mode, String what, String consequence, String advice) {
    switch (mode) {
      case FAIL -> throw new ConnectException(what + ": " + consequence + ". " + advice + ".");
      case IGNORE -> LOG.warn("{}: {}.", what, consequence);
    }
  }
}
