// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.index;

import io.vecbridge.common.config.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the settings of an index, such as {@code type=hnsw} and {@code m=16}.
 *
 * @param <T> the target's types
 * @param types all of them
 */
record IndexSettings<T extends IndexType>(List<T> types) {
  private static final String TYPE = "type";
  private static final String DISTANCE = "distance";

  static <T extends Enum<T> & IndexType> IndexSettings<T> of(Class<T> types) {
    return new IndexSettings<>(List.of(types.getEnumConstants()));
  }

  /** What settings say that have no problems. */
  IndexSpec<T> read(List<String> items) {
    T type = null;
    VectorDistance distance = null;
    Map<IndexParameter, Integer> parameters = new EnumMap<>(IndexParameter.class);
    for (String item : items) {
      String value = value(item);
      switch (name(item)) {
        case TYPE -> type = named(types, value).orElseThrow();
        case DISTANCE -> distance = named(List.of(VectorDistance.values()), value).orElseThrow();
        default -> parameters.put(parameter(item).orElseThrow(), Integer.valueOf(value));
      }
    }
    return new IndexSpec<>(type, distance, parameters);
  }

  /**
   * What is wrong with the form of settings.
   *
   * @param parametersOnly whether type and distance have options of their own
   */
  List<String> problems(List<String> items, boolean parametersOnly) {
    List<String> problems = new ArrayList<>();
    for (String item : items) {
      String name = name(item);
      if (!parametersOnly && name.equals(TYPE)) {
        check(item, types, problems);
      } else if (!parametersOnly && name.equals(DISTANCE)) {
        check(item, List.of(VectorDistance.values()), problems);
      } else if (parameter(item).isEmpty()) {
        problems.add(
            "'"
                + item.strip()
                + "' is no parameter of a vector index. The parameters are: "
                + String.join(", ", parameters().stream().map(Choice::getValue).toList())
                + ".");
      } else if (!value(item).matches("\\d{1,9}")) {
        problems.add("'" + item.strip() + "' needs a whole number.");
      }
    }
    return problems;
  }

  /** Those that any type has. */
  private Set<IndexParameter> parameters() {
    Set<IndexParameter> all = EnumSet.noneOf(IndexParameter.class);
    types.forEach(type -> all.addAll(type.parameters().keySet()));
    return all;
  }

  private Optional<IndexParameter> parameter(String item) {
    return named(List.copyOf(parameters()), name(item));
  }

  private static void check(String item, List<? extends Choice> values, List<String> problems) {
    if (named(values, value(item)).isEmpty()) {
      problems.add(
          "'"
              + item.strip()
              + "' must be one of: "
              + String.join(", ", values.stream().map(Choice::getValue).toList())
              + ".");
    }
  }

  private static <C extends Choice> Optional<C> named(List<C> values, String text) {
    return values.stream().filter(each -> each.getValue().equalsIgnoreCase(text)).findFirst();
  }

  /** The settings of a list, without blank ones. */
  static List<String> split(String text) {
    return Arrays.stream(text.split(";")).filter(setting -> !setting.isBlank()).toList();
  }

  private static String name(String item) {
    int equals = item.indexOf('=');
    return item.substring(0, Math.max(0, equals)).strip().toLowerCase(Locale.ROOT);
  }

  private static String value(String item) {
    return item.substring(item.indexOf('=') + 1).strip();
  }
}
