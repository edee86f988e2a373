// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import com.github.shyiko.mysql.binlog.GtidSet;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.PartialTransaction;

/**
 * How far the binlog has been emitted, change by change.
 *
 * <p>Guarantees that a restart neither loses nor repeats a change: the server sends every
 * transaction that has not been emitted completely from its beginning, and its row images that have
 * already been emitted are counted off: an inserted or deleted row has one, an updated row two. All
 * of them count, those of tables that are not captured too, so neither the server's heartbeats, nor
 * how rows are put into events, nor other lists of tables or record keys can shift the count, and
 * another server with the same transactions works as well.
 *
 * <p>A transaction is complete when its end has been read. One without an end of its own is
 * complete when the next begins.
 */
final class TransactionProgress {
  private final GtidSet out;
  private String outText;
  private PartialTransaction partial;
  private String current = "";
  private long seen;
  private long skip;

  /** From a stored position on. */
  TransactionProgress(BinlogPosition position) {
    this.out = new GtidSet(position.gtids());
    this.outText = out.toString();
    this.partial = position.partial();
  }

  /** A transaction begins. */
  void begin(String gtid) {
    end();
    current = gtid;
    seen = 0;
    skip = gtid.equals(partial.gtid()) ? partial.images() : 0;
  }

  /**
   * The next row image of the transaction.
   *
   * @return whether it is still to be sent; then its record's position is the one after this call
   */
  boolean next() {
    seen++;
    return seen > skip;
  }

  /** The transaction ends. */
  void end() {
    if (!current.isEmpty()) {
      out.add(current);
      outText = out.toString();
      if (current.equals(partial.gtid())) {
        partial = PartialTransaction.NONE;
      }
      current = "";
      seen = 0;
      skip = 0;
    }
  }

  /** The connection is lost: the transaction will come again from its beginning. */
  void interrupt() {
    partial = partial();
    current = "";
    seen = 0;
    skip = 0;
  }

  /** The transaction that is being read, or an empty text. */
  String current() {
    return current;
  }

  /** Transactions that have been emitted completely. */
  String gtids() {
    return outText;
  }

  /** The transaction that has been emitted in part. */
  PartialTransaction partial() {
    long images = Math.max(seen, skip);
    return current.isEmpty() || images == 0 ? partial : new PartialTransaction(current, images);
  }
}
