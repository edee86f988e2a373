// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.common.failure.Failure;
import io.vecbridge.milvus.source.log.ChangeLogException;

/** A position was made with another log than the one that is read. */
public final class PositionMismatchException extends ChangeLogException {
  private static final long serialVersionUID = 1L;

  PositionMismatchException(String vchannel, ChannelPosition position, long timestamp, int events) {
    super(
        Failure.FATAL,
        "Channel \""
            + vchannel
            + "\": the stored position says that "
            + position.events()
            + " changes above timestamp "
            + position.timestamp()
            + " are out, but the log has only "
            + events
            + " at the next timestamp, "
            + timestamp
            + ". The topic was made anew or its records were removed; take a new snapshot of the"
            + " collection.",
        null);
  }
}
