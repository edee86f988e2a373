// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.row.RowBatch;

/** One change of a virtual channel. */
public sealed interface Change {
  /** When it happened (TSO). */
  long timestamp();

  /** Where to resume once this change has been emitted. */
  ChannelPosition after();

  /**
   * A row was inserted, or replaced by an upsert.
   *
   * @param update whether the same upsert deleted the key, which need not have existed
   * @param rows the batch with the row, which is not copied
   * @param row the row's number in the batch
   * @param insert the message with the row
   */
  record RowWritten(
      boolean update,
      RowBatch rows,
      int row,
      LogMessage.Inserted insert,
      long timestamp,
      ChannelPosition after)
      implements Change {
    /** Name of the partition. */
    public String partition() {
      return insert.partition();
    }

    /** Id of the partition. */
    public long partitionId() {
      return insert.request().getPartitionID();
    }
  }

  /**
   * A key was deleted, which need not have existed.
   *
   * @param key Long or String
   * @param partition name of the partition, null for all of them
   */
  record RowDeleted(Object key, String partition, long timestamp, ChannelPosition after)
      implements Change {}

  /**
   * Something happened to the collection, after the changes before and before those that follow.
   */
  record Announced(LogMessage.Announcement message, ChannelPosition after) implements Change {
    @Override
    public long timestamp() {
      return message.timestamp();
    }
  }
}
