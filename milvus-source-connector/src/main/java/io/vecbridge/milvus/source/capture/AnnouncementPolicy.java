// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.milvus.source.collection.KnownPartitions;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.config.ChangeLogOptions;
import io.vecbridge.milvus.source.config.ChangeLogOptions.UnloggedChangeMode;
import io.vecbridge.milvus.source.config.ChangeLogOptions.UnloggedRowsMode;
import io.vecbridge.milvus.source.log.LogMessage;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of changes that Milvus logs no rows for: drops of collections and partitions,
 * truncated collections, bulk imports, and what can't be read. None is ignored silently: each is
 * applied, or fails the task with a message, or is logged as a warning if the options say so.
 */
final class AnnouncementPolicy {
  private static final Logger LOG = LoggerFactory.getLogger(AnnouncementPolicy.class);

  /** By the numbers of {@code common.WALName}. */
  private static final Map<Long, String> QUEUES =
      Map.of(1L, "RocksMQ", 2L, "Pulsar", 3L, "Kafka", 4L, "Woodpecker");

  private final ChangeLogOptions options;
  private final boolean singlePartition;
  private final KnownPartitions partitions;

  /** What becomes of the rows that have been emitted. */
  enum Reaction {
    /** They stay, and none are added. */
    NONE,
    /** All of them are removed. */
    TRUNCATE,
    /** All of them are removed, and those that are left in Milvus are read. */
    TRUNCATE_AND_SNAPSHOT,
    /** Those that are in Milvus are read. */
    SNAPSHOT
  }

  /**
   * For one collection.
   *
   * @param singlePartition whether the collection's topic has one partition, so that a {@code t}
   *     keeps its place among the rows
   */
  AnnouncementPolicy(
      ChangeLogOptions options, boolean singlePartition, KnownPartitions partitions) {
    this.options = options;
    this.singlePartition = singlePartition;
    this.partitions = partitions;
  }

  /** A row of a partition is about to be emitted: the partition's drop leaves it in the target. */
  void row(long partitionId, long timestamp) {
    partitions.written(partitionId, timestamp);
  }

  /**
   * Decides about an announcement.
   *
   * @return what is to be done about the rows
   * @throws UnloggedChangeException if an operator has to decide
   */
  Reaction decide(MilvusCollection collection, LogMessage.Announcement announcement) {
    String name = collection.database() + "." + collection.name();
    if (announcement instanceof LogMessage.CollectionDropped) {
      failOrWarn(
          options.collectionDropMode() == UnloggedChangeMode.FAIL,
          "Collection " + name + " (id " + collection.id() + ") was dropped",
          "its rows stay in the target",
          "Delete them there if you don't need them, then set collection.drop.mode=ignore or remove"
              + " the collection's offset, and restart the task");
    } else if (announcement instanceof LogMessage.PartitionDropped dropped) {
      return dropped(name, dropped);
    } else if (announcement instanceof LogMessage.Imported imported) {
      imported.partitions().forEach(id -> partitions.written(id, imported.timestamp()));
      return snapshotOrFail(
          "Rows were bulk-imported into collection " + name,
          "Milvus doesn't log imported rows, so they are missing in the target");
    } else if (announcement instanceof LogMessage.Rewritten rewritten) {
      return snapshotOrFail(
          rewritten.what() + " in collection " + name,
          "Milvus doesn't log the new values, so the old ones stay in the target");
    } else if (announcement instanceof LogMessage.Truncated) {
      return truncated(name);
    } else if (announcement instanceof LogMessage.Encrypted) {
      throw new ConnectException(
          "The rows of collection "
              + name
              + " are encrypted in Milvus's log and can't be read. Exclude the collection"
              + " (collection.exclude.list), or set change.log.reader=none for snapshots only.");
    } else if (announcement instanceof LogMessage.LogMoved moved) {
      throw new UnloggedChangeException(
          "Milvus's message queue was switched from Kafka to "
              + QUEUES.getOrDefault(moved.queue(), "number " + moved.queue())
              + ": the changes of collection "
              + name
              + " from now on are not in Kafka. Set change.log.reader=auto, with which the connector"
              + " reads on through Milvus (2.6.20 and later), and restart the task.");
    }
    return Reaction.NONE;
  }

  private Reaction dropped(String name, LogMessage.PartitionDropped dropped) {
    if (partitions.wasGone(dropped.partitionId(), dropped.timestamp())) {
      LOG.info(
          "Partition {} of {} was dropped without rows, or Milvus repeats an earlier drop",
          dropped.partition(),
          name);
      return Reaction.NONE;
    }
    if (options.partitionDropMode() == UnloggedRowsMode.SNAPSHOT) {
      LOG.info(
          "Partition {} of {} was dropped: its rows are read again", dropped.partition(), name);
      partitions.dropped(dropped.partitionId());
      return Reaction.TRUNCATE_AND_SNAPSHOT;
    }
    failOrWarn(
        options.partitionDropMode() == UnloggedRowsMode.FAIL,
        "Partition " + dropped.partition() + " of collection " + name + " was dropped",
        "Milvus logs no deletes for its rows, so they stay in the target",
        "Delete them there, then set partition.drop.mode=ignore and restart the task");
    partitions.dropped(dropped.partitionId());
    return Reaction.NONE;
  }

  private Reaction truncated(String name) {
    if (singlePartition) {
      return Reaction.TRUNCATE;
    }
    failOrWarn(
        options.truncateMode() == UnloggedChangeMode.FAIL,
        "Collection " + name + " was truncated",
        "its topic is not known to have one partition, which a truncate event needs, so its rows"
            + " stay in the target",
        "Set topic.partitions=1 if it has one, or delete them there and set truncate.mode=ignore; then"
            + " restart the task");
    return Reaction.NONE;
  }

  private Reaction snapshotOrFail(String what, String consequence) {
    if (options.bulkImportMode() == UnloggedRowsMode.SNAPSHOT) {
      LOG.info("{}: a new snapshot is taken of it", what);
      return Reaction.SNAPSHOT;
    }
    failOrWarn(
        options.bulkImportMode() == UnloggedRowsMode.FAIL,
        what,
        consequence,
        "Set bulk.import.mode=snapshot, which takes a new snapshot of it, or bulk.import.mode=ignore,"
            + " and restart the task");
    return Reaction.NONE;
  }

  private static void failOrWarn(boolean fails, String what, String consequence, String advice) {
    if (fails) {
      throw new UnloggedChangeException(what + ": " + consequence + ". " + advice + ".");
    }
    LOG.warn("{}: {}.", what, consequence);
  }
}
