// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The records of a virtual channel that have rows which have not been emitted, in the order of the
 * log. A record counts until its last row is emitted, since its rows stay in memory together.
 */
final class HeldRecords {
  /** A record, and how many timestamps of its rows have not been emitted. */
  static final class HeldRecord {
    private final long position;
    private final int bytes;
    private int timestamps;

    private HeldRecord(long position, int bytes) {
      this.position = position;
      this.bytes = bytes;
    }
  }

  private final Deque<HeldRecord> records = new ArrayDeque<>();
  private long bytes;

  /** Starts to hold the record; {@link #retain} counts the timestamps. */
  HeldRecord hold(long position, int size) {
    HeldRecord record = new HeldRecord(position, size);
    records.addLast(record);
    bytes += size;
    return record;
  }

  /** One more timestamp needs the record. */
  void retain(HeldRecord record) {
    record.timestamps++;
  }

  /** One timestamp has been emitted. */
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
  long lowestPosition(long defaultValue) {
    return records.isEmpty() ? defaultValue : records.peekFirst().position;
  }

  long bytes() {
    return bytes;
  }
}
