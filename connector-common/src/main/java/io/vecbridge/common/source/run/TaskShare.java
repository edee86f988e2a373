// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.run;

import io.debezium.relational.TableId;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.source.offset.Escapes;
import io.vecbridge.common.source.offset.NameSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which collections or tables a task owns: every one has exactly one owner among a connector's
 * tasks, without communication between the tasks.
 *
 * <p>Those that existed when the connector created the tasks are distributed in turn. Any other is
 * assigned by the hash of its name, so that each task knows at once whether one that appears while
 * it runs is its own.
 */
public final class TaskShare {
  /** Task option: the collections that were dealt out, in the order of dealing. */
  public static final String DEALT = "task.collections.dealt";

  /** Task option: the number of tasks. */
  public static final String TASKS = RateLimits.TASKS;

  // Tables can have any characters in their names.
  private static final Escapes IN_DATABASE = new Escapes(",.");
  private static final Escapes IN_NAME = new Escapes(",");

  private final int task;
  private final int tasks;
  private final Map<String, Integer> owners = new HashMap<>();

  TaskShare(int task, int tasks, List<String> dealt) {
    this.task = task;
    this.tasks = tasks;
    for (int i = 0; i < dealt.size(); i++) {
      owners.put(dealt.get(i), i % tasks);
    }
  }

  /** The share that a task's options give it. */
  public static TaskShare of(int task, Map<String, String> options) {
    return new TaskShare(
        task,
        Integer.parseInt(options.getOrDefault(TASKS, "1")),
        NameSet.of(options.getOrDefault(DEALT, "")));
  }

  /**
   * The options of all tasks: at most {@code maxTasks}, at least one, none without a collection.
   */
  public static List<Map<String, String>> deal(List<TableId> collections, int maxTasks) {
    List<String> names = collections.stream().map(TaskShare::text).sorted().toList();
    int count = Math.max(1, Math.min(maxTasks, names.size()));
    String dealt = NameSet.text(names);
    List<Map<String, String>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tasks.add(Map.of(DEALT, dealt, TASKS, Integer.toString(count)));
    }
    return tasks;
  }

  /** The collections that were dealt out to all tasks. */
  public List<TableId> dealt() {
    List<TableId> ids = new ArrayList<>();
    for (String text : owners.keySet()) {
      int dot = text.indexOf('.');
      String database = IN_DATABASE.plain(text.substring(0, dot));
      ids.add(new TableId(database, null, IN_NAME.plain(text.substring(dot + 1))));
    }
    return ids;
  }

  /** Whether this is the first task, which does what one of them has to do for all. */
  public boolean isFirst() {
    return task == 0;
  }

  /** Whether this task owns a collection. */
  public boolean owns(TableId collection) {
    Integer owner = owners.get(text(collection));
    String name = collection.catalog() + "." + collection.table();
    return (owner != null ? owner : Math.floorMod(name.hashCode(), tasks)) == task;
  }

  private static String text(TableId collection) {
    return IN_DATABASE.escaped(collection.catalog()) + "." + IN_NAME.escaped(collection.table());
  }
}
