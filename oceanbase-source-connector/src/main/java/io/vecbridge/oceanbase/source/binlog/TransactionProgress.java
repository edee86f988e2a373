// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import com.github.shyiko.mysql.binlog.GtidSet;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;

/**
 * How far the binlog is out, change by change.
 *
 * <p>The one home of the rule by which a restart neither loses nor repeats a change: the server
 * sends every transaction that is not wholly out from its beginning, and the changes of it that are
 * out already are counted off. Only changes count, in the order in which the transaction has them,
 * so neither the server's heartbeats, nor how rows are put into events, nor the file that they are
 * in can shift the count, and another server of the same transactions serves as well.
 *
 * <p>A transaction is out when its end was read. One without an end of its own (a definition that
 * changed) is out when the next begins.
 */
final class TransactionProgress {
  private final GtidSet out;
  private String outText;
  private String partly;
  private long partlyOut;
  private String current = "";
  private long seen;
  private long skip;

  /** From a stored position on. */
  TransactionProgress(BinlogPosition position) {
    this.out = new GtidSet(position.gtids());
    this.outText = out.toString();
    this.partly = position.gtid();
    this.partlyOut = position.changes();
  }

  /** A transaction begins. */
  void begin(String gtid) {
    end();
    current = gtid;
    seen = 0;
    skip = gtid.equals(partly) ? partlyOut : 0;
  }

  /**
   * The next change of the transaction.
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
      if (current.equals(partly)) {
        partly = "";
        partlyOut = 0;
      }
      current = "";
      seen = 0;
      skip = 0;
    }
  }

  /** The connection is lost: the transaction will come again from its beginning. */
  void interrupt() {
    if (isPartlyOut()) {
      partly = current;
      partlyOut = Math.max(seen, skip);
    }
    current = "";
    seen = 0;
    skip = 0;
  }

  /** Transactions that are wholly out. */
  String gtids() {
    return outText;
  }

  /** The transaction that is partly out, or an empty text. */
  String gtid() {
    return isPartlyOut() ? current : partly;
  }

  /** How many changes of it are out. */
  long changes() {
    return isPartlyOut() ? Math.max(seen, skip) : partlyOut;
  }

  private boolean isPartlyOut() {
    return !current.isEmpty() && (seen > 0 || skip > 0);
  }
}
