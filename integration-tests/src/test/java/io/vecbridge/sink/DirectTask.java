// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.sink;

import io.vecbridge.common.sink.TargetSinkTask;
import io.vecbridge.common.sink.metrics.SinkCounters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A task without a worker: time stands still unless a test moves it, bad records are collected. */
public class DirectTask implements AutoCloseable {
  private final AtomicLong nanos = new AtomicLong();
  private final List<String> reported = new ArrayList<>();
  private final TargetSinkTask task;
  private final boolean tolerant;
  private long timeout = -1;

  /**
   * @param task makes the task with the clock of the test
   * @param tolerant whether the worker has a reporter; without it a bad record stops the task
   * @param options name and value in turn, over the defaults
   */
  protected DirectTask(
      Function<LongSupplier, TargetSinkTask> task,
      boolean tolerant,
      Map<String, String> defaults,
      String... options) {
    Map<String, String> properties = new HashMap<>(defaults);
    properties.put("errors.tolerance", tolerant ? "all" : "none");
    for (int i = 0; i < options.length; i += 2) {
      properties.put(options[i], options[i + 1]);
    }
    this.tolerant = tolerant;
    this.task = task.apply(nanos::get);
    this.task.initialize(new Context());
    this.task.start(properties);
  }

  public void put(SinkRecord... records) {
    task.put(List.of(records));
  }

  public void put(List<SinkRecord> records) {
    task.put(records);
  }

  /** The messages of the records that were reported. */
  public List<String> reported() {
    return reported;
  }

  /** The milliseconds that the task asked to be left alone for, or -1. */
  public long timeout() {
    return timeout;
  }

  public void letTimePass(long millis) {
    nanos.addAndGet(millis * 1_000_000);
  }

  public SinkCounters.Snapshot counters() {
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
      if (!tolerant) {
        return null;
      }
      return (record, error) -> {
        reported.add(error.getMessage());
        return CompletableFuture.completedFuture(null);
      };
    }
  }
}
