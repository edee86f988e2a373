// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.metrics;

import java.util.Locale;
import java.util.function.LongSupplier;

/** What a table is at; read over JMX by its getters' names. */
public final class TableStatus {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Phase phase;
  private final long scn;
  private final long polls;
  private final LongSupplier epochMillis;

  /** What is done with a table. */
  public enum Phase {
    /** It waits for its turn to be opened, or for the snapshots of other tables. */
    QUEUED,
    /** Its snapshot is read. */
    SNAPSHOT,
    /** Its changes are followed. */
    STREAMING,
    /** Nothing is left to do, such as with {@code snapshot.mode=initial_only}. */
    ENDED,
    /** It can't be captured at present, and is tried again. */
    FAILED
  }

  TableStatus(Phase phase, long scn, long polls, LongSupplier epochMillis) {
    this.phase = phase;
    this.scn = scn;
    this.polls = polls;
    this.epochMillis = epochMillis;
  }

  /** {@link Phase} in lower case. */
  public String getPhase() {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The SCN of the snapshot, or the one up to which all changes have been emitted; 0 if it isn't
   * known.
   */
  public long getScn() {
    return scn;
  }

  /**
   * How long ago the SCN was, by the worker's clock: the position is lost once the tenant keeps
   * less history (undo_retention). -1 if it isn't known.
   */
  public long getPositionAgeMillis() {
    return scn == 0 ? -1 : Math.max(0, epochMillis.getAsLong() - scn / NANOS_PER_MILLI);
  }

  /** Polls that were begun since the table was opened. */
  public long getPolls() {
    return polls;
  }
}
