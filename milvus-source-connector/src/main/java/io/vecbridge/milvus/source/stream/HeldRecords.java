// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The records of a virtual channel that have rows which are not out, in the order of the log. A
 * record counts until its last row is out, since its rows stay in memory together.
 */
final class HeldRecords {
  /** A record, and how many timestamps of its rows are not out. */
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
  private int count;

  /** Starts to hold the record; {@link #share} says for how many timestamps. */
  HeldRecord hold(long position, int size) {
    HeldRecord record = new HeldRecord(position, size);
    records.addLast(record);
    bytes += size;
    count++;
    return record;
  }

  /** One more timestamp needs the record. */
  void share(HeldRecord record) {
    record.timestamps++;
  }

  /** One timestamp is out. */
  void release(HeldRecord record) {
    record.timestamps--;
    if (record.timestamps == 0) {
      bytes -= record.bytes;
      count--;
      while (!records.isEmpty() && records.peekFirst().timestamps == 0) {
        records.removeFirst();
      }
    }
  }

  /** The lowest position of a record that is held, or the given one where none is. */
  long lowestPosition(long otherwise) {
    return records.isEmpty() ? otherwise : records.peekFirst().position;
  }

  long bytes() {
    return bytes;
  }

  int count() {
    return count;
  }
}
