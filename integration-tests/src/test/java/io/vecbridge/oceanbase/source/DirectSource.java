// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import io.vecbridge.common.testing.FakeSourceContext;
import io.vecbridge.harness.process.Await;
import io.vecbridge.oceanbase.sink.Tenant;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The source's connector and task, driven as a worker drives them, but without one: its records are
 * kept as the table that they make, its offsets in memory.
 */
final class DirectSource implements AutoCloseable {
  static final String PREFIX = "direct";

  private final Map<String, String> options = new HashMap<>();
  private final Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
  private final Map<String, Map<Struct, Struct>> tables = new HashMap<>();
  private final List<SourceRecord> schemaChanges = new ArrayList<>();
  private final List<SourceRecord> records = new ArrayList<>();
  private Predicate<SourceRecord> dropped = record -> false;
  private OceanBaseSourceTask task;

  /**
   * @param given name and value in turn, over the defaults
   */
  DirectSource(Tenant tenant, String database, String... given) {
    options.put("name", "direct-source");
    options.put("connector.class", OceanBaseSourceConnector.class.getName());
    options.put("topic.prefix", PREFIX);
    // What is polled here is stored with its offset, as a worker with this support does it.
    options.put("exactly.once.support", "required");
    options.put("connection.url", tenant.url());
    options.put("connection.username", tenant.username());
    options.put("connection.password", tenant.password());
    options.put("table.include.list", database + "[.].*");
    options.put("poll.interval.ms", "50");
    options.put("heartbeat.interval.ms", "200");
    options.put("table.discovery.interval.ms", "300");
    with(given);
  }

  /** Other options from the next start on. */
  DirectSource with(String... given) {
    for (int i = 0; i < given.length; i += 2) {
      options.put(given[i], given[i + 1]);
    }
    return this;
  }

  /** Records that a transformation drops; as in a worker, their offsets are not stored. */
  DirectSource dropping(Predicate<SourceRecord> records) {
    dropped = records;
    return this;
  }

  Map<String, String> options() {
    return options;
  }

  DirectSource start() {
    OceanBaseSourceConnector connector = new OceanBaseSourceConnector();
    connector.start(options);
    task = new OceanBaseSourceTask();
    task.initialize(new FakeSourceContext(options, offsets));
    task.start(connector.taskConfigs(1).get(0));
    return this;
  }

  /** Ends the task as a worker does; its offsets stay. */
  void stop() {
    if (task != null) {
      task.stop();
      task = null;
    }
  }

  /** Takes what there is; a failure of the task is thrown. */
  List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> batch = task.poll();
    List<SourceRecord> taken = batch == null ? List.of() : batch;
    taken.forEach(this::take);
    return taken;
  }

  /** Polls until a condition holds. */
  void until(String what, Callable<Boolean> condition) {
    Await.until(
        what,
        Duration.ofSeconds(60),
        () -> {
          poll();
          return condition.call();
        });
  }

  /** The message of the failure in which the task ends. */
  String failure() throws InterruptedException {
    try {
      for (int polls = 0; polls < 600; polls++) {
        poll();
      }
    } catch (ConnectException e) {
      return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    }
    throw new AssertionError("The task goes on");
  }

  private void take(SourceRecord taken) {
    if (dropped.test(taken)) {
      return;
    }
    if (taken.sourceOffset() == null) {
      offsets.remove(taken.sourcePartition());
    } else {
      offsets.put(taken.sourcePartition(), taken.sourceOffset());
    }
    if (taken.topic().equals(PREFIX)) {
      schemaChanges.add(taken);
    } else if (taken.topic().startsWith(PREFIX + ".")) {
      records.add(taken);
      if (taken.value() instanceof Struct value) {
        Map<Struct, Struct> table =
            tables.computeIfAbsent(taken.topic(), topic -> new LinkedHashMap<>());
        if (value.getStruct("after") == null) {
          table.remove((Struct) taken.key());
        } else {
          table.put((Struct) taken.key(), value.getStruct("after"));
        }
      }
    }
  }

  /** The rows that the records have made, by key. */
  Map<Struct, Struct> table(String database, String table) {
    return tables.getOrDefault(PREFIX + "." + database + "." + table, Map.of());
  }

  /** The values of these rows, in any order. */
  Set<List<Object>> rows(String database, String table) {
    Set<List<Object>> rows = new HashSet<>();
    table(database, table).values().forEach(row -> rows.add(values(row)));
    return rows;
  }

  /** A row's values, without its schema, which has the topic in its name. */
  static List<Object> values(Struct row) {
    List<Object> values = new ArrayList<>();
    for (Field field : row.schema().fields()) {
      Object value = row.get(field);
      values.add(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value);
    }
    return values;
  }

  /** All records of tables so far, tombstones too. */
  List<SourceRecord> records() {
    return records;
  }

  /** Frees the memory of what was taken; the offsets stay. */
  void forgetRows() {
    records.clear();
    tables.clear();
  }

  List<SourceRecord> schemaChanges() {
    return schemaChanges;
  }

  /** What a worker would have stored, by source partition. */
  Map<Map<String, ?>, Map<String, ?>> offsets() {
    return offsets;
  }

  /** The SCN up to which all changes of a table are out; 0 before it is captured. */
  long scn(String table) {
    for (Map.Entry<Map<String, ?>, Map<String, ?>> entry : offsets.entrySet()) {
      if (table.equals(entry.getKey().get("table")) && !entry.getValue().containsKey("stage")) {
        return (Long) entry.getValue().get("scn");
      }
    }
    return 0;
  }

  @Override
  public void close() {
    stop();
  }
}
