// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import io.vecbridge.common.sink.event.SourceName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds targets that several topics would fill, before any record comes: by the names that the
 * topics and the mappings have. {@link TargetOwners} finds them by the records.
 */
public final class SharedTargets {
  private final Map<Object, Set<String>> sources = new LinkedHashMap<>();
  private final Set<Object> accidental = new HashSet<>();

  /**
   * The rows of a source go to a target.
   *
   * @param target compared by {@code equals}
   * @param source a topic, or what a mapping maps
   * @param mapped whether it is mapped to the target one by one
   */
  public void add(Object target, String source, boolean mapped) {
    sources.computeIfAbsent(target, each -> new TreeSet<>()).add(source);
    if (!mapped) {
      accidental.add(target);
    }
  }

  /**
   * Why each such target is refused, unless all of its sources are mapped to it.
   *
   * @param mappings the option that maps tables one by one
   */
  public List<String> refusals(String mappings) {
    List<String> problems = new ArrayList<>();
    sources.forEach(
        (target, names) -> {
          if (names.size() > 1 && accidental.contains(target)) {
            problems.add(message(target, names, mappings));
          }
        });
    return problems;
  }

  /**
   * Why the target of a table is refused, or null. Topics whose names differ by the prefix alone
   * can be of one table.
   */
  String refusal(Object target, SourceName table, String mappings) {
    Set<String> names = sources.getOrDefault(target, Set.of());
    boolean shared =
        names.stream().anyMatch(name -> isOf(table, name))
            && names.stream().anyMatch(name -> !isOf(table, name));
    return shared && accidental.contains(target) ? message(target, names, mappings) : null;
  }

  private static boolean isOf(SourceName table, String name) {
    return name.equals(table.topic()) || SourceName.ofTopic(name).text().equals(table.text());
  }

  private static String message(Object target, Set<String> names, String mappings) {
    return "The rows of "
        + String.join(" and ", names)
        + " would overwrite each other if they have the same keys: all would be written to "
        + target
        + ". Map each of them with "
        + mappings
        + ".";
  }
}
