// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.milvus.source.log.LogPosition;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The records of a virtual channel that have rows which have not been emitted, in the order of the
 * log. A record counts until its last row is emitted, since its rows stay in memory together.
 */
final class HeldRecords {
  /** A record, and how many timestamps of its rows, or transactions, still need it. */
  static final class HeldRecord {
    private final LogPosition position;
    private final long sequence;
    private final int bytes;
    private int timestamps;

    private HeldRecord(LogPosition position, long sequence, int bytes) {
      this.position = position;
      this.sequence = sequence;
      this.bytes = bytes;
    }

    /** Orders the records as they were added. */
    long sequence() {
      return sequence;
    }
  }

  private final Deque<HeldRecord> records = new ArrayDeque<>();
  private long bytes;
  private long added;

  /**
   * Starts to hold the record; {@link #retain} counts the timestamps.
   *
   * @param position where to read from to find the record again: its own position, or an earlier
   *     one; never before that of a record that is held already
   */
  HeldRecord hold(LogPosition position, int size) {
    HeldRecord record = new HeldRecord(position, added++, size);
    records.addLast(record);
    bytes += size;
    return record;
  }

  /** One more timestamp, or transaction, needs the record. */
  void retain(HeldRecord record) {
    record.timestamps++;
  }

  /** One of them has been emitted, or abandoned. */
  void release(HeldRecord record) {
    record.timestamps--;
    if (record.timestamps == 0) {
      bytes -= record.bytes;
      while (!records.isEmpty() && records.peekFirst().timestamps == 0) {
        records.removeFirst();
      }
    }
  }

  /** The lowest position of a record that is held, or the given one if none is. */
  LogPosition lowestPosition(LogPosition defaultValue) {
    return records.isEmpty() ? defaultValue : records.peekFirst().position;
  }

  long bytes() {
    return bytes;
  }
}
