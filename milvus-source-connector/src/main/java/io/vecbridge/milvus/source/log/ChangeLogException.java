// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.vecbridge.common.failure.RequestException.Failure;
import org.apache.kafka.connect.errors.ConnectException;

/** The change log can't be read. The message says which part of it, why, and what to do. */
public class ChangeLogException extends ConnectException {
  private static final long serialVersionUID = 1L;

  private final Failure failure;

  /** Created by the classes that know the log; the cause may be null. */
  public ChangeLogException(Failure failure, String message, Throwable cause) {
    super(message, cause);
    this.failure = failure;
  }

  /** RETRY if the same call can succeed later, FATAL if an operator has to act. */
  public Failure failure() {
    return failure;
  }

  /**
   * A channel no longer has the record at a position (the broker's retention removed it), or does
   * not have it yet (the channel was re-created). The changes in between are lost to a reader of
   * the log.
   */
  public static final class PositionGone extends ChangeLogException {
    private static final long serialVersionUID = 1L;

    /** The position that is not there, and the range that is. */
    public PositionGone(String pchannel, long position, long beginning, long end, Throwable cause) {
      super(Failure.FATAL, message(pchannel, position, beginning, end), cause);
    }

    /**
     * Milvus no longer returns the message at a position, and what came after it may be gone too.
     *
     * @param why with what to do about it
     */
    public PositionGone(String pchannel, LogPosition position, String why, Throwable cause) {
      super(
          Failure.FATAL,
          "Channel \""
              + pchannel
              + "\": reading can't resume at position "
              + position
              + ": "
              + why
              + ", and take a new snapshot: snapshot.mode=when_needed takes it automatically.",
          cause);
    }

    private static String message(String pchannel, long position, long beginning, long end) {
      String why =
          position < beginning
              ? "the log's retention has removed it, and the changes up to there can no longer be"
                  + " read. Increase the topic's retention (retention.ms, retention.bytes)"
              : "the topic was re-created since the position was stored. Find out what happened to"
                  + " it";
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
}
