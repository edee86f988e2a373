// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.milvus.source.log.ChangeLogException;
import io.vecbridge.milvus.source.log.LogPosition;

/** The log is not what its ticks, or a position in it, promise. */
public final class LogMismatchException extends ChangeLogException {
  private static final long serialVersionUID = 1L;

  private LogMismatchException(String message) {
    super(Failure.FATAL, message, null);
  }

  /**
   * A row came after the tick that announced that all rows of its time had come. It would be lost
   * to a stream that resumes from a position after that tick, so it is never let pass.
   */
  static LogMismatchException late(
      String vchannel, LogPosition position, long timestamp, long tick) {
    return new LogMismatchException(
        "Channel \""
            + vchannel
            + "\", position "
            + position
            + ": timestamp "
            + timestamp
            + " comes after the time tick "
            + tick
            + ", which violates Milvus's own contract. Take a new snapshot of the collection, and"
            + " report"
            + " the record.");
  }

  /** A position was stored for another log than the one that is read. */
  static LogMismatchException otherLog(
      String vchannel, ChannelPosition position, long timestamp, int events) {
    return new LogMismatchException(
        "Channel \""
            + vchannel
            + "\": according to the stored position "
            + position.events()
            + " changes above timestamp "
            + position.timestamp()
            + " have been emitted, but the log has only "
            + events
            + " at the next timestamp, "
            + timestamp
            + ". The topic was re-created or its records were removed; take a new snapshot of the"
            + " collection.");
  }
}
