// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.milvus.source.log.LogMessage;
import java.util.ArrayList;
import java.util.List;

/** All that one virtual channel's log has at one timestamp, in the order of the log. */
final class TimestampGroup {
  /** Rows {@code from} to {@code to} (exclusive) of an insert. */
  record InsertedRows(LogMessage.Inserted message, int from, int to) {}

  /** Keys {@code from} to {@code to} (exclusive) of a delete. */
  record DeletedKeys(LogMessage.Deleted message, int from, int to) {}

  final long timestamp;
  final List<InsertedRows> inserted = new ArrayList<>(1);
  final List<DeletedKeys> deleted = new ArrayList<>(1);
  final List<LogMessage.Announcement> announced = new ArrayList<>(0);
  final List<HeldRecords.HeldRecord> records = new ArrayList<>(2);

  TimestampGroup(long timestamp) {
    this.timestamp = timestamp;
  }

  void add(LogMessage.Rows message, int from, int to) {
    if (message instanceof LogMessage.Inserted rows) {
      inserted.add(new InsertedRows(rows, from, to));
    } else if (message instanceof LogMessage.Deleted keys) {
      deleted.add(new DeletedKeys(keys, from, to));
    }
  }

  void add(LogMessage.Announcement message) {
    announced.add(message);
  }
}
