// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Keeps the offset of a record that is not written from being passed by a commit of offsets. */
public final class HeldOffsets {
  private HeldOffsets() {}

  /**
   * Lowers the offset that is to be committed for a partition, if it is among them.
   *
   * @param offsets those that are to be committed
   * @param first the offset of the first record that is not written
   */
  public static void hold(
      Map<TopicPartition, OffsetAndMetadata> offsets, TopicPartition partition, long first) {
    offsets.computeIfPresent(
        partition,
        (any, offset) -> offset.offset() <= first ? offset : new OffsetAndMetadata(first));
  }
}
