// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import io.vecbridge.common.testing.FakeMilvus;
import io.vecbridge.common.testing.FakeSinkContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tasks over a Milvus in memory, and records for them. */
abstract class TasksInMemory {
  private static final Schema KEY = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field(
              "v",
              SchemaBuilder.array(Schema.FLOAT32_SCHEMA)
                  .name("io.debezium.data.FloatVector")
                  .optional()
                  .build())
          .build();

  final MemoryMilvus milvus = new MemoryMilvus();
  final FakeSinkContext context = new FakeSinkContext(true);
  final AtomicLong nanos = new AtomicLong();
  private final List<MilvusSinkTask> tasks = new ArrayList<>();
  private FakeMilvus server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeMilvus(milvus);
  }

  @AfterEach
  void stop() {
    tasks.forEach(MilvusSinkTask::stop);
    server.close();
  }

  final MilvusSinkTask task(String... options) {
    Map<String, String> properties = new HashMap<>();
    properties.put("name", "sink");
    properties.put("task.id", String.valueOf(tasks.size()));
    properties.put("milvus.uri", server.uri());
    properties.put("milvus.database", "default");
    properties.put("errors.tolerance", "all");
    for (int i = 0; i < options.length; i += 2) {
      properties.put(options[i], options[i + 1]);
    }
    MilvusSinkTask task = new MilvusSinkTask(nanos::get);
    tasks.add(task);
    task.initialize(context);
    task.start(properties);
    return task;
  }

  static List<SinkRecord> rows(String table, long... keys) {
    List<SinkRecord> records = new ArrayList<>();
    for (long key : keys) {
      records.add(row(table, key, List.of(1f, 2f)));
    }
    return records;
  }

  static SinkRecord row(String table, long key, List<Float> vector) {
    return new SinkRecord(
        "ob." + table,
        0,
        KEY,
        new Struct(KEY).put("id", key),
        ROW,
        new Struct(ROW).put("id", key).put("v", vector),
        key);
  }
}
