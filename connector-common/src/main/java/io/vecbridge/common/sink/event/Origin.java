// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import org.apache.kafka.connect.sink.SinkRecord;

/** The record that a change comes from: named in messages, and reported if it can't be written. */
public record Origin(SinkRecord record) {
  /** As the broker numbers it, whatever transformations did to the record. */
  public String topic() {
    return record.originalTopic();
  }

  public int partition() {
    return record.originalKafkaPartition();
  }

  public long offset() {
    return record.originalKafkaOffset();
  }

  @Override
  public String toString() {
    return "topic " + topic() + ", partition " + partition() + ", offset " + offset();
  }
}
