// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.common.wire.ColumnParameters;
import io.vecbridge.data.FloatVector;
import io.vecbridge.harness.server.OceanBase;
import io.vecbridge.oceanbase.sink.OceanBaseSinkTask;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** The sink's task: envelopes in, committed rows out, a worker's batch at a time. */
final class DrivenSink implements Contender, AutoCloseable {
  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .field("db", Schema.STRING_SCHEMA)
          .field("collection", Schema.STRING_SCHEMA)
          .build();
  private static final Schema KEY = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();

  private final String name;
  private final String database;
  private final String table;
  private final SinkRun data;
  private final int batch;
  private final boolean lists;
  private final Schema row;
  private final Schema envelope;
  private final OceanBaseSinkTask task = new OceanBaseSinkTask();
  private long offset;

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
    this.database = database;
    this.table = table;
    this.data = data;
    this.batch = batch;
    this.lists = lists;
    this.row = row(dimension, lists);
    this.envelope =
        SchemaBuilder.struct()
            .name("b." + database + "." + table + ".Envelope")
            .field("before", row)
            .field("after", row)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .build();
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
    List<List<SinkRecord>> puts = puts();
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

  private List<List<SinkRecord>> puts() {
    List<List<SinkRecord>> puts = new ArrayList<>();
    for (int first = 0; first < data.rows(); first += batch) {
      List<SinkRecord> put = new ArrayList<>(batch);
      for (int i = first; i < Math.min(first + batch, data.rows()); i++) {
        put.add(upsert(i));
      }
      puts.add(put);
    }
    return puts;
  }

  private SinkRecord upsert(int i) {
    long id = data.key(i);
    byte[] vector = data.vector(i);
    Struct after = new Struct(row).put("id", id).put("v", lists ? list(vector) : (Object) vector);
    Struct value =
        new Struct(envelope)
            .put("op", "c")
            .put("source", new Struct(SOURCE).put("db", database).put("collection", table))
            .put("after", after);
    Struct key = new Struct(KEY).put("id", id);
    return new SinkRecord("b." + database + "." + table, 0, KEY, key, envelope, value, offset++);
  }

  private static Schema row(int dimension, boolean lists) {
    SchemaBuilder vector =
        lists
            ? SchemaBuilder.array(Schema.FLOAT32_SCHEMA).name("io.debezium.data.FloatVector")
            : FloatVector.builder();
    vector
        .parameter(ColumnParameters.TYPE, "FLOAT_VECTOR")
        .parameter(ColumnParameters.LENGTH, String.valueOf(dimension));
    return SchemaBuilder.struct()
        .optional()
        .field("id", Schema.INT64_SCHEMA)
        .field("v", vector.build())
        .build();
  }

  private static List<Float> list(byte[] vector) {
    ByteBuffer bytes = ByteBuffer.wrap(vector).order(ByteOrder.LITTLE_ENDIAN);
    List<Float> list = new ArrayList<>(vector.length / 4);
    while (bytes.hasRemaining()) {
      list.add(bytes.getFloat());
    }
    return list;
  }
}
