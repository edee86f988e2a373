// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.server.Milvus;
import io.vecbridge.milvus.sink.MilvusSinkTask;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** The Milvus sink's task: envelopes in, acknowledged upserts out, a worker's batch at a time. */
final class DrivenMilvusSink implements Contender, AutoCloseable {
  private final String name;
  private final SinkRun data;
  private final int batch;
  private final SinkEnvelopes envelopes;
  private final MilvusSinkTask task = new MilvusSinkTask();

  /**
   * @param batch records of a put, {@code max.poll.records}
   * @param lists whether vectors come as lists of floats, not as bytes
   */
  DrivenMilvusSink(
      String name,
      Milvus server,
      String collection,
      SinkRun data,
      int dimension,
      int batch,
      boolean lists) {
    this.name = name;
    this.data = data;
    this.batch = batch;
    this.envelopes = new SinkEnvelopes("bench", collection, data, dimension, lists);
    task.initialize(new NoWorker());
    task.start(Map.of("name", "benchmark-sink", "milvus.uri", server.uri()));
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
    return data.rows() * 1e9 / (System.nanoTime() - began);
  }

  @Override
  public void close() {
    task.stop();
  }
}
