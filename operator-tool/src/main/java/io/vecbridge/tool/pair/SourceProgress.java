// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

import java.time.Duration;
import java.time.Instant;

/**
 * How far a source has come with a collection or table, by its committed offset.
 *
 * @param phase what it does
 * @param upTo every change up to this time of the source database has been sent
 * @param at the same as a time of day
 */
public record SourceProgress(Phase phase, long upTo, Instant at) {
  /** What the source does with a collection or table. */
  public enum Phase {
    SNAPSHOT,
    STREAMING,
    /** The collection was dropped, and the options say to ignore it. */
    DROPPED
  }

  /** Whether everything that was written up to a time of the source database has been sent. */
  public boolean isPast(long time) {
    return phase == Phase.STREAMING && upTo >= time;
  }

  /** How far the sent changes are behind a time of day; zero if they aren't. */
  public Duration behind(Instant now) {
    return at.isBefore(now) ? Duration.between(at, now) : Duration.ZERO;
  }
}
