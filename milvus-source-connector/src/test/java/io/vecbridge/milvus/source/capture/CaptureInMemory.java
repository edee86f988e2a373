// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.source.run.CaptureTask;
import io.vecbridge.common.source.run.Framework;
import io.vecbridge.common.source.run.TaskRun;
import io.vecbridge.common.source.run.TaskStart;
import io.vecbridge.common.testing.FakeSourceContext;
import io.vecbridge.milvus.source.MilvusSourceConnector;
import io.vecbridge.milvus.source.collection.MilvusInMemory;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.log.Alter;
import io.vecbridge.milvus.source.log.ChangeLogReader;
import io.vecbridge.milvus.source.log.DumpChangeLogReader;
import io.vecbridge.milvus.source.log.Messages;
import io.vecbridge.milvus.source.log.StreamedProperties;
import io.vecbridge.milvus.source.metrics.SourceMetrics;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.schema.CapturedSchemas;
import io.vecbridge.milvus.source.stream.LogInMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A task that captures the collection {@code shop.books} with the id 7 and the key {@code id} from
 * a Milvus and a log in memory.
 */
final class CaptureInMemory implements AutoCloseable {
  static final String PCHANNEL = "dml_0";
  static final String VCHANNEL = "dml_0_7v0";
  static final Map<String, String> PARTITION =
      Map.of("server", "t", "database", "shop", "collection", "books");

  /** The timestamp that the Milvus in memory allocates. */
  static final long G = 1_000;

  private static final long TIMEOUT_NANOS = 30_000_000_000L;

  final MilvusInMemory milvus = new MilvusInMemory().add("shop", "books", 7);
  final LogInMemory log = new LogInMemory();
  final SourceMetrics metrics = new SourceMetrics();
  final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
  final List<SourceRecord> records = new ArrayList<>();
  private final Map<String, String> options = new HashMap<>();
  private Task task = new Task();
  private boolean logged = true;
  private ChangeLogReader throughMilvus;
  private Map<Map<String, ?>, Map<String, ?>> first;

  CaptureInMemory() {
    options.put("name", "c");
    options.put("connector.class", MilvusSourceConnector.class.getName());
    options.put("task.id", "0");
    options.put("topic.prefix", "t");
    options.put("milvus.uri", "http://127.0.0.1:1");
    options.put("change.log.kafka.bootstrap.servers", "127.0.0.1:1");
    options.put("poll.interval.ms", "10");
  }

  CaptureInMemory with(String option, String value) {
    options.put(option, value);
    return this;
  }

  /** A running snapshot of which no row was read, and a log that is read from its beginning. */
  CaptureInMemory storedInSnapshot() {
    return storedAt(0).stored(Map.of("snapshot", "INITIAL"));
  }

  /** A position on the log, and no snapshot. */
  CaptureInMemory storedAt(long position) {
    return storedAt("books", 7, position);
  }

  /** The position of another collection with one channel. */
  CaptureInMemory storedAt(String collection, long id, long position) {
    Map<String, Object> offset = position("dml_0_" + id + "v0", position);
    offset.put("collection_id", id);
    stored.put(Map.of("server", "t", "database", "shop", "collection", collection), offset);
    return this;
  }

  private static Map<String, Object> position(String vchannel, long position) {
    return new HashMap<>(
        Map.of(
            vchannel + ".position",
            position,
            vchannel + ".timestamp",
            0L,
            vchannel + ".events",
            0));
  }

  /** The position of another channel, in the stored offset. */
  CaptureInMemory storedPosition(String vchannel, long position) {
    return stored(position(vchannel, position));
  }

  /** The partitions that there were at the stored position. */
  CaptureInMemory storedPartitions(String partitions) {
    return stored(Map.of("partitions", partitions));
  }

  private CaptureInMemory stored(Map<String, ?> entries) {
    Map<String, Object> offset = new HashMap<>(stored.get(PARTITION));
    offset.putAll(entries);
    stored.put(PARTITION, offset);
    return this;
  }

  /** The log is what Milvus returns, which it keeps for a while. */
  CaptureInMemory throughMilvus(Duration retention) {
    throughMilvus = new DumpChangeLogReader(milvus.client(), retention);
    return this;
  }

  /** Adds an entry to the stored offset. */
  CaptureInMemory storedEntry(String name, Object value) {
    return stored(Map.of(name, value));
  }

  CaptureInMemory withoutLog() {
    logged = false;
    return with("change.log.reader", "none");
  }

  CaptureInMemory inserted(long timestamp, long partition, Long... keys) {
    List<Long> timestamps = List.of(keys).stream().map(key -> timestamp).toList();
    return logged(
        Messages.insert(VCHANNEL, 7, "part", timestamps, List.of(keys)).toBuilder()
            .setPartitionID(partition)
            .build()
            .toByteArray());
  }

