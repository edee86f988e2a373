// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.relational.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class TaskShareTest {
  @Property
  void everyCollectionHasExactlyOneOwnerWhetherItWasDealtOutOrAppearsLater(
      @ForAll Set<@AlphaChars @StringLength(min = 1, max = 6) String> dealt,
      @ForAll Set<@AlphaChars @StringLength(min = 1, max = 6) String> later,
      @ForAll @IntRange(min = 1, max = 5) int maxTasks) {
    List<Map<String, String>> tasks = TaskShare.deal(ids(dealt), maxTasks);
    Set<String> all = new TreeSet<>(dealt);
    all.addAll(later);
    for (TableId id : ids(all)) {
      int owners = 0;
      for (int task = 0; task < tasks.size(); task++) {
        owners += TaskShare.of(task, tasks.get(task)).owns(id) ? 1 : 0;
      }
      assertThat(owners).as(id.toString()).isEqualTo(1);
    }
  }

  @Property
  void noTaskIsWithoutACollectionThatWasDealtOut(
      @ForAll Set<@AlphaChars @StringLength(min = 1, max = 6) String> names,
      @ForAll @IntRange(min = 1, max = 5) int maxTasks) {
    List<Map<String, String>> tasks = TaskShare.deal(ids(names), maxTasks);
    assertThat(tasks).hasSize(Math.max(1, Math.min(maxTasks, names.size())));
    for (int task = 0; task < tasks.size() && !names.isEmpty(); task++) {
      assertThat(ids(names)).anyMatch(TaskShare.of(task, tasks.get(task))::owns);
    }
  }

  @Example
  void aClusterWithoutCollectionsHasOneTaskThatOwnsWhateverAppears() {
    List<Map<String, String>> tasks = TaskShare.deal(List.of(), 4);
    assertThat(tasks).hasSize(1);
    assertThat(TaskShare.of(0, tasks.get(0)).owns(new TableId("db", null, "any"))).isTrue();
  }

  @Example
  void namesWithCommasDotsAndPercentSignsAreDealtOut() {
    List<TableId> odd =
        List.of(
            new TableId("d", null, "a,b"),
            new TableId("d", null, "c.d%2Ce"),
            new TableId("e.f", null, ",g"));
    List<Map<String, String>> tasks = TaskShare.deal(odd, 3);
    assertThat(TaskShare.of(0, tasks.get(0)).dealt()).containsExactlyInAnyOrderElementsOf(odd);
    for (int task = 0; task < tasks.size(); task++) {
      assertThat(odd).filteredOn(TaskShare.of(task, tasks.get(task))::owns).hasSize(1);
    }
  }

  @Example
  void otherNamesAreDealtOutAsTheyAre() {
    assertThat(TaskShare.deal(List.of(new TableId("d", null, "t.u 100%")), 1).get(0))
        .containsEntry(TaskShare.DEALT, "d.t.u 100%");
  }

  private static List<TableId> ids(Set<String> names) {
    List<TableId> ids = new ArrayList<>();
    for (String name : names) {
      ids.add(new TableId("db", null, name));
    }
    return ids;
  }
}
