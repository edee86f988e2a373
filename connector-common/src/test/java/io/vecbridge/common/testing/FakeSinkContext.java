// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A worker's side of a sink's task, with what the task asked it for. */
public final class FakeSinkContext implements SinkTaskContext {
  /** What a task has whose test says nothing about partitions. */
  private static final Set<TopicPartition> ANY =
      new AbstractSet<>() {
        @Override
        public boolean contains(Object partition) {
          return true;
        }

        @Override
        public Iterator<TopicPartition> iterator() {
          return Collections.emptyIterator();
        }

        @Override
        public int size() {
          return 0;
        }
      };

  private final boolean tolerant;
  private final Set<TopicPartition> assigned = new HashSet<>();
  private final Set<TopicPartition> paused = new HashSet<>();
  private final List<String> reported = new ArrayList<>();
  private final Map<TopicPartition, Long> rewound = new HashMap<>();
  private boolean assigns;
  private long timeout = -1;

  /** A worker without a reporter for bad records. */
  public FakeSinkContext() {
    this(false);
  }

  /**
   * @param tolerant whether bad records can be reported
   */
  public FakeSinkContext(boolean tolerant) {
    this.tolerant = tolerant;
  }

  /** Assigns one more partition; before the first one, the task has any. */
  public void assign(TopicPartition partition) {
    assigns = true;
    assigned.add(partition);
  }

  /** Takes a partition away. */
  public void revoke(TopicPartition partition) {
    assigned.remove(partition);
    paused.remove(partition);
    rewound.remove(partition);
  }

  public Set<TopicPartition> paused() {
    return paused;
  }

  /** The messages of the bad records that were reported. */
  public List<String> reported() {
    return reported;
  }

  /** The offsets that the task asked to be read from again. */
  public Map<TopicPartition, Long> rewound() {
    return rewound;
  }

  /** The milliseconds that the task asked to be left alone for, or -1. */
  public long timeout() {
    return timeout;
  }

  @Override
  public Map<String, String> configs() {
    return Map.of();
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    rewound.putAll(offsets);
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    rewound.put(partition, offset);
  }

  @Override
  public void timeout(long timeoutMs) {
    timeout = timeoutMs;
  }

  @Override
  public Set<TopicPartition> assignment() {
    return assigns ? assigned : ANY;
  }

  @Override
  public void pause(TopicPartition... partitions) {
    paused.addAll(Set.of(partitions));
  }

  @Override
  public void resume(TopicPartition... partitions) {
    paused.removeAll(Set.of(partitions));
  }

  @Override
  public void requestCommit() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ErrantRecordReporter errantRecordReporter() {
    if (!tolerant) {
      return null;
    }
    return (record, error) -> {
      reported.add(error.getMessage());
      return CompletableFuture.completedFuture(null);
    };
  }
}
