// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source;

import io.vecbridge.common.testing.FakeSourceContext;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.process.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The source's connector and first task, driven as a worker drives them, but without one: its
 * offsets are kept in memory.
 */
final class DirectSource implements AutoCloseable {
  static final String PREFIX = "direct";
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Map<String, String> options = new HashMap<>();
  private final Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
  private final List<SourceRecord> records = new ArrayList<>();
  private final List<SourceRecord> schemaChanges = new ArrayList<>();
  private Predicate<SourceRecord> dropped = record -> false;
  private int drops;
  private MilvusSourceTask task;

  /**
   * Of the collections of the default database that a regular expression matches.
   *
   * @param given name and value in turn, over the defaults
   */
  DirectSource(Cluster cluster, String collections, String... given) {
    options.put("name", "direct-source");
    options.put("connector.class", MilvusSourceConnector.class.getName());
    options.put("topic.prefix", PREFIX);
    options.put("milvus.uri", cluster.milvus().uri());
    options.put("change.log.kafka.bootstrap.servers", cluster.kafka().bootstrapServers());
    options.put("collection.include.list", "default[.]" + collections);
    options.put("precheck.skip", "collections.loaded");
    options.put("poll.interval.ms", "20");
    options.put("heartbeat.interval.ms", "100");
    options.put("collection.discovery.interval.ms", "200");
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
  DirectSource dropping(Predicate<SourceRecord> transformed) {
    dropped = transformed;
    return this;
  }

  /** How many records were dropped. */
  int drops() {
    return drops;
  }

  DirectSource start() {
    MilvusSourceConnector connector = new MilvusSourceConnector();
    connector.start(options);
    Map<String, String> config = connector.taskConfigs(1).get(0);
    task = new MilvusSourceTask();
    task.initialize(new FakeSourceContext(config, offsets));
    task.start(config);
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
  void poll() throws InterruptedException {
    List<SourceRecord> batch = task.poll();
    for (SourceRecord record : batch == null ? List.<SourceRecord>of() : batch) {
      take(record);
    }
  }

  private void take(SourceRecord record) {
    if (dropped.test(record)) {
      drops++;
      return;
    }
    offsets.put(record.sourcePartition(), record.sourceOffset());
    if (record.topic().startsWith(PREFIX + ".")) {
      records.add(record);
    } else if (record.topic().equals(PREFIX)) {
      schemaChanges.add(record);
    }
  }

  /** Polls until a condition holds. */
  void until(String what, Callable<Boolean> condition) {
    Await.until(
        what,
        SOON,
        () -> {
          poll();
          return condition.call();
        });
  }

  /** Polls until a collection has so many changes, and returns them, such as {@code c 7}. */
  List<String> changes(String collection, int count) {
    until(
        count + " changes of " + collection + " arrive", () -> changes(collection).size() >= count);
    return changes(collection);
  }

  /** The changes of a collection so far, without tombstones. */
  List<String> changes(String collection) {
    List<String> changes = new ArrayList<>();
    for (SourceRecord record : records(collection)) {
      String operation = ((Struct) record.value()).getString("op");
      changes.add(
          record.key() == null ? operation : operation + " " + ((Struct) record.key()).get("id"));
    }
    return changes;
  }

  /** All records of collections so far, tombstones too. */
  List<SourceRecord> records() {
    return records;
  }

  List<SourceRecord> schemaChanges() {
    return schemaChanges;
  }

  /** The records of a collection so far, without tombstones. */
  List<SourceRecord> records(String collection) {
    String topic = PREFIX + ".default." + collection;
    return records.stream()
        .filter(record -> record.topic().equals(topic) && record.value() != null)
        .toList();
  }

  /** The message of the failure in which the task ends. */
  String failure() {
    String[] message = new String[1];
    Await.until(
        "the task fails",
        SOON,
        () -> {
          try {
            poll();
          } catch (ConnectException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
              cause = cause.getCause();
            }
            message[0] = cause.getMessage();
          }
          return message[0] != null;
        });
    return message[0];
  }

  /** What a worker would have stored, by source partition. */
  Map<Map<String, ?>, Map<String, ?>> offsets() {
    return offsets;
  }

  /** What a worker would have stored of a collection; empty if nothing. */
  Map<String, ?> offset(String collection) {
    return offsets.getOrDefault(
        Map.of("server", PREFIX, "database", "default", "collection", collection), Map.of());
  }

  @Override
  public void close() {
    stop();
  }
}
