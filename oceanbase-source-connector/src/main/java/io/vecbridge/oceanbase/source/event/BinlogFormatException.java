// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.event;

import org.apache.kafka.connect.errors.ConnectException;

/** An event that can't be read. Continuing after it would lose it, so the task stops. */
final class BinlogFormatException extends ConnectException {
  private static final long serialVersionUID = 1L;

  BinlogFormatException(Exception cause) {
    super(
        "An event of the binlog can't be read"
            + (cause.getCause() == null ? "" : " (" + cause.getCause().getMessage() + ")")
            + ". If a table has columns of a type that the Binlog Service does not send, leave the"
            + " table to a connector with capture.mode=scn.",
        cause);
  }
}
