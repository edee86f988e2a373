// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import java.util.Collection;
import org.apache.kafka.connect.sink.SinkRecord;

/** The time of a change in its source, in milliseconds since the epoch. */
public final class SourceTime {
  private SourceTime() {}

  /** The time of the last record that has one, or -1: tombstones have none. */
  public static long ofLast(Collection<SinkRecord> records) {
    SinkRecord last = null;
    for (SinkRecord record : records) {
      if (record.value() != null) {
        last = record;
      }
    }
    return last == null ? -1 : of(last);
  }

  /**
   * The time of a record, or -1. An envelope has it in its source block, a flattened row where
   * ExtractNewRecordState puts it.
   */
  public static long of(SinkRecord record) {
    Object value = record.value();
    Object time = Fields.get(Fields.get(value, "source"), "ts_ms");
    if (time == null) {
      time = Fields.get(value, "__source_ts_ms");
    }
    return time instanceof Number millis ? millis.longValue() : -1;
  }
}
