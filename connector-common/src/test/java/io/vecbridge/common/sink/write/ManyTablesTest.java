// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.sink.write.MemorySystem.Table;
import io.vecbridge.common.testing.MemoryConnect;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** What a put of many tables costs grows with their number alone, and it ends. */
class ManyTablesTest {
  private static final int TABLES = 1_000;

  private final Map<String, PartialRows> server = new TreeMap<>();
  private final MemoryConnect<Table, MemorySystem> connect =
      new MemoryConnect<>(1, () -> new MemorySystem(server));
  private final MemoryConnect<Table, MemorySystem>.Task task = connect.tasks().get(0);

  ManyTablesTest() {
    for (int i = 0; i < TABLES; i++) {
      Map<String, Object> row = Map.of("id", 1L, "name", "a");
      connect.send(new SinkRecord("vec.shop.t" + i, 0, null, Map.of("id", 1L), null, row, 0));
    }
  }

  @Test
  void aPutEndsThoughReadingItsDefinitionsTakesLongerThanAPutMay() {
    // 150 seconds in all; a put has 60.
    task.system().reading = () -> connect.letTimePass(Duration.ofMillis(150));

    int polls = 0;
    while (!connect.isDone()) {
      task.poll(TABLES);
      assertThat(++polls).isLessThan(10);
    }

    assertThat(polls).isEqualTo(3);
    assertThat(task.system().reads).isEqualTo(TABLES);
    assertThat(task.system().writes).isEqualTo(TABLES);
    assertThat(server).hasSize(TABLES);
  }

  @Test
  void tablesThatCannotBeWrittenCostOneMoreTryHoweverManyTheyAre() {
    for (int i = 0; i < TABLES; i += 2) {
      task.system().denied.add("t" + i);
    }

    task.poll(TABLES);

    assertThat(server).hasSize(TABLES / 2);
    assertThat(task.metrics().getBlockedTables()).hasSize(TABLES / 2);
    assertThat(task.system().writes).isEqualTo(TABLES + TABLES / 2);
    assertThat(task.system().reads).isEqualTo(TABLES + TABLES / 2);
  }
}