  CaptureInMemory deleted(long timestamp, Long... keys) {
    List<Long> timestamps = List.of(keys).stream().map(key -> timestamp).toList();
    return logged(Messages.delete(VCHANNEL, 7, "part", timestamps, List.of(keys)).toByteArray());
  }

  CaptureInMemory tick(long timestamp) {
    return logged(Messages.tick(timestamp).toByteArray());
  }

  /** An insert of the streaming service. */
  CaptureInMemory streamedInsert(long timestamp, Long... keys) {
    log.append(
        PCHANNEL,
        StreamedProperties.of(2, timestamp, VCHANNEL),
        Messages.insert(VCHANNEL, 7, "part", List.of(), List.of(keys)).toByteArray());
    return this;
  }

  /** A message of the streaming service on the collection's n-th channel. */
  CaptureInMemory streamedOn(int channel, int type, long timestamp, byte[] message) {
    log.append(
        "dml_" + channel,
        StreamedProperties.of(type, timestamp, type == 1 ? "" : "dml_" + channel + "_7v" + channel),
        message);
    return this;
  }

  /** Another message of the streaming service, without content. */
  CaptureInMemory streamed(int type, long timestamp, String vchannel) {
    log.append(PCHANNEL, StreamedProperties.of(type, timestamp, vchannel), new byte[0]);
    return this;
  }

  /** A change of the schema or of the name, by what it changes. */
  CaptureInMemory altered(
      long timestamp, String vchannel, String changed, byte[] body, long... dropped) {
    String pchannel = vchannel.substring(0, vchannel.indexOf("_7v"));
    log.append(pchannel, Alter.properties(timestamp, vchannel, 7, List.of(changed), dropped), body);
    return this;
  }

  CaptureInMemory logged(byte[] message) {
    log.append(PCHANNEL, message);
    return this;
  }

  CaptureInMemory start() {
    if (first == null) {
      first = Map.copyOf(stored);
    }
    task.initialize(new FakeSourceContext(options, stored));
    task.start(options);
    return this;
  }

  /** Ends the task as a crash does after so many records, and starts another. */
  CaptureInMemory resumeAfter(int count) {
    task.stop();
    records.subList(count, records.size()).clear();
    log.closed();
    stored.clear();
    stored.putAll(first);
    records.forEach(record -> stored.put(record.sourcePartition(), record.sourceOffset()));
    task = new Task();
    return start();
  }

  /** Polls until there are as many changes, such as {@code r 7}. */
  List<String> changes(int count) throws InterruptedException {
    until(() -> changes("books").size() >= count);
    return changes("books");
  }

  void until(BooleanSupplier condition) throws InterruptedException {
    for (long begin = System.nanoTime(); !condition.getAsBoolean(); ) {
      List<SourceRecord> polled = task.poll();
      if (polled != null) {
        records.addAll(polled);
      }
      if (System.nanoTime() - begin > TIMEOUT_NANOS) {
        throw new AssertionError("Still waiting; there are " + changes("books"));
      }
    }
  }

  /** The changes of a collection so far. */
  List<String> changes(String collection) {
    List<String> changes = new ArrayList<>();
    for (SourceRecord record : records) {
      if (record.topic().equals("t.shop." + collection) && record.value() != null) {
        String operation = ((Struct) record.value()).getString("op");
        changes.add(
            record.key() == null ? operation : operation + " " + ((Struct) record.key()).get("id"));
      }
    }
    return changes;
  }

  /** The entry of the collection's position on the log in the offset of each change. */
  List<Object> positions() {
    List<Object> positions = new ArrayList<>();
    for (SourceRecord record : records) {
      if (record.topic().equals("t.shop.books") && record.value() != null) {
        positions.add(record.sourceOffset().get(VCHANNEL + ".position"));
      }
    }
    return positions;
  }

  private ChangeLogReader reader() {
    return throughMilvus != null ? throughMilvus : log;
  }

  @Override
  public void close() {
    if (first != null) {
      task.stop();
    }
    milvus.close();
  }

  private final class Task extends CaptureTask<MilvusSourceConfig> {
    Task() {
      super(
          MilvusSourceConnector.class,
          MilvusSourceConfig.CONNECTOR,
          MilvusSourceConfig.OPTIONS,
          MilvusSourceConfig::new);
    }

    @Override
    protected TaskRun wire(TaskStart<MilvusSourceConfig> start) {
      CapturedSchemas schemas = new CapturedSchemas(start.config());
      Framework<NamedPartition, MilvusOffset> framework =
          Framework.of(start, schemas, error -> false);
      return TaskRun.of(
          framework,
          output -> {
            CollectionOutput.Task task =
                new CollectionOutput.Task(
                    output, schemas, metrics, Capture.signals(start, framework.signals()));
            return start.config().snapshot().mode().capturesRows()
                ? Capture.loop(start, milvus.client(), logged ? reader() : null, task)
                : Capture.announcements(start, milvus.client(), task);
          });
    }
  }
}
