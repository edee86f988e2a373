// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import io.debezium.pipeline.DataChangeEvent;
import org.apache.kafka.connect.source.SourceRecord;

/** A record whose size in memory is known. */
final class SizedEvent extends DataChangeEvent {
  private final long bytes;

  SizedEvent(SourceRecord record, long bytes) {
    super(record);
    this.bytes = bytes;
  }

  @Override
  public long objectSize() {
    return bytes;
  }
}
