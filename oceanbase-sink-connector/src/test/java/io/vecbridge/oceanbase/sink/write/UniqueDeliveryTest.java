// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.testing.MemoryConnect;
import io.vecbridge.common.testing.Records;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/**
 * Rows hand unique values to each other over partitions, tasks and puts, while their table can't be
 * written for a while, puts fail, and partitions change their owners: the table ends as if the
 * changes had been applied one by one.
 */
class UniqueDeliveryTest {
  private static final int PARTITIONS = 2;
  private static final int CHANGES = 30;
  private static final List<String> NAMES = List.of("a", "b", "c");

  @Property(tries = 2_000)
  void anyDeliveryLeavesWhatTheChangesOneByOneLeave(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int batchSize) {
    Random random = new Random(seed);
    FakeTable table = new FakeTable();
    MemoryConnect<TargetTable, FakeTenant> connect =
        new MemoryConnect<>(2, () -> new FakeTenant(batchSize, table));
    Map<Long, Map<String, Object>> expected = send(random, connect);

    for (int step = random.nextInt(40); step > 0; step--) {
      take(random, connect);
    }
    finish(connect);

    assertThat(table.rows).isEqualTo(expected);
  }

  @Test
  void rowsOfTwoTasksExchangeValuesByAStateThatAPutFolds() {
    FakeTable table = new FakeTable();
    MemoryConnect<TargetTable, FakeTenant> connect =
        new MemoryConnect<>(2, () -> new FakeTenant(4, table));
    send(connect, 0, named("a"));
    send(connect, 1, named("b"));
    connect.tasks().forEach(task -> task.poll(9));
    send(connect, 0, named(null));
    send(connect, 1, named("a"));
    send(connect, 0, named("b"));

    finish(connect);

    assertThat(table.name(0)).isEqualTo("b");
    assertThat(table.name(1)).isEqualTo("a");
  }

  @Test
  void noRowThatWaitsIsLostWithATableThatCannotBeWrittenMeanwhile() {
    FakeTable table = new FakeTable();
    MemoryConnect<TargetTable, FakeTenant> connect =
        new MemoryConnect<>(2, () -> new FakeTenant(4, table));
    table.store(1, "a");
    table.store(3, "c");
    send(connect, 2, named("a"));
    send(connect, 0, named("c"));
    MemoryConnect<TargetTable, FakeTenant>.Task task = connect.tasks().get(0);
    task.poll(9);
    task.system().unfit = true;
    task.poll(9);
    table.rows.clear();

    finish(connect);

    assertThat(table.name(0)).isEqualTo("c");
    assertThat(table.name(2)).isEqualTo("a");
  }

  private static Map<String, Object> named(String name) {
    Map<String, Object> row = new HashMap<>();
    row.put("name", name);
    return row;
  }

  private static void take(Random random, MemoryConnect<TargetTable, FakeTenant> connect) {
    MemoryConnect<TargetTable, FakeTenant>.Task task = connect.tasks().get(random.nextInt(2));
    switch (random.nextInt(9)) {
      case 0, 1, 2, 3 -> task.poll(1 + random.nextInt(9));
      case 4 -> task.commit();
      case 5 -> connect.move(random.nextInt(PARTITIONS), random.nextBoolean());
      case 6 -> task.system().fails = true;
      case 7 -> task.system().unfit = !task.system().unfit;
      default -> connect.letTimePass(Duration.ofSeconds(1 + random.nextInt(5)));
    }
  }

  private static void finish(MemoryConnect<TargetTable, FakeTenant> connect) {
    connect.tasks().forEach(task -> task.system().unfit = false);
    for (int i = 0; i < 300; i++) {
      connect.letTimePass(Duration.ofSeconds(1));
      connect.tasks().forEach(task -> task.poll(7));
    }
    assertThat(connect.isDone()).isTrue();
  }

  /** Sends changes that are legal one after the other, and returns the rows that they leave. */
  private static Map<Long, Map<String, Object>> send(
      Random random, MemoryConnect<TargetTable, FakeTenant> connect) {
    Map<Long, Map<String, Object>> rows = new TreeMap<>();
    for (int i = 0; i < CHANGES; i++) {
      long id = random.nextInt(4);
      if (rows.containsKey(id) && random.nextInt(3) == 0) {
        rows.remove(id);
        send(connect, id, null);
        continue;
      }
      Map<String, Object> change = change(random, i);
      if (!isTaken(rows, id, change.get("name"))) {
        rows.computeIfAbsent(id, key -> FakeTable.empty()).putAll(change);
        change.put("id", id);
        send(connect, id, change);
      }
    }
    return rows;
  }

  private static boolean isTaken(Map<Long, Map<String, Object>> rows, long id, Object name) {
    return name != null
        && rows.entrySet().stream()
            .anyMatch(row -> row.getKey() != id && name.equals(row.getValue().get("name")));
  }

  private static Map<String, Object> change(Random random, int number) {
    Map<String, Object> change = new HashMap<>();
    int columns = random.nextInt(4);
    if (columns != 1) {
      change.put("name", random.nextInt(5) == 0 ? null : NAMES.get(random.nextInt(NAMES.size())));
    }
    if (columns < 2) {
      change.put("extra", "x" + number);
    }
    return change;
  }

  private static void send(
      MemoryConnect<TargetTable, FakeTenant> connect, long id, Map<String, Object> row) {
    TopicPartition partition = new TopicPartition(Records.TOPIC, (int) (id % PARTITIONS));
    connect.send(
        new SinkRecord(
            partition.topic(),
            partition.partition(),
            null,
            Map.of("id", id),
            null,
            row,
            connect.next(partition)));
  }
}
