// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import io.vecbridge.common.sink.metrics.SinkCounters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A task without a worker: time stands still unless a test moves it, bad records are collected. */
final class DirectSink implements AutoCloseable {
  private final AtomicLong nanos = new AtomicLong();
  private final MilvusSinkTask task = new MilvusSinkTask(nanos::get);
  private final List<String> reported = new ArrayList<>();
  private long timeout = -1;

  /**
   * @param options name and value in turn, over the defaults
   */
  DirectSink(String uri, String... options) {
    Map<String, String> properties = new HashMap<>();
    properties.put("name", "milvus-sink");
    properties.put("milvus.uri", uri);
    properties.put("errors.tolerance", "all");
    for (int i = 0; i < options.length; i += 2) {
      properties.put(options[i], options[i + 1]);
    }
    task.initialize(new Context());
    task.start(properties);
  }

  void put(SinkRecord... records) {
    task.put(List.of(records));
  }

  void put(List<SinkRecord> records) {
    task.put(records);
  }

  /** The messages of the records that were reported. */
  List<String> reported() {
    return reported;
  }

  /** The milliseconds that the task asked to be left alone for, or -1. */
  long timeout() {
    return timeout;
  }

  void letTimePass(long millis) {
    nanos.addAndGet(millis * 1_000_000);
  }

  SinkCounters.Snapshot counters() {
    return task.counters();
  }

  @Override
  public void close() {
    task.stop();
  }

  private final class Context implements SinkTaskContext {
    @Override
    public Map<String, String> configs() {
      return Map.of();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void timeout(long timeoutMs) {
      timeout = timeoutMs;
    }

    @Override
    public Set<TopicPartition> assignment() {
      return Set.of();
    }

    @Override
    public void pause(TopicPartition... partitions) {}

    @Override
    public void resume(TopicPartition... partitions) {}

    @Override
    public void requestCommit() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ErrantRecordReporter errantRecordReporter() {
      return (record, error) -> {
        reported.add(error.getMessage());
        return CompletableFuture.completedFuture(null);
      };
    }
  }
}
