// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.repair;

import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.pair.ConnectorPair;
import io.vecbridge.tool.pair.ObjectPair;
import io.vecbridge.tool.pair.OpenedPair;
import io.vecbridge.tool.row.KeyBatches;
import io.vecbridge.tool.row.MilvusPage.Entity;
import io.vecbridge.tool.row.TableEntry;
import io.vecbridge.tool.verify.KeyComparison;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Writes and deletes rows of one target, in batches that fit into memory. */
public final class Repair {
  private static final int MOST_ROWS = 1_000;
  private static final int MOST_TRIES = 10;

  private final ConnectorPair connectors;
  private final Sleeper sleeper;

  /** Of the targets of a pair. */
  public Repair(ConnectorPair connectors, Sleeper sleeper) {
    this.connectors = connectors;
    this.sleeper = sleeper;
  }

  /**
   * Carries out a plan, and returns how many of its rows still differ.
   *
   * @throws ToolException if a row can't be written; the batches before it have been
   */
  public long run(RepairPlan plan) throws SQLException, InterruptedException {
    SinkTask task = connectors.sinkTask();
    Map<String, String> options = options(connectors.sink(), plan.names());
    RepairContext context =
        new RepairContext(options, Set.of(new TopicPartition(plan.names().topic(), 0)));
    task.initialize(context);
    try (OpenedPair pair = connectors.open(plan.names(), "", false)) {
      task.start(options);
      new KeyBatches(MOST_ROWS)
          .each(
              plan.deleted(),
              keys -> {
                put(task, context, deletes(pair, keys));
                return 0;
              });
      new KeyBatches(MOST_ROWS)
          .each(
              both(plan),
              keys -> {
                Upserts upserts = upserts(pair, keys);
                put(task, context, upserts.records());
                return upserts.bytes();
              });
      return new KeyComparison(pair, false, false).differing(both(plan));
    } catch (KafkaException e) {
      throw new ToolException(
          "The repair of " + plan.names().target() + " failed: " + e.getMessage(), e);
    } finally {
      task.stop();
    }
  }

  /** Those of the sink, for one topic: what keeps it from writing others doesn't matter here. */
  static Map<String, String> options(Map<String, String> sink, ObjectPair names) {
    Map<String, String> options = new HashMap<>(sink);
    options.remove(SinkTask.TOPICS_REGEX_CONFIG);
    options.remove("errors.deadletterqueue.topic.name");
    options.put(SinkTask.TOPICS_CONFIG, names.topic());
    options.put("task.id", "repair-" + Integer.toHexString(names.source().hashCode()));
    options.put("errors.tolerance", "none");
    options.put("object.failure.mode", "fail");
    options.put("delete.enabled", "true");
    return options;
  }

  private static List<Object> both(RepairPlan plan) {
    List<Object> keys = new ArrayList<>(plan.written());
    keys.addAll(plan.deleted());
    return keys;
  }

  /** By the names of the source, from which the sink finds those of the target. */
  static List<SinkRecord> deletes(OpenedPair pair, List<Object> keys) {
    boolean forward = pair.names().forward();
    return keys.stream()
        .map(key -> forward ? pair.milvus().delete(key) : pair.table().delete(key))
        .toList();
  }

  /**
   * The records that write rows.
   *
   * @param bytes about the size of the rows in memory
   */
  private record Upserts(List<SinkRecord> records, long bytes) {}

  /** The source's rows; a key that it no longer has gives none. */
  private static Upserts upserts(OpenedPair pair, List<Object> keys)
      throws SQLException, InterruptedException {
    List<SinkRecord> records = new ArrayList<>();
    long bytes = 0;
    if (pair.names().forward()) {
      for (List<Entity> entities : pair.milvus().lookup(keys).values()) {
        bytes += entities.stream().mapToLong(Entity::bytes).sum();
        records.add(entities.get(0).upsert());
      }
    } else {
      for (List<TableEntry> entries : pair.table().lookup(keys, true).values()) {
        bytes += entries.stream().mapToLong(TableEntry::bytes).sum();
        records.add(pair.table().upsert(entries.get(0)));
      }
    }
    return new Upserts(records, bytes);
  }

  /** As a worker does, which waits as long as the task asks for. */
  void put(SinkTask task, RepairContext context, List<SinkRecord> records)
      throws InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        task.put(records);
        task.flush(Map.of());
        return;
      } catch (RetriableException e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
        sleeper.sleep(context.pause());
      }
    }
  }
}
