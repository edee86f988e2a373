// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.sink.write.MemorySystem.Table;
import io.vecbridge.common.testing.MemoryConnect;
import io.vecbridge.common.testing.Records;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * However Connect delivers a stream of changes, cut into puts anywhere, again from any earlier put,
 * to either of two tasks, around tables that can't be written for a while, with commits that are
 * late: the tables end as if the changes had been applied one by one.
 */
class DeliveryTest {
  private final Map<String, PartialRows> server = new TreeMap<>();
  private final MemoryConnect<Table, MemorySystem> connect = twoTasks(server);

  @Property(tries = 1_000)
  void anyDeliveryLeavesWhatTheChangesOneByOneLeave(
      @ForAll boolean transactions,
      @ForAll @IntRange(min = 1, max = 10) int overlapping,
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 287) Integer> changes,
      @ForAll @Size(max = 40) List<@IntRange(max = 999) Integer> steps) {
    Map<String, PartialRows> tables = new TreeMap<>();
    MemoryConnect<Table, MemorySystem> any =
        new MemoryConnect<>(2, () -> new MemorySystem(tables, transactions), overlapping);
    changes.forEach(change -> NumberedChanges.send(any, change));
    steps.forEach(step -> take(any, step));
    finish(any);

    assertThat(NumberedChanges.rows(tables)).isEqualTo(NumberedChanges.oneByOne(changes));
  }

  @Test
  void aTableThatCannotBeOpenedHoldsUpItsPartitionsAlone() {
    for (int change : new int[] {1, 97, 9, 105}) {
      NumberedChanges.send(connect, change);
    }
    MemoryConnect<Table, MemorySystem>.Task task = connect.tasks().get(0);
    connect.tasks().forEach(each -> each.system().unfit.add("t0"));

    connect.tasks().forEach(each -> each.poll(10));
    connect.tasks().forEach(each -> each.commit());

    assertThat(server.keySet()).containsExactly("t1");
    assertThat(connect.tasks())
        .allSatisfy(
            each -> {
              assertThat(each.context().paused()).hasSize(1);
              assertThat(each.metrics().getBlockedTables())
                  .singleElement()
                  .asString()
                  .startsWith(
                      "Table shop.t0 can't be written: its key does not fit. Topic vec.shop.");
            });
    TopicPartition blocked = new TopicPartition("vec.shop.t0", 0);
    assertThat(task.committed(blocked)).isZero();

    connect.letTimePass(Duration.ofSeconds(1));
    connect.tasks().forEach(each -> each.poll(10));
    connect.tasks().forEach(each -> each.poll(10));
    assertThat(task.metrics().getTotalNumberOfTableFailures()).isEqualTo(2);
    connect.tasks().forEach(each -> each.system().unfit.clear());
    finish(connect);
    connect.tasks().forEach(each -> each.commit());

    assertThat(server.keySet()).containsExactly("t0", "t1");
    assertThat(task.committed(blocked)).isEqualTo(1);
    assertThat(task.metrics().getBlockedTables()).isEmpty();
  }

  @Test
  void aTableWhoseRowsCannotBeWrittenIsLeftOutOfThePut() {
    for (int change : new int[] {1, 97, 9, 105}) {
      NumberedChanges.send(connect, change);
    }
    connect.tasks().forEach(each -> each.system().denied.add("t1"));

    connect.tasks().forEach(each -> each.poll(10));

    assertThat(server.keySet()).containsExactly("t0");
    assertThat(connect.tasks().get(0).metrics().getLastError())
        .isEqualTo("the user has no privilege");
    assertThat(connect.tasks().get(0).metrics().getTotalNumberOfRecordsRead()).isEqualTo(1);
  }

  @Test
  void recordsAfterOneThatWasBlockedInTheSamePutWaitForItEvenIfTheRestOfThePutFails() {
    MemoryConnect<Table, MemorySystem> overlapping =
        new MemoryConnect<>(2, () -> new MemorySystem(server), 1);
    MemoryConnect<Table, MemorySystem>.Task task = overlapping.tasks().get(0);
    TopicPartition blocked = new TopicPartition("vec.shop.t0", 0);
    task.system().denied.add("t0");
    NumberedChanges.send(overlapping, 1);
    task.poll(1);

    // Its put is over, and fails in the next one, which is then written without table t0.
    NumberedChanges.send(overlapping, 17);
    NumberedChanges.send(overlapping, 97);
    task.system().fails = 2;
    task.poll(10);
    assertThat(task.metrics().getLastError()).isEqualTo("the connection is lost");
    overlapping.letTimePass(Duration.ofSeconds(1));
    task.poll(10);
    task.commit();

    assertThat(server.keySet()).containsExactly("t1");
    assertThat(task.committed(blocked)).isZero();
    finish(overlapping);
    assertThat(NumberedChanges.rows(server))
        .isEqualTo(NumberedChanges.oneByOne(List.of(1, 17, 97)));
  }

  @Test
  void anEventWhoseTableCannotBePreparedIsTriedAgainAndHoldsUpNoOther() {
    TopicPartition events = new TopicPartition("vec", 0);
    connect.send(Records.schemaChange("t0", 0));
    connect.send(Records.schemaChange("t1", 1));
    MemoryConnect<Table, MemorySystem>.Task task = connect.tasks().get(0);
    task.system().unfit.add("t0");

    task.poll(10);
    task.commit();

    assertThat(task.system().applied).containsExactly("t1");
    assertThat(task.context().paused()).isEmpty();
    assertThat(task.context().timeout()).isEqualTo(1_001);
    assertThat(task.committed(events)).isZero();
    assertThat(task.metrics().getBlockedTables())
        .containsExactly(
            "Table shop.t0 can't be created or extended: its key does not fit. The event at topic"
                + " vec, partition 0, offset 0 is tried again.");

    task.poll(10);
    assertThat(task.metrics().getTotalNumberOfTableFailures()).isEqualTo(1);
    connect.letTimePass(Duration.ofSeconds(1));
    task.poll(10);
    assertThat(task.metrics().getTotalNumberOfTableFailures()).isEqualTo(2);
    assertThat(task.context().timeout()).isEqualTo(2_001);
    task.system().unfit.clear();
    connect.letTimePass(Duration.ofSeconds(2));
    task.poll(10);
    task.commit();

    assertThat(task.system().applied).containsExactly("t1", "t0");
    assertThat(task.committed(events)).isEqualTo(2);
    assertThat(task.metrics().getBlockedTables()).isEmpty();
  }

  @Test
  void anEventCountsOnceInAPutThatIsWrittenFromItsFirstRecordOnAgain() {
    connect.send(Records.schemaChange("t0", 0));
    NumberedChanges.send(connect, 97);
    MemoryConnect<Table, MemorySystem>.Task task = connect.tasks().get(0);
    task.system().unfit.add("t0");
    task.system().denied.add("t1");

    task.poll(10);

    assertThat(task.metrics().getBlockedTables()).hasSize(2);
    assertThat(task.metrics().getTotalNumberOfTableFailures()).isEqualTo(2);
    assertThat(task.context().timeout()).isEqualTo(1_001);
  }

  @Test
  void anEventGoesToTheNextOwnerOfItsPartition() {
    connect.send(Records.schemaChange("t0", 0));
    MemoryConnect<Table, MemorySystem>.Task task = connect.tasks().get(0);
    task.system().unfit.add("t0");
    task.poll(10);

    connect.move(0, true);
    connect.letTimePass(Duration.ofMinutes(1));
    task.system().unfit.clear();
    connect.tasks().forEach(each -> each.poll(10));

    assertThat(task.system().applied).isEmpty();
    assertThat(task.metrics().getBlockedTables()).isEmpty();
    assertThat(connect.tasks().get(1).system().applied).containsExactly("t0");
  }

  private static MemoryConnect<Table, MemorySystem> twoTasks(Map<String, PartialRows> tables) {
    return new MemoryConnect<>(2, () -> new MemorySystem(tables));
  }

  private static void finish(MemoryConnect<Table, MemorySystem> connect) {
    for (MemoryConnect<Table, MemorySystem>.Task task : connect.tasks()) {
      task.system().unfit.clear();
      task.system().denied.clear();
      task.system().fails = 0;
    }
    for (int i = 0; i < 300 && !connect.isDone(); i++) {
      connect.letTimePass(Duration.ofMinutes(1));
      connect.tasks().forEach(task -> task.poll(7));
    }
    assertThat(connect.isDone()).isTrue();
  }

  private static void take(MemoryConnect<Table, MemorySystem> connect, int step) {
    MemoryConnect<Table, MemorySystem>.Task task = connect.tasks().get(step % 2);
    int argument = step / 20;
    switch (step / 2 % 10) {
      case 0, 1, 2, 3 -> task.poll(1 + argument % 9);
      case 4 -> task.commit();
      case 5 -> connect.move(argument, argument % 3 == 0);
      case 6 -> task.system().fails = 1 + argument % 3;
      case 7 -> toggle(task.system().unfit, "t" + argument % 3);
      case 8 -> toggle(task.system().denied, "t" + argument % 3);
      default -> connect.letTimePass(Duration.ofSeconds(1 + argument));
    }
  }

  private static void toggle(Set<String> tables, String table) {
    if (!tables.remove(table)) {
      tables.add(table);
    }
  }
}
