// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.event;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;

/** The binlog of the tenant. For one thread; {@link #close} may be called by another. */
public interface Binlog extends AutoCloseable {
  /** Receives the events. */
  interface Handler {
    /** The next event; heartbeats too. */
    void handle(Event event) throws SQLException, InterruptedException;

    /** Whether it takes more events. */
    boolean isOpen();
  }

  /** All transactions that the binlog has, or had, now. */
  String executedGtids() throws SQLException;

  /**
   * Whether the binlog continues a set of transactions: it had all of them, and still has
   * everything that they lack. The binlog of another server, or of a new instance, has not.
   */
  boolean continues(String gtids) throws SQLException;

  /**
   * Reads all transactions that a set lacks, until the handler takes no more.
   *
   * @param maps keeps the table maps in force
   * @throws IOException if the server can't be reached, closes the connection or refuses it
   */
  void read(String gtids, Map<Long, TableMapEventData> maps, Handler handler)
      throws IOException, SQLException, InterruptedException;

  /** Ends a {@link #read}. */
  @Override
  void close();
}
