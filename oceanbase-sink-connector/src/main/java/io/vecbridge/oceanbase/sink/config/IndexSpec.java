// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.vecbridge.oceanbase.sink.config.VectorIndexConfig.VectorDistance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What options say about an index: type, distance and parameters, each of which can be missing.
 *
 * @param type null if it isn't said
 * @param distance null if it isn't said
 */
record IndexSpec(
    VectorIndexType type, VectorDistance distance, Map<IndexParameter, Integer> parameters) {

  /** The spec of an option's items, such as {@code type=hnsw} and {@code m=16}. */
  static IndexSpec of(List<String> items) {
    VectorIndexType type = null;
    VectorDistance distance = null;
    Map<IndexParameter, Integer> parameters = new EnumMap<>(IndexParameter.class);
    for (String item : items) {
      String name = name(item);
      String value = value(item);
      switch (name) {
        case "type" -> type = constant(VectorIndexType.values(), value).orElseThrow();
        case "distance" -> distance = constant(VectorDistance.values(), value).orElseThrow();
        default -> parameters.put(IndexParameter.of(name), Integer.valueOf(value));
      }
    }
    return new IndexSpec(type, distance, parameters);
  }

  /** Of two, the one that says something counts; the other one's parameters are kept. */
  IndexSpec over(IndexSpec general) {
    Map<IndexParameter, Integer> all = new EnumMap<>(IndexParameter.class);
    all.putAll(general.parameters);
    all.putAll(parameters);
    return new IndexSpec(
        type == null ? general.type : type, distance == null ? general.distance : distance, all);
  }

  /**
   * What is wrong with the form of an option's items.
   *
   * @param parametersOnly whether type and distance have options of their own
   */
  static List<String> problems(List<String> items, boolean parametersOnly) {
    List<String> problems = new ArrayList<>();
    for (String item : items) {
      String name = name(item);
      String value = value(item);
      if (!parametersOnly && name.equals("type")) {
        check(item, VectorIndexType.values(), value, problems);
      } else if (!parametersOnly && name.equals("distance")) {
        check(item, VectorDistance.values(), value, problems);
      } else if (IndexParameter.of(name) == null) {
        problems.add(
            "'"
                + item.strip()
                + "' is no parameter of a vector index. The parameters are: "
                + String.join(
                    ", ", Arrays.stream(IndexParameter.values()).map(IndexParameter::text).toList())
                + ".");
      } else if (!value.matches("\\d{1,9}")) {
        problems.add("'" + item.strip() + "' needs a whole number.");
      }
    }
    return problems;
  }

  /** What is wrong with the parameters for the type, if that is known. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (type == null || type == VectorIndexType.SOURCE || type == VectorIndexType.NONE) {
      return problems;
    }
    parameters.forEach(
        (parameter, value) -> {
          int lowest = parameter.lowest(type);
          int highest = parameter.highest(type);
          if (!parameter.appliesTo(type)) {
            problems.add(
                "An index of the type " + type.getValue() + " has no " + parameter.text() + ".");
          } else if (value < lowest || value > highest) {
            problems.add(
                parameter.text()
                    + " must be from "
                    + lowest
                    + " to "
                    + highest
                    + " for the type "
                    + type.getValue()
                    + ".");
          }
        });
    if (type.kind() == VectorIndexType.Kind.GRAPH
        && parameters.getOrDefault(IndexParameter.EF_CONSTRUCTION, VectorIndex.EF_CONSTRUCTION)
            <= parameters.getOrDefault(IndexParameter.M, VectorIndex.M)) {
      problems.add("ef_construction must be above m.");
    }
    if (type == VectorIndexType.IVF_PQ && !parameters.containsKey(IndexParameter.M)) {
      problems.add("An index of the type ivf_pq needs m, a divisor of the vectors' dimension.");
    }
    return problems;
  }

  private static <E extends Enum<E>> void check(
      String item, E[] values, String value, List<String> problems) {
    if (constant(values, value).isEmpty()) {
      problems.add(
          "'"
              + item.strip()
              + "' must be one of: "
              + String.join(
                  ", ",
                  Arrays.stream(values).map(each -> each.name().toLowerCase(Locale.ROOT)).toList())
              + ".");
    }
  }

  private static <E extends Enum<E>> Optional<E> constant(E[] values, String text) {
    return Arrays.stream(values).filter(each -> each.name().equalsIgnoreCase(text)).findFirst();
  }

  private static String name(String item) {
    int equals = item.indexOf('=');
    return item.substring(0, Math.max(0, equals)).strip().toLowerCase(Locale.ROOT);
  }

  private static String value(String item) {
    return item.substring(item.indexOf('=') + 1).strip();
  }
}
