// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.debezium.relational.TableId;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.IDs;
import java.util.List;
import java.util.Set;
import milvus.proto.msg.Msg;

/**
 * The content of a record of the log. Timestamps are Milvus's own (TSO: milliseconds since 1970
 * shifted by 18 bits, then a logical part). Collections are distinguished by their ids: the names
 * in the log are those that a client used, aliases among them.
 *
 * <p>Source of the format: {@code msg.proto} of milvus-proto.
 */
public sealed interface LogMessage {
  /** Nothing that concerns the rows of a followed channel. */
  LogMessage OTHER = new Other();

  /** What happened to rows of one virtual channel. */
  sealed interface Rows extends LogMessage {
    /** The virtual channel. */
    String vchannel();

    /** Number of rows. */
    int rows();

    /**
     * When a row was written or deleted, by Milvus 2.3 to 2.5. The message's own timestamp is not
     * set by upserts. What the streaming service wrote has the time of its {@link Streamed}.
     */
    long timestamp(int row);
  }

  /**
   * Rows of one virtual channel and partition that were inserted. An upsert is one of these and a
   * {@link Deleted} with the same row timestamps.
   *
   * @param partition name of the partition
   */
  record Inserted(String vchannel, long collectionId, String partition, Msg.InsertRequest request)
      implements Rows {
    @Override
    public int rows() {
      return Math.toIntExact(request.getNumRows());
    }

    @Override
    public long timestamp(int row) {
      return request.getTimestamps(row);
    }
  }

  /**
   * Keys of one virtual channel that were deleted; a key needs not exist.
   *
   * @param partition name of the partition, null for a delete in all of them
   */
  record Deleted(String vchannel, long collectionId, String partition, Msg.DeleteRequest request)
      implements Rows {
    @Override
    public int rows() {
      return MessageDecoder.keys(request);
    }

    @Override
    public long timestamp(int row) {
      return request.getTimestamps(row);
    }

    /** A deleted key: Long or String. */
    public Object key(int row) {
      IDs keys = request.getPrimaryKeys();
      return switch (keys.getIdFieldCase()) {
        case INT_ID -> keys.getIntId().getData(row);
        case STR_ID -> keys.getStrId().getData(row);
        case IDFIELD_NOT_SET -> request.getInt64PrimaryKeys(row);
      };
    }
  }

  /** No row of this channel with a timestamp up to this one follows. */
  record TimeTick(long timestamp) implements LogMessage {}

  /** Something happened to a collection's rows that no row messages show. */
  sealed interface Announcement extends LogMessage {
    /** The collection. */
    long collectionId();

    /** When it happened. */
    long timestamp();

    /** The job of Milvus that does it; 0 if there is none. */
    default long job() {
      return 0;
    }
  }

  /**
   * A collection was dropped. It is announced again after a restart of Milvus, with a new
   * timestamp, and can be announced after a new collection of the same name has been created.
   */
  record CollectionDropped(long collectionId, String collection, long timestamp)
      implements Announcement {}

  /**
   * A partition was dropped with its rows. It is announced again after each restart of Milvus, with
   * a new timestamp, and perhaps after a new partition of the same name has been created: the id
   * distinguishes them.
   */
  record PartitionDropped(long collectionId, long partitionId, String partition, long timestamp)
      implements Announcement {}

  /**
   * Rows are bulk-imported from files. Queries show them some time after the job is complete.
   *
   * @param job the import
   * @param partitions ids of the partitions that can have rows of it, if the message has them
   */
  record Imported(long collectionId, long job, List<Long> partitions, long timestamp)
      implements Announcement {}

  /** A column of existing rows was filled, or rows were replaced, outside the log. */
  record Rewritten(long collectionId, String what, long timestamp) implements Announcement {}

  /** All rows of a virtual channel were removed, in a collection that continues. */
  record Truncated(long collectionId, long timestamp) implements Announcement {}

  /**
   * The schema of a collection has changed; rows of this channel that come later have the new one.
   *
   * @param schema the new one
   * @param dropped ids of fields that were dropped
   */
  record SchemaChanged(
      long collectionId, CollectionSchema schema, Set<Long> dropped, long timestamp)
      implements Announcement {}

  /**
   * A collection has another name, and perhaps another database; its id and its channels stay.
   *
   * @param database empty if it stays
   * @param name empty if it stays
   */
  record Renamed(long collectionId, String database, String name, long timestamp)
      implements Announcement {
    /** The name that a collection has after the change. */
    public TableId applyTo(TableId id) {
      return new TableId(
          database.isEmpty() ? id.catalog() : database, null, name.isEmpty() ? id.table() : name);
    }
  }

  /** The rows of a collection are encrypted. */
  record Encrypted(long collectionId, long timestamp) implements Announcement {}

  /**
   * The log continues in another message queue.
   *
   * @param queue a number of {@code common.WALName}
   */
  record LogMoved(long queue, long timestamp) implements Announcement {
    @Override
    public long collectionId() {
      return 0;
    }
  }

  /**
   * A message of the streaming service (Milvus 2.6 and later).
   *
   * @param timeTick when all of it happened, unless a transaction decides
   * @param vchannel its virtual channel; without meaning if it concerns the physical channel
   * @param transaction null if it is part of none
   */
  record Streamed(long timeTick, String vchannel, Transaction transaction, LogMessage content)
      implements LogMessage {}

  /**
   * A transaction on one virtual channel. Its rows happened when it was committed.
   *
   * @param keepAliveMillis how long after its last message it is abandoned; not positive for never
   */
  record Transaction(long id, long keepAliveMillis) {}

  /** What a message does to the transaction that it is part of, if it has no rows. */
  enum TransactionMark implements LogMessage {
    BEGIN,
    COMMIT,
    ROLLBACK
  }

  /** All open transactions of the physical channel are abandoned. */
  record TransactionsAborted() implements LogMessage {}

  /** A message of a followed channel whose type is unknown. */
  record Unknown(int type) implements LogMessage {}

  /** Nothing that concerns the rows of a followed channel. */
  record Other() implements LogMessage {}
}
