// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.deadletter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts dead letters by table and reason. */
public final class Summary {
  private final Map<List<String>, Group> groups = new LinkedHashMap<>();

  /**
   * Dead letters of one table and one reason.
   *
   * @param first the time of the first one
   * @param last the time of the last one
   */
  public record Group(String table, String reason, long count, Instant first, Instant last) {
    private Group with(DeadLetter letter) {
      return new Group(
          table,
          reason,
          count + 1,
          letter.time().isBefore(first) ? letter.time() : first,
          letter.time().isAfter(last) ? letter.time() : last);
    }
  }

  /** Counts one. */
  public void add(DeadLetter letter) {
    groups.compute(
        List.of(letter.table(), letter.kind()),
        (key, group) ->
            (group == null
                    ? new Group(letter.table(), letter.kind(), 0, letter.time(), letter.time())
                    : group)
                .with(letter));
  }

  /** The groups; those with the most records first. */
  public List<Group> groups() {
    List<Group> sorted = new ArrayList<>(groups.values());
    sorted.sort(Comparator.comparingLong(Group::count).reversed());
    return sorted;
  }
}
