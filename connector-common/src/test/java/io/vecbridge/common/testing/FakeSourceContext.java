// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * A worker's side of a source's task.
 *
 * @param configs the task's configuration
 * @param stored the offsets that the worker has stored, by source partition; read at each question
 */
public record FakeSourceContext(
    Map<String, String> configs, Map<Map<String, ?>, Map<String, ?>> stored)
    implements SourceTaskContext, OffsetStorageReader {

  /** A worker that has stored no offsets. */
  public FakeSourceContext(Map<String, String> configs) {
    this(configs, Map.of());
  }

  @Override
  public OffsetStorageReader offsetStorageReader() {
    return this;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> Map<String, Object> offset(Map<String, T> partition) {
    return (Map<String, Object>) stored.get(partition);
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
    partitions.forEach(partition -> found.put(partition, offset(partition)));
    return found;
  }
}
