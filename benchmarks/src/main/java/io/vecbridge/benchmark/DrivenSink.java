// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.common.testing.FakeSinkContext;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** A sink's task: envelopes in, written rows out, a worker's batch at a time. */
final class DrivenSink implements Contender, AutoCloseable {
  private final String name;
  private final SinkTask task;
  private final SinkEnvelopes envelopes;
  private final SinkRun data;
  private final int batch;
  private final FakeSinkContext worker = new FakeSinkContext();

  /**
   * @param task to be started with the properties
   * @param envelopes those of the data
   * @param batch records of a put, {@code max.poll.records}
   */
  DrivenSink(
      String name,
      SinkTask task,
      Map<String, String> properties,
      SinkEnvelopes envelopes,
      SinkRun data,
      int batch) {
    this.name = name;
    this.task = task;
    this.envelopes = envelopes;
    this.data = data;
    this.batch = batch;
    task.initialize(worker);
    task.start(properties);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int rows() {
    return data.rows();
  }

  @Override
  public double run() {
    data.next();
    List<List<SinkRecord>> puts = envelopes.puts(batch);
    long began = System.nanoTime();
    for (List<SinkRecord> put : puts) {
      task.put(put);
    }
    task.flush(Map.of());
    double rate = data.rows() * 1e9 / (System.nanoTime() - began);
    requireWritten();
    return rate;
  }

  /** A task that asks for records again has not written them. */
  private void requireWritten() {
    if (!worker.paused().isEmpty() || !worker.rewound().isEmpty()) {
      throw new IllegalStateException(
          "The %s has written only a part of its rows: it paused %s and asked for %s again."
              .formatted(name, worker.paused(), worker.rewound()));
    }
  }

  @Override
  public void close() {
    task.stop();
  }
}
