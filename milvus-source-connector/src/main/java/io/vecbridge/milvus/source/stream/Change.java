// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.milvus.source.log.LogMessage;

/**
 * One change of a virtual channel.
 *
 * @param <R> the rows of an insert
 */
public sealed interface Change<R extends KeyedRows> {
  /** When it happened (TSO). */
  long timestamp();

  /** Where to go on when this change is out. */
  ChannelPosition after();

  /**
   * A row was inserted, or replaced by an upsert.
   *
   * @param update whether the same upsert deleted the key, which needs not have existed
   * @param rows the batch with the row, which is not copied
   * @param row the row's number in the batch
   * @param partition name of the partition
   */
  record RowWritten<R extends KeyedRows>(
      boolean update, R rows, int row, String partition, long timestamp, ChannelPosition after)
      implements Change<R> {
    /** The primary key: Long or String. */
    public Object key() {
      return rows.key(row);
    }
  }

  /**
   * A key was deleted, which needs not have existed.
   *
   * @param key Long or String
   * @param partition name of the partition, null for all of them
   */
  record RowDeleted<R extends KeyedRows>(
      Object key, String partition, long timestamp, ChannelPosition after) implements Change<R> {}

  /**
   * Something happened to the collection, after the changes before and before those that follow.
   */
  record Announced<R extends KeyedRows>(LogMessage.Announcement message, ChannelPosition after)
      implements Change<R> {
    @Override
    public long timestamp() {
      return message.timestamp();
    }
  }
}
