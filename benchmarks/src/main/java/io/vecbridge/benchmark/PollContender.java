// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.oceanbase.source.table.Session;
import java.sql.SQLException;

/** A way to find a table's few changes between two SCNs; the changes themselves are not timed. */
abstract class PollContender implements Contender {
  private final String name;
  private final ChangedTable table;
  private final Session session;

  PollContender(String name, ChangedTable table, Session session) {
    this.name = name;
    this.table = table;
    this.session = session;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int rows() {
    return ChangedTable.UPDATES + ChangedTable.DELETES;
  }

  final ChangedTable table() {
    return table;
  }

  final Session session() {
    return session;
  }

  @Override
  public final double run() throws SQLException, InterruptedException {
    long low = session.currentScn();
    table.change();
    long high = session.currentScn();
    long began = System.nanoTime();
    int found = find(low, high);
    long took = System.nanoTime() - began;
    if (found != rows()) {
      throw new IllegalStateException(
          found + " changes of " + table.name() + " were found, " + rows() + " were made");
    }
    return found * 1e9 / took;
  }

  /** Reads all changes between two SCNs; returns their number. */
  abstract int find(long low, long high) throws SQLException, InterruptedException;
}
