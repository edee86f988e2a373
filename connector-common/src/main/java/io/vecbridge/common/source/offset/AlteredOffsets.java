// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.offset;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Checks offsets that an operator sets over the REST interface: what the task couldn't read, or
 * would never use, is refused. A removal is never refused: Connect asks to remove all of a
 * connector's offsets at once, and those of an earlier {@code topic.prefix} or of an earlier
 * version are among them.
 */
public final class AlteredOffsets {
  private final Map<Set<String>, Consumer<Map<String, ?>>> forms;
  private final String expected;

  /**
   * Checks of a connector's offsets.
   *
   * @param forms reads an offset, by the keys of its partition, all of which are strings; throws
   *     ConnectException if the task couldn't read it
   * @param expected the keys of a partition, as the error message names them
   */
  public AlteredOffsets(Map<Set<String>, Consumer<Map<String, ?>>> forms, String expected) {
    this.forms = Map.copyOf(forms);
    this.expected = expected;
  }

  /**
   * Checks all of them.
   *
   * @param topicPrefix the connector's own
   * @throws ConnectException that names the partition and what is wrong with it
   */
  public void check(String topicPrefix, Map<Map<String, ?>, Map<String, ?>> offsets) {
    offsets.forEach(
        (partition, offset) -> {
          if (offset != null) {
            check(topicPrefix, partition, offset);
          }
        });
  }

  private void check(String topicPrefix, Map<String, ?> partition, Map<String, ?> offset) {
    Consumer<Map<String, ?>> form = partition == null ? null : forms.get(partition.keySet());
    if (form == null || !partition.values().stream().allMatch(String.class::isInstance)) {
      throw new ConnectException(
          "Partition " + partition + " must have exactly the strings " + expected + ".");
    }
    if (!partition.get(NamedPartition.SERVER).equals(topicPrefix)) {
      throw new ConnectException(
          "Partition " + partition + ": its server must be the topic.prefix, " + topicPrefix + ".");
    }
    try {
      form.accept(offset);
    } catch (ConnectException e) {
      throw new ConnectException("Partition " + partition + ": " + e.getMessage(), e);
    }
  }
}
