// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.Status;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.testing.FakeMilvus;
import io.vecbridge.common.testing.MemoryConnect;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.sink.row.TargetCollection;
import io.vecbridge.milvus.sink.row.TestCollections;
import io.vecbridge.milvus.sink.write.MilvusDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * However Connect delivers a stream of changes, and whichever requests Milvus fails, with or
 * without carrying them out: the collections end as if the changes had been applied one by one.
 */
class MilvusDeliveryTest {
  private static final String TOPIC = "vec.all";
  private static final int PARTITIONS = 2;
  private static final int CHANGES = 30;

  @Property(tries = 30)
  void anyDeliveryLeavesWhatTheChangesOneByOneLeave(@ForAll long seed, @ForAll boolean carriesOut)
      throws IOException {
    Random random = new Random(seed);
    MemoryMilvus milvus = new MemoryMilvus();
    for (String table : List.of("t0", "t1")) {
      milvus.create("default", TestCollections.schema().setName(table).build());
    }
    if (carriesOut) {
      milvus.carryOutFailures();
    }
    try (FakeMilvus server = new FakeMilvus(milvus)) {
      MemoryConnect<TargetCollection, MilvusDatabase> connect =
          new MemoryConnect<>(2, () -> database(server), 1 + random.nextInt(6));
      Map<String, Map<Long, Float>> expected = send(random, connect);
      for (int step = random.nextInt(60); step > 0; step--) {
        take(random, connect, milvus);
      }
      finish(connect);

      for (String table : List.of("t0", "t1")) {
        assertThat(milvus.rows("default." + table))
            .isEqualTo(expected.getOrDefault(table, Map.of()));
      }
      connect.tasks().forEach(task -> task.system().close());
    }
  }

  private static MilvusDatabase database(FakeMilvus server) {
    MilvusSinkConfig config =
        MilvusSinkConfig.of(
            Map.of("milvus.uri", server.uri(), "milvus.database", "default", "batch.size", "2"));
    return new MilvusDatabase(
        server.client("", Duration.ofSeconds(20)),
        config,
        Set::of,
        new SinkMetrics(() -> 0, () -> 0));
  }

  private static void take(
      Random random, MemoryConnect<TargetCollection, MilvusDatabase> connect, MemoryMilvus milvus) {
    MemoryConnect<TargetCollection, MilvusDatabase>.Task task =
        connect.tasks().get(random.nextInt(2));
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> task.poll(1 + random.nextInt(20));
      case 3 -> task.commit();
      case 4 -> connect.move(random.nextInt(PARTITIONS), random.nextBoolean());
      case 5 -> milvus.answer("upsert", answers(random, 1, "service not ready"));
      case 6 -> milvus.answer("describe", answers(random, 1401, "permission deny"));
      default -> connect.letTimePass(Duration.ofSeconds(1 + random.nextInt(60)));
    }
  }

  /** Some of the next calls fail. */
  private static Status[] answers(Random random, int code, String reason) {
    Status[] answers = new Status[1 + random.nextInt(6)];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = random.nextInt(3) == 0 ? MemoryMilvus.failure(code, reason) : MemoryMilvus.OK;
    }
    return answers;
  }

  private static void finish(MemoryConnect<TargetCollection, MilvusDatabase> connect) {
    for (int i = 0; i < 100 && !connect.isDone(); i++) {
      connect.letTimePass(Duration.ofMinutes(1));
      connect.tasks().forEach(task -> task.poll(7));
    }
    assertThat(connect.isDone()).isTrue();
  }

  /** Sends changes of two tables in one topic, and returns the rows that they leave. */
  private static Map<String, Map<Long, Float>> send(
      Random random, MemoryConnect<TargetCollection, MilvusDatabase> connect) {
    Map<String, Map<Long, Float>> tables = new HashMap<>();
    for (int i = 0; i < CHANGES; i++) {
      String table = "t" + random.nextInt(2);
      long id = random.nextInt(4);
      Map<Long, Float> rows = tables.computeIfAbsent(table, name -> new HashMap<>());
      Map<String, Object> source = Map.of("db", "shop", "table", table);
      Map<String, Object> value;
      if (random.nextInt(4) == 0) {
        rows.remove(id);
        value = Map.of("op", "d", "before", Map.of("id", id), "source", source);
      } else {
        rows.put(id, (float) i);
        Map<String, Object> after = Map.of("id", id, "v", List.of((float) i, 1f));
        value = Map.of("op", "c", "after", after, "source", source);
      }
      TopicPartition partition = new TopicPartition(TOPIC, (int) (id % PARTITIONS));
      connect.send(
          new SinkRecord(
              TOPIC,
              partition.partition(),
              null,
              Map.of("id", id),
              null,
              value,
              connect.next(partition)));
    }
    return tables;
  }
}
