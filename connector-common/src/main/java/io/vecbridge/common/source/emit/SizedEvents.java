// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import io.debezium.pipeline.DataChangeEvent;
import io.debezium.pipeline.spi.ChangeEventCreator;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Creates the queue's events, whose sizes bound the queue ({@code max.queue.size.in.bytes}). The
 * size of a row comes with its batch; Debezium's own estimate visits every record and each element
 * of its vectors, and counts a float as an object of 32 bytes. Used by the capture thread only.
 */
public final class SizedEvents implements ChangeEventCreator {
  /** Key, envelope, source block and offset of a record, about. */
  public static final long RECORD_BYTES = 1_500;

  private long rowBytes;

  /** The next events are of a row of that size. */
  void next(long bytes) {
    rowBytes = bytes;
  }

  @Override
  public DataChangeEvent createDataChangeEvent(SourceRecord record) {
    return new Sized(record, record.value() == null ? RECORD_BYTES : RECORD_BYTES + rowBytes);
  }

  private static final class Sized extends DataChangeEvent {
    private final long bytes;

    Sized(SourceRecord record, long bytes) {
      super(record);
      this.bytes = bytes;
    }

    @Override
    public long objectSize() {
      return bytes;
    }
  }
}
