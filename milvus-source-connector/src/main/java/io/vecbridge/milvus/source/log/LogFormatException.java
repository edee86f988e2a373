// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;

/** A record of the log is not what Milvus 2.3 to 2.5 write. */
public final class LogFormatException extends ChangeLogException {
  private static final long serialVersionUID = 1L;

  private LogFormatException(LogRecord record, String why, Throwable cause) {
    super(
        Failure.FATAL,
        "Channel \"" + record.pchannel() + "\", position " + record.position() + ": " + why,
        cause);
  }

  static LogFormatException streaming(LogRecord record) {
    return new LogFormatException(
        record,
        "written by Milvus 2.6's streaming service; this reader supports 2.3 to 2.5. Use"
            + " change.log.reader=none for snapshots only.",
        null);
  }

  static LogFormatException unreadable(LogRecord record, String detail, Throwable cause) {
    return new LogFormatException(
        record,
        "the record is not a message of Milvus ("
            + detail
            + "). Check that the topic is a channel of this Milvus and that nothing else writes"
            + " to it.",
        cause);
  }
}
