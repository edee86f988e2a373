// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import io.vecbridge.common.sink.metrics.SinkCounters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
  private final OceanBaseSinkTask task;
  private final AtomicLong nanos = new AtomicLong();
  private final List<String> reported = new ArrayList<>();
  private final Context context = new Context();
  private boolean tolerant = true;

  /**
   * @param options name and value in turn, over those that the tenant gives
   */
  DirectSink(Tenant tenant, String database, String... options) {
    this(tenant, database, true, options);
  }

  private DirectSink(Tenant tenant, String database, boolean tolerant, String... options) {
    Map<String, String> properties = new HashMap<>();
    properties.put("name", "sink-of-" + database);
    properties.put("connection.url", tenant.url() + database);
    properties.put("connection.username", tenant.username());
    properties.put("connection.password", tenant.password());
    properties.put("errors.tolerance", tolerant ? "all" : "none");
    for (int i = 0; i < options.length; i += 2) {
      properties.put(options[i], options[i + 1]);
    }
    this.tolerant = tolerant;
    this.task = new OceanBaseSinkTask(nanos::get);
    task.initialize(context);
    task.start(properties);
  }

  /** One whose worker has no reporter, so that a bad record stops the task. */
  static DirectSink strict(Tenant tenant, String database, String... options) {
    return new DirectSink(tenant, database, false, options);
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
    return context.timeout;
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
    private final Set<TopicPartition> assigned = new HashSet<>();
    private long timeout = -1;

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
      return assigned;
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
