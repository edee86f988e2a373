// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.vecbridge.common.failure.RequestException.Failure;

/**
 * A channel has no record at a position any more (the broker's retention removed it), or does not
 * have it yet (the channel was re-created). The changes in between are lost to a reader of the log.
 */
public final class LogPositionGoneException extends ChangeLogException {
  private static final long serialVersionUID = 1L;

  /** The position that is not there, and the range that is. */
  public LogPositionGoneException(
      String pchannel, long position, long beginning, long end, Throwable cause) {
    super(Failure.FATAL, message(pchannel, position, beginning, end), cause);
  }

  private static String message(String pchannel, long position, long beginning, long end) {
    String why =
        position < beginning
            ? "the log's retention has removed it, and the changes up to there can no longer be"
                + " read. Keep the topic longer (retention.ms, retention.bytes)"
            : "the topic was re-created since the position was stored. Look into what happened to it";
    return "Channel \""
        + pchannel
        + "\": position "
        + position
        + " is not in the log: the earliest available is "
        + beginning
        + ", the end is "
        + end
        + "; "
        + why
        + ", and take a new snapshot: snapshot.mode=when_needed takes it automatically.";
  }
}
