// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import io.vecbridge.tool.pair.ObjectPair;
import io.vecbridge.tool.verify.TableResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A line for each collection whose comparison has ended. */
final class ProgressLines implements ProgressDisplay {
  private final PrintWriter out;
  private int all;
  private int ended;

  ProgressLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void found(List<ObjectPair> pairs) {
    all = pairs.size();
  }

  @Override
  public void began(ObjectPair pair, long rows, long compared) {
    // The end is shown.
  }

  @Override
  public void compared(ObjectPair pair, long rows) {
    // The end is shown.
  }

  @Override
  public synchronized void ended(TableResult result) {
    ended++;
    out.printf(
        Locale.ROOT,
        "%d of %d  %s: %s, %,d rows in %.1f s%n",
        ended,
        all,
        result.names().source(),
        result.outcome().text(),
        result.state().counts().sourceRows(),
        result.seconds());
    out.flush();
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
