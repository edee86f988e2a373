// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;

/** A record of the log is not what Milvus 2.3 to 3.0 write. */
public final class LogFormatException extends ChangeLogException {
  private static final long serialVersionUID = 1L;

  private LogFormatException(LogRecord record, String why, Throwable cause) {
    super(
        Failure.FATAL,
        "Channel \"" + record.pchannel() + "\", position " + record.position() + ": " + why,
        cause);
  }

  static LogFormatException unknownVersion(LogRecord record, String version) {
    return new LogFormatException(
        record,
        "the record has version \""
            + version
            + "\" of the streaming service's format; this reader supports 1 and 2, those of Milvus"
            + " 2.6 and 3.0. Update the connector, or use change.log.reader=none for snapshots"
            + " only.",
        null);
  }

  static LogFormatException chunked(LogRecord record) {
    return new LogFormatException(
        record,
        "the record is a part of a message that Milvus split"
            + " (streaming.splitChunkSN), which is not supported. Disable the option in Milvus, and"
            + " take a new snapshot of the collection.",
        null);
  }

  static LogFormatException assembled(LogRecord record) {
    return new LogFormatException(
        record,
        "Milvus returns a transaction as one message, as versions before 2.6.20 do, which lose its"
            + " rows. Upgrade Milvus, or read its log from Kafka (change.log.reader=kafka).",
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
