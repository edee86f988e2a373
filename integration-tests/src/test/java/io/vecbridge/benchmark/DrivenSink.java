// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.server.OceanBase;
import io.vecbridge.oceanbase.sink.OceanBaseSinkTask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** The sink's task: envelopes in, committed rows out, a worker's batch at a time. */
final class DrivenSink implements Contender, AutoCloseable {
  private final String name;
  private final SinkRun data;
  private final int batch;
  private final SinkEnvelopes envelopes;
  private final OceanBaseSinkTask task = new OceanBaseSinkTask();

  /**
   * @param batch records of a put, {@code max.poll.records}
   * @param lists whether vectors come as lists of floats, not as bytes
   * @param options name and value in turn, over the defaults
   */
  DrivenSink(
      String name,
      OceanBase server,
      String database,
      String table,
      SinkRun data,
      int dimension,
      int batch,
      boolean lists,
      String... options) {
    this.name = name;
    this.data = data;
    this.batch = batch;
    this.envelopes = new SinkEnvelopes(database, table, data, dimension, lists);
    Map<String, String> properties = new HashMap<>();
    properties.put("name", "benchmark-sink");
    properties.put("connection.url", server.jdbcUrl() + database);
    properties.put("connection.username", server.username());
    properties.put("connection.password", server.password());
    for (int i = 0; i < options.length; i += 2) {
      properties.put(options[i], options[i + 1]);
    }
    task.initialize(new NoWorker());
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
    return data.rows() * 1e9 / (System.nanoTime() - began);
  }

  @Override
  public void close() {
    task.stop();
  }
}
